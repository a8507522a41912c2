"""Precision, recall and F1 of records against annotated articles.

All figures are micro-averaged over articles. What counts as right:

==========  ======================================================================================================
companies   a company, once an article, known by any shared surface form (legal forms, case and accents aside)
mentions    a span of a name or anaphor that stands for the right company
amounts     the value within 0.5 % and the currency, where the annotation fixes one
dates       the ISO value; expressions the annotation leaves without a value are left out on both sides
links       unordered pairs of companies that share a deal
deals       at least half of the parties shared (two, unless one is annotated) and the family
+ roles     and every shared party on the right side; ``+ amount``, ``+ status`` alike; ``full`` all of these
kind, stage of the matched deals, those of the very kind and the very status
when        of the matched deals' dates, those reproduced
relations   subject, predicate and object
==========  ======================================================================================================
"""

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.kinds import Firmness, Kind, Role, Side, Status

Record = Mapping[str, Any]
WHEN = ("signed", "start", "end", "duration")
FIGURES = (
    *("companies", "mentions", "amounts", "dates", "links", "deals", "+ roles", "+ amount", "+ status", "full"),
    *("kind", "stage", "when", "relations"),
)
_FORMS = frozenset(
    "sa sau sl slu sas sab cv de inc corp corporation ltd limited plc llc co company gmbh ag nv bv se spa "
    "el la los las the grupo group".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many were right, of how many annotated and how many given."""

    right: int = 0
    gold: int = 0
    given: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.right + other.right, self.gold + other.gold, self.given + other.given)

    @property
    def precision(self) -> float:
        """Right of given; 0 where nothing is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right of annotated; 0 where nothing is annotated."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> Figure(right=2, gold=4, given=2).f1
        0.6666666666666666
        """
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Score:
    """Figures by name, and the errors behind them: (what, article, the rest)."""

    figures: dict[str, Figure] = field(default_factory=lambda: defaultdict(Figure))
    errors: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, name: str, right: int, gold: int, given: int) -> None:
        """Count more of one figure."""
        self.figures[name] += Figure(right, gold, given)


@dataclass(frozen=True, slots=True)
class _Deal:
    kind: str
    sides: Mapping[str, Side]
    status: str | None
    amount: Record | None
    when: Mapping[str, str | None]
    evidence: str

    @property
    def family(self) -> str:
        return Kind(self.kind).family if self.kind in set(Kind) else "alliance"

    @property
    def firmness(self) -> Firmness:
        return Status(self.status).firmness if self.status in set(Status) else Firmness.FIRM


def is_dev(identifier: str) -> bool:
    """Whether an article is of the dev split: its number ends in 0 or 5.

    >>> is_dev("es_mix_015"), is_dev("es_mix_012")
    (True, False)
    """
    return re.search(r"_\d*[05]$", identifier) is not None


def score(gold: Iterable[Record], given: Mapping[str, Record]) -> Score:
    """The figures of records (by id) against annotated articles; an article without a record is all missed."""
    total = Score()
    for article in gold:
        score_article(article, given.get(article["id"], {}), total)
    return total


def score_article(gold: Record, given: Record, total: Score) -> None:
    """Count one article's record into ``total``."""
    who = _companies(gold, given, total)
    _mentions(gold, given, who, total)
    _amounts(gold, given, total)
    _dates(gold, given, total)
    _deals(gold, given, who, total)
    _relations(gold, given, who, total)


def plain(name: str) -> str:
    """A name as it is compared: lower case, no accents, no legal forms or articles unless nothing else is left.

    >>> plain("Técnicas Reunidas, S.A."), plain("El Grupo")
    ('tecnicas reunidas', 'el grupo')
    """
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9&+]+", re.sub(r"\b(\w)\.(?:(?=\w\b))?", r"\1", folded))
    return " ".join(w for w in words if w not in _FORMS) or " ".join(words)


def _surfaces(company: Record) -> set[str]:
    return {plain(s) for s in (company["name"], *company.get("aliases", ()))} - {""}


def _aligned(gold: Sequence[Record], given: Sequence[Record]) -> dict[int, int]:
    """Given company -> annotated company: most shared surfaces first, one to one."""
    gold_surfaces, given_surfaces = [_surfaces(c) for c in gold], [_surfaces(c) for c in given]
    ranked = sorted(
        (-len(g & p), i, j) for i, g in enumerate(gold_surfaces) for j, p in enumerate(given_surfaces) if g & p
    )
    aligned: dict[int, int] = {}
    for _, i, j in ranked:
        if j not in aligned and i not in aligned.values():
            aligned[j] = i
    return aligned


