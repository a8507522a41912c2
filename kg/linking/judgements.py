"""What people decided, as data that linking obeys: replayed on every rebuild, exported and imported as TSV.

A judgement names entities by label ('Banco Santander', 'Ministerio de Salud (PE)') and deals by a claim's key.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kg.errors import ConfigError
from kg.linking.groups import Group
from kg.linking.names import parse, parse_person
from kg.linking.support import Match
from kg.model import Judgement, MentionKind, Verdict

COLUMNS = ("left", "right", "verdict", "by", "at")
_CERTAIN = 10.0
_LABEL = re.compile(r"(?P<name>.*?)(?: \((?P<country>[A-Z]{2})\))?")


@dataclass(frozen=True)
class Rulings:
    """The latest verdict of each pair, of ``same`` and ``different`` only; ``wrong`` things stand alone."""

    verdicts: Mapping[frozenset[str], Verdict]
    wrong: frozenset[str] = frozenset()

    def same(self, a: Group, b: Group) -> bool:
        """Whether somebody said that two groups are one."""
        return self._ruled(a, b) is Verdict.SAME

    def different(self, a: Group, b: Group) -> bool:
        """Whether somebody said that two groups are two."""
        return self._ruled(a, b) is Verdict.DIFFERENT

    def decided(self, a: Group, b: Group) -> bool:
        """Whether nobody needs to be asked about two groups."""
        return self._ruled(a, b) is not None

    def of_claims(self, a: str, b: str) -> Verdict | None:
        """What somebody said of two claims (keys)."""
        return self.verdicts.get(frozenset((a, b)))

    def blocks(self) -> set[str]:
        """The blocks of the names that somebody said are the same as another."""
        same = (label for pair, verdict in self.verdicts.items() if verdict is Verdict.SAME for label in pair)
        names = [said["name"] for label in same if (said := _LABEL.fullmatch(label))]
        people = {f"{MentionKind.PERSON}:{parse_person(name).squashed}" for name in names}
        return people | {f"{MentionKind.COMPANY}:{parse(name).key}" for name in names}

    def wanted(self, groups: Iterable[Group]) -> Iterator[Match]:
        """The pairs of groups that somebody said are one, as matches stronger than any other."""
        every = tuple(groups)
        for pair, verdict in sorted(self.verdicts.items(), key=lambda item: sorted(item[0])):
            if verdict is Verdict.SAME and len(pair) == 2:
                one, other = sorted(pair)
                for a in (g for g in every if _meant(one, g)):
                    yield from (
                        Match(_CERTAIN, a, b, "judged the same") for b in every if b is not a and _meant(other, b)
                    )

    def _ruled(self, a: Group, b: Group) -> Verdict | None:
        for pair, verdict in self.verdicts.items():
            one, other = min(pair), max(pair)
            if (_meant(one, a) and _meant(other, b)) or (_meant(one, b) and _meant(other, a)):
                return verdict
        return None


def rulings_of(judgements: Iterable[Judgement]) -> Rulings:
    """What holds after all judgements: the latest of each pair, in whatever order they come.

    >>> at = datetime(2025, 1, 1)
    >>> later = Judgement("B", "A", Verdict.LATER, "ben", at.replace(day=2))
    >>> rulings_of([later, Judgement("A", "B", Verdict.SAME, "ana", at)]).verdicts
    {}
    """
    latest = {frozenset((j.left, j.right)): j for j in sorted(judgements, key=lambda j: (j.at, j.verdict, j.by))}
    pairs = {p: j.verdict for p, j in latest.items() if j.right and j.verdict in (Verdict.SAME, Verdict.DIFFERENT)}
    return Rulings(pairs, frozenset(j.left for j in latest.values() if j.verdict is Verdict.WRONG and not j.right))


def _meant(label: str, group: Group) -> bool:
    if label == group.label:
        return True
    said = _LABEL.fullmatch(label)
    if said is None or (said["country"] and said["country"] not in group.countries):
        return False
    take = parse_person if group.kind is MentionKind.PERSON else parse
    return take(said["name"]).key == group.head.key


def to_tsv(judgements: Iterable[Judgement]) -> str:
    r"""Judgements as tab-separated values with a head line, in order of time.

    >>> to_tsv([Judgement("A", "B", Verdict.SAME, "ana", datetime(2025, 1, 1))])
    'left\tright\tverdict\tby\tat\nA\tB\tsame\tana\t2025-01-01T00:00:00\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for j in sorted(judgements, key=lambda j: (j.at, j.left, j.right)):
        writer.writerow((j.left, j.right, j.verdict, j.by, j.at.isoformat()))
    return out.getvalue()


def from_tsv(text: str, where: str = "judgements") -> tuple[Judgement, ...]:
    r"""The judgements that :func:`to_tsv` printed.

    >>> from_tsv("left\tright\tverdict\tby\tat\nA\tB\tsame\tana\t2025-01-01T00:00:00\n")[0].verdict
    <Verdict.SAME: 'same'>

    Raises:
        ConfigError: a column is missing, or a line is no judgement.
    """
    rows = csv.DictReader(io.StringIO(text), delimiter="\t")
    if missing := [c for c in COLUMNS if c not in (rows.fieldnames or ())]:
        raise ConfigError(f"{where}:1: no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")
    return tuple(_judgement(row, f"{where}:{number}") for number, row in enumerate(rows, 2))


def _judgement(row: dict[str, str | None], where: str) -> Judgement:
    try:
        verdict, at = Verdict(row["verdict"] or ""), datetime.fromisoformat(row["at"] or "")
    except ValueError as error:
        raise ConfigError(f"{where}: {error}; a verdict is one of {', '.join(Verdict)}, a time is ISO") from error
    return Judgement(row["left"] or "", row["right"] or "", verdict, row["by"] or "", at)
