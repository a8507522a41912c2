"""How fast amounts are found, beside a plain regular-expression scan of the same sentences in the same run.

    python benchmarks/values.py [SECONDS]

Sentences a second on one core, and microseconds a sentence, for sentences that hold money, for those that hold none,
and for a mixture as the business press has it (about one in three).
"""

import re
import sys
import time
from collections.abc import Callable, Sequence

from kg.values import find_money

MONEY = {
    "es": (
        "La constructora se adjudicó la ampliación del puerto por 38.400 millones de pesos a cinco años.",
        "Según el acuerdo, la eléctrica pagará entre 4 y 5 millones de euros al año hasta 2031.",
        "El fondo aporta US$ 350 millones, de los que 60 son deuda, y la familia otros 85.",
        "Facturó 1.240 millones en 2024, un 8 % más, y redujo su deuda a 310 millones.",
    ),
    "en": (
        "The board agreed to sell the unit for $1.2bn in cash and a further £40 million on completion.",
        "Shares closed at 412.5p, valuing the chain at between $4 and $5 million.",
        "Its lenders put up a C$26-billion facility, of which half a billion dollars is drawn.",
        "Revenue rose 12 per cent to €350m and the dividend to 21 cents a share.",
    ),
}
PLAIN = {
    "es": (
        "El consejo de administración nombró a la nueva directora financiera en su reunión del martes 4 de marzo.",
        "Las dos compañías, que ya colaboraban en Portugal, abrirán un laboratorio conjunto en Zaragoza en 2026.",
        "«No tenemos prisa», dijo el presidente al salir, «pero tampoco vamos a esperar otros diez años».",
        "La planta, de 90 megavatios y 240 empleados, suministra electricidad a 38.000 hogares de la comarca.",
    ),
    "en": (
        "The company named a new chief financial officer at its board meeting on Tuesday, March 4, 2025.",
        "The two firms, which already work together in Portugal, will open a joint laboratory in Leeds in 2026.",
        "Nobody is in a hurry, the chairman said on his way out, but nobody will wait another ten years either.",
        "The plant, with 90 megawatts and 240 employees, supplies electricity to 38,000 homes in the county.",
    ),
}
REFERENCE = re.compile(
    r"(?:US\$|[$€£])\s?\d[\d.,]*(?:\s?(?:millones|million|billion|bn|m)\b)?|\d[\d.,]*\s(?:euros|pesos)"
)


def rate(work: Callable[[str], object], sentences: Sequence[str], seconds: float) -> float:
    """Sentences a second, over whole rounds of at least ``seconds``."""
    for sentence in sentences:
        work(sentence)
    rounds, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        for _ in range(50):
            for sentence in sentences:
                work(sentence)
        rounds += 50
    return rounds * len(sentences) / (time.perf_counter() - began)


def main() -> None:
    """Print a line for each language and mixture."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
    print(f"{'':<24}{'sentences/s':>12}{'µs each':>9}{'plain regex µs':>16}")
    for language, money in MONEY.items():
        mixtures = {"money": money, "none": PLAIN[language], "press": money + PLAIN[language] * 2}
        for name, sentences in mixtures.items():
            found = rate(lambda s, code=language: find_money(s, code), sentences, seconds)
            reference = rate(lambda s: list(REFERENCE.finditer(s)), sentences, seconds)
            print(f"find_money {language} {name:<10}{found:>12,.0f}{1e6 / found:>9.1f}{1e6 / reference:>16.2f}")


if __name__ == "__main__":
    main()