def _companies(gold: Record, given: Record, total: Score) -> Callable[[str], str]:
    """Count the companies; what it gives maps a record's name to the annotated company's, else to '?name'."""
    theirs, ours = gold["companies"], given.get("companies", [])
    aligned = _aligned(theirs, ours)
    total.add("companies", len(aligned), len(theirs), len(ours))
    total.errors += [
        ("companies missed", gold["id"], c["name"]) for i, c in enumerate(theirs) if i not in aligned.values()
    ]
    total.errors += [("companies wrong", gold["id"], c["name"]) for j, c in enumerate(ours) if j not in aligned]
    names: dict[str, str] = {}
    for j, company in enumerate(ours):
        for surface in sorted(_surfaces(company)):
            names.setdefault(surface, theirs[aligned[j]]["name"] if j in aligned else f"?{company['name']}")
    annotated = {s: c["name"] for c in theirs for s in _surfaces(c)}
    return lambda name: names.get(plain(name)) or annotated.get(plain(name)) or f"?{name}"


def company_spans(article: Record) -> dict[tuple[int, int], str]:
    """(start, end) -> company, for each name and anaphor of an annotated article that lies in no other one."""
    found: dict[tuple[int, int], str] = {}
    for company in article["companies"]:
        for surface in company["aliases"]:
            for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", article["text"]):
                found[match.span()] = company["name"]
    for anaphor in article["anaphora"]:
        start = article["text"].find(anaphor["text"], article["text"].find(anaphor["sentence"]))
        found[start, start + len(anaphor["text"])] = anaphor["refers_to"]
    return {
        (a, b): name
        for (a, b), name in found.items()
        if not any(c <= a and b <= d and (c, d) != (a, b) for c, d in found)
    }


def _mentions(gold: Record, given: Record, who: Callable[[str], str], total: Score) -> None:
    if not {"text", "anaphora"} <= gold.keys() or "mentions" not in given:
        return
    theirs = company_spans(gold)
    ours = {(m["start"], m["end"]): who(m["company"]) for m in given["mentions"] if m.get("company")}
    total.add("mentions", sum(theirs.get(span) == name for span, name in ours.items()), len(theirs), len(ours))
    total.errors += [
        ("mentions missed", gold["id"], gold["text"][a:b], name)
        for (a, b), name in theirs.items()
        if ours.get((a, b)) != name
    ]


def _numbers(amount: Record) -> list[float]:
    value = amount["value"]
    return [float(v) for v in value] if isinstance(value, list) else [float(value)]


def same_amount(gold: Record | None, given: Record | None) -> bool:
    """Whether two amounts of records agree; two absent ones do.

    >>> same_amount({"value": 1000, "currency": None}, {"value": 1004, "currency": "EUR"})
    True
    """
    if gold is None or given is None:
        return gold is given
    if gold.get("currency") and given.get("currency") != gold["currency"]:
        return False
    a, b = _numbers(gold), _numbers(given)
    return len(a) == len(b) and all(abs(x - y) <= 0.005 * abs(x) for x, y in zip(a, b, strict=True))


def _unmatched(items: Iterable[Record], others: Iterable[Record], same: Callable[[Any, Any], bool]) -> list[Record]:
    """The others that no item equals, each item taking the first that does."""
    left = list(others)
    for item in items:
        if (at := next((i for i, other in enumerate(left) if same(item, other)), None)) is not None:
            del left[at]
    return left


def _amounts(gold: Record, given: Record, total: Score) -> None:
    theirs, ours = gold["amounts"], given.get("amounts", [])
    wrong = _unmatched(theirs, ours, same_amount)
    missed = _unmatched(ours, theirs, lambda p, g: same_amount(g, p))
    total.add("amounts", len(ours) - len(wrong), len(theirs), len(ours))
    for what, amounts in (("amounts wrong", wrong), ("amounts missed", missed)):
        total.errors += [(what, gold["id"], *(str(a.get(k)) for k in ("text", "value", "currency"))) for a in amounts]


def _dates(gold: Record, given: Record, total: Score) -> None:
    undecided = [d["text"].casefold() for d in gold["dates"] if not d["value"]]

    def counts(text: str) -> bool:
        return not any(text in u or u in text for u in undecided)

    theirs = {d["value"] for d in gold["dates"] if d["value"]}
    ours = {d["value"] for d in given.get("dates", []) if d.get("value") and counts(d.get("text", "").casefold())}
    total.add("dates", len(theirs & ours), len(theirs), len(ours))
    total.errors += [("dates missed", gold["id"], v) for v in sorted(theirs - ours)]
    total.errors += [("dates wrong", gold["id"], v) for v in sorted(ours - theirs)]


