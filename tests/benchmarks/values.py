"""How fast amounts and dates are found together, beside a plain regular-expression scan of the same sentences.

    python tests/benchmarks/values.py [SECONDS]

Both finders run on each sentence, one after the other, on one core; the time is that of the processor, the least of
several rounds, so that what else runs on the machine does not count. Three mixtures: sentences with amounts and dates,
sentences with neither, and the business press (one in three has an amount, one in three a date, one in three neither).
To reach: 5,000 sentences a second of the press, 20 microseconds or less for a sentence with neither.
"""

import re
import sys
import time
from collections.abc import Callable, Sequence

from kg.values import find_dates, find_money

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
DATED = {
    "es": (
        "El consejo de administración nombró a la nueva directora financiera en su reunión del martes 4 de marzo.",
        "Las dos compañías, que ya colaboraban en Portugal, abrirán un laboratorio conjunto en Zaragoza en 2026.",
        "«No tenemos prisa», dijo el presidente al salir, «pero tampoco vamos a esperar otros diez años».",
        "El contrato, de cinco años, vence en abril de 2029 y puede prorrogarse otros dos ejercicios.",
    ),
    "en": (
        "The company named a new chief financial officer at its board meeting on Tuesday, March 4, 2025.",
        "The two firms, which already work together in Portugal, will open a joint laboratory in Leeds in 2026.",
        "Nobody is in a hurry, the chairman said on his way out, but nobody will wait another ten years either.",
        "The five-year contract runs until April 2029 and can be extended for another two years.",
    ),
}
NEITHER = {
    "es": (
        "El consejo de administración nombró a la nueva directora financiera en su última reunión en Bilbao.",
        "Las dos compañías, que ya colaboraban en Portugal, abrirán un laboratorio conjunto en Zaragoza.",
        "«No tenemos prisa», dijo el presidente al salir, «pero tampoco vamos a dejar pasar la ocasión».",
        "La planta, con 90 megavatios y 240 empleados, suministra electricidad a 38.000 hogares de la comarca.",
    ),
    "en": (
        "The company named a new chief financial officer after a board meeting at its headquarters in Leeds.",
        "The two firms, which already work together in Portugal, will open a joint laboratory near the port.",
        "Nobody is in a hurry, the chairman said on his way out, but nobody will let the chance go by either.",
        "The plant, with 90 megawatts and 240 employees, supplies electricity to 38,000 homes in the county.",
    ),
}
MONTHS = "enero|marzo|abril|mayo|junio|julio|octubre|January|March|April|May|June|July|October"
REFERENCE = re.compile(
    r"(?:US\$|[$€£])\s?\d[\d.,]*(?:\s?(?:millones|million|billion|bn|m)\b)?|\d[\d.,]*\s(?:euros|pesos)"
    rf"|(?:\d{{1,2}} (?:de )?)?\b(?:{MONTHS})\b(?:,? (?:de )?\d{{4}})?|\b(?:19|20)\d\d\b|\d+ (?:años|years)"
)
ROUNDS = 7


def seconds_each(work: Callable[[str], object], sentences: Sequence[str], seconds: float) -> float:
    """Processor time a sentence: the least of so many rounds that take ``seconds`` together."""
    for sentence in sentences:
        work(sentence)
    best = float("inf")
    for _ in range(ROUNDS):
        passes, began, spent = 0, time.process_time(), 0.0
        while spent < seconds / ROUNDS:
            for sentence in sentences:
                work(sentence)
            passes, spent = passes + 1, time.process_time() - began
        best = min(best, spent / passes / len(sentences))
    return best


def both(language: str) -> Callable[[str], object]:
    """What a reader of values does with a sentence."""
    return lambda sentence: (find_money(sentence, language), find_dates(sentence, language))


def main() -> None:
    """Print a line for each language and mixture."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    print(f"{'amounts and dates':<24}{'sentences/s':>12}{'µs each':>9}{'plain regex µs':>16}")
    for language, money in MONEY.items():
        values = money + DATED[language]
        mixtures = {"values": values, "neither": NEITHER[language], "press": values + NEITHER[language]}
        for name, sentences in mixtures.items():
            found = seconds_each(both(language), sentences, seconds)
            reference = seconds_each(lambda s: list(REFERENCE.finditer(s)), sentences, seconds / 2)
            print(f"{language} {name:<21}{1 / found:>12,.0f}{1e6 * found:>9.1f}{1e6 * reference:>16.2f}")


if __name__ == "__main__":
    main()
