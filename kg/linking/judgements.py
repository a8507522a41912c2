"""What people decided, as data that linking obeys: replayed on every rebuild, exported and imported as TSV.

A judgement names a company or person by label ('Banco Santander', 'Ministerio de Salud (PE)'), its name in one article
by both ('Santander @ 3f2a9c0d11e84b57'), a claim by its key, and a deal by ``deal-`` and the key of one of its claims.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kg.errors import ConfigError
from kg.kinds import MentionKind, Verdict
from kg.linking.groups import Group
from kg.linking.names import parse, parse_person
from kg.linking.support import Match
from kg.model import Judgement

COLUMNS = ("left", "right", "verdict", "by", "at")
DEAL = "deal-"
_CERTAIN = 10.0
_LABEL = re.compile(r"(?P<name>.*?)(?: \((?P<country>[A-Z]{2})\))?")
_IN_ARTICLE = re.compile(r"(?P<name>.+) @ (?P<article>\w+)")
Pair = frozenset[str]


@dataclass(frozen=True)
class Rulings:
    """The latest verdict of each pair, of ``same`` and ``different`` only; ``wrong`` claims and deals stand alone."""

    verdicts: Mapping[Pair, Verdict]
    wrong: frozenset[str] = frozenset()
    wrong_deals: frozenset[str] = frozenset()

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

    def claim_blocks(self, key: str) -> frozenset[str]:
        """The blocks in which a claim meets those that somebody said tell the same deal."""
        return frozenset(f"judged {min(p)} {max(p)}" for p in self._same if key in p)

    def detached(self, article: str) -> frozenset[str]:
        """The names that somebody said are, in this article, another company's than elsewhere."""
        return self._in_articles.get(article, frozenset())

    def beside(self, blocks: Iterable[str]) -> set[str]:
        """The blocks of the names that somebody said are the same as one that is in these blocks."""
        here = set(blocks)
        pairs = ([name_blocks(label) for label in pair] for pair in self._same)
        return {b for sides in pairs if any(side & here for side in sides) for side in sides for b in side}

    def wanted(self, groups: Iterable[Group]) -> Iterator[Match]:
        """The pairs of groups that somebody said are one, as matches stronger than any other."""
        every = tuple(groups) if self._same else ()
        for pair in self._same:
            one, other = min(pair), max(pair)
            for a in (g for g in every if _meant(one, g)):
                yield from (Match(_CERTAIN, a, b, "judged the same") for b in every if b is not a and _meant(other, b))

    @cached_property
    def _same(self) -> tuple[Pair, ...]:
        return tuple(sorted((p for p, v in self.verdicts.items() if v is Verdict.SAME and len(p) == 2), key=sorted))

    @cached_property
    def _in_articles(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for label in {label for pair in self.verdicts for label in pair}:
            if said := _IN_ARTICLE.fullmatch(label):
                found.setdefault(said["article"], set()).add(said["name"])
        return {article: frozenset(names) for article, names in found.items()}

    @cached_property
    def _by_keys(self) -> Mapping[Pair, tuple[Pair, ...]]:
        """The judged pairs by the keys that their names may have."""
        found: dict[Pair, list[Pair]] = {}
        for pair in self.verdicts:
            for keys in ({_key(label, kind) for label in pair} for kind in MentionKind):
                found.setdefault(frozenset(keys), []).append(pair)
        return {keys: tuple(dict.fromkeys(pairs)) for keys, pairs in found.items()}

    def _ruled(self, a: Group, b: Group) -> Verdict | None:
        for pair in self._by_keys.get(frozenset((a.head.key, b.head.key)), ()):
            one, other = min(pair), max(pair)
            if (_meant(one, a) and _meant(other, b)) or (_meant(one, b) and _meant(other, a)):
                return self.verdicts[pair]
        return None


def rulings_of(judgements: Iterable[Judgement]) -> Rulings:
    """What holds after all judgements: the latest of each pair, in whatever order they come.

    >>> at = datetime(2025, 1, 1)
    >>> later = Judgement("B", "A", Verdict.LATER, "ben", at.replace(day=2))
    >>> rulings_of([later, Judgement("A", "B", Verdict.SAME, "ana", at)]).verdicts
    {}
    """
    latest = {_pair(j): j for j in sorted(judgements, key=lambda j: (j.at, j.verdict, j.by))}
    pairs = {p: j.verdict for p, j in latest.items() if j.right and j.verdict in (Verdict.SAME, Verdict.DIFFERENT)}
    wrong = frozenset(j.left for j in latest.values() if j.verdict is Verdict.WRONG and not j.right)
    deals = frozenset(key for key in wrong if key.startswith(DEAL))
    return Rulings(pairs, wrong - deals, frozenset(key.removeprefix(DEAL) for key in deals))


def _pair(judgement: Judgement) -> Pair:
    """The two things judged, two deals by a claim of each; a thing judged alone as it is called."""
    if not judgement.right:
        return frozenset((judgement.left, ""))
    return frozenset(side.removeprefix(DEAL) for side in (judgement.left, judgement.right))


def in_article(name: str, article: str) -> str:
    """The label of a name in one article (id).

    >>> in_article("Santander", "3f2a9c0d11e84b57")
    'Santander @ 3f2a9c0d11e84b57'
    """
    return f"{name} @ {article}"


def name_blocks(label: str) -> frozenset[str]:
    """The blocks that hold every company and person a label may mean.

    >>> sorted(name_blocks("Banco Santander"))
    ['company:bank santander', 'person:bancosantander']
    """
    name = _name(label)
    return frozenset(
        {f"{MentionKind.COMPANY}:{parse(name).key}", f"{MentionKind.PERSON}:{parse_person(name).squashed}"}
    )


def articles_of(label: str) -> frozenset[str]:
    """The articles (ids) that a label speaks of by itself: of a claim, a deal, or a name in an article.

    >>> articles_of("deal-3f2a9c0d11e84b57-0-90"), articles_of("Santander @ 77ab"), articles_of("Repsol")
    (frozenset({'3f2a9c0d11e84b57'}), frozenset({'77ab'}), frozenset())
    """
    if said := _IN_ARTICLE.fullmatch(label):
        return frozenset({said["article"]})
    claim = re.fullmatch(r"(\w+)-\d+-\d+(?:-\d+)?", label.removeprefix(DEAL))
    return frozenset({claim[1]}) if claim else frozenset()


def labelled(label: str, kind: MentionKind, key: str) -> bool:
    """Whether a label may mean what is called by a name of this key.

    >>> labelled("Ministerio de Salud (PE)", MentionKind.COMPANY, parse("Health Ministry").key)
    True
    """
    return _key(label, kind) == key


def country_in(label: str) -> str | None:
    """The country that a label says, None where it says none.

    >>> country_in("Ministerio de Salud (PE)"), country_in("Repsol")
    ('PE', None)
    """
    said = _LABEL.fullmatch(label)
    return said["country"] if said else None


def _name(label: str) -> str:
    inner = _IN_ARTICLE.fullmatch(label)
    said = _LABEL.fullmatch(inner["name"] if inner else label)
    return said["name"] if said else label


def _key(label: str, kind: MentionKind) -> str:
    take = parse_person if kind is MentionKind.PERSON else parse
    return take(_name(label)).key


def _meant(label: str, group: Group) -> bool:
    if label == group.label or group.detached:
        return label == group.label
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