def _to_deal(deal: Record, name: Callable[[str], str]) -> _Deal:
    roles = set(Role)
    sides = {name(p["name"]): Role(p["role"]).side if p.get("role") in roles else Side.PEER for p in deal["parties"]}
    when = {slot: deal.get(slot) for slot in WHEN}
    return _Deal(deal["type"], sides, deal.get("status"), deal.get("amount"), when, deal.get("evidence") or "")


def _links(deals: Iterable[_Deal]) -> set[frozenset[str]]:
    return {frozenset(pair) for deal in deals for pair in itertools.combinations(sorted(deal.sides), 2)}


def _affinity(gold: _Deal, given: _Deal) -> float:
    """How well a given deal tells an annotated one; 0 where it does not."""
    shared, both = gold.sides.keys() & given.sides.keys(), gold.sides.keys() | given.sides.keys()
    if len(shared) < min(2, len(gold.sides)) or 2 * len(shared) < len(both) or gold.family != given.family:
        return 0.0
    agree = 0.5 * same_amount(gold.amount, given.amount) + 0.25 * (gold.firmness == given.firmness)
    return len(shared) + agree + 0.1 * sum(gold.when[slot] == given.when[slot] for slot in WHEN)


def _matched(gold: Sequence[_Deal], given: Sequence[_Deal]) -> dict[int, int]:
    """Annotated deal -> given deal, the best fits first, one to one."""
    ranked = sorted(
        ((a, -i, -j) for i, g in enumerate(gold) for j, p in enumerate(given) if (a := _affinity(g, p))), reverse=True
    )
    matched: dict[int, int] = {}
    for _, i, j in ranked:
        if -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return matched


def _deals(gold: Record, given: Record, who: Callable[[str], str], total: Score) -> None:
    theirs = [_to_deal(d, lambda name: name) for d in gold["deals"]]
    ours = [_to_deal(d, who) for d in given.get("deals", [])]
    shared = _links(theirs) & _links(ours)
    total.add("links", len(shared), len(_links(theirs)), len(_links(ours)))
    matched = _matched(theirs, ours)
    right: Counter[str] = Counter()
    for i, j in matched.items():
        right.update(_agreement(gold["id"], theirs[i], ours[j], total))
    for name in ("deals", "+ roles", "+ amount", "+ status", "full"):
        total.add(name, right[name], len(theirs), len(ours))
    total.errors += [("deals missed", gold["id"], *_shown(d)) for i, d in enumerate(theirs) if i not in matched]
    total.errors += [("deals wrong", gold["id"], *_shown(d)) for j, d in enumerate(ours) if j not in matched.values()]


def _shown(deal: _Deal) -> tuple[str, str, str]:
    return deal.family, ", ".join(sorted(deal.sides)), deal.evidence[:160]


def _agreement(article: str, gold: _Deal, given: _Deal, total: Score) -> Iterator[str]:
    """The figures that a matched deal counts for."""
    agrees = {
        "+ roles": all(given.sides[n] == s for n, s in gold.sides.items() if n in given.sides),
        "+ amount": same_amount(gold.amount, given.amount),
        "+ status": gold.firmness == given.firmness,
    }
    hits = sum(v is not None and v == given.when[k] for k, v in gold.when.items())
    total.add("when", hits, *(sum(v is not None for v in d.when.values()) for d in (gold, given)))
    total.add("kind", int(gold.kind == given.kind), 1, 1)
    total.add("stage", int(gold.status == given.status), 1, 1)
    yield "deals"
    yield from (name for name, same in agrees.items() if same)
    if all(agrees.values()):
        yield "full"
    else:
        amiss = ", ".join(name for name, same in agrees.items() if not same)
        total.errors.append(("deals partly right", article, ", ".join(sorted(gold.sides)), amiss))


def _relations(gold: Record, given: Record, who: Callable[[str], str], total: Score) -> None:
    def named(name: str) -> str:
        known = who(name)
        return name if known.startswith("?") else known

    def triples(relations: Iterable[Record], name: Callable[[str], str]) -> set[tuple[str, str, str]]:
        return {(plain(name(r["subject"])), r["predicate"], plain(name(r["object"]))) for r in relations}

    theirs = triples(gold["other_relations"], lambda name: name)
    ours = triples(given.get("other_relations", []), named)
    total.add("relations", len(theirs & ours), len(theirs), len(ours))
    total.errors += [("relations missed", gold["id"], *r) for r in sorted(theirs - ours)]
    total.errors += [("relations wrong", gold["id"], *r) for r in sorted(ours - theirs)]
