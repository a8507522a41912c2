"""The trained reading model: text in, :class:`~kg.reader.structure.Structure` out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from kg.errors import ModelMissing
from kg.model import MentionKind
from kg.reader import neural_deals as deals
from kg.reader.neural_clusters import (
    Found,
    antecedent,
    equal_clusters,
    name_clusters,
    person_clusters,
    repeat_names,
    settle_kinds,
    whole_names,
)
from kg.reader.neural_graphs import Graphs, OnnxGraphs
from kg.reader.neural_inputs import (
    ANAPHORIC,
    HUMAN,
    NAME,
    MentionInputs,
    membership,
    mention_inputs,
    pair_features,
    sentence_table,
    value_pool,
)
from kg.reader.neural_labels import ANAPHOR, KINDS, SLOTS, STATUSES
from kg.reader.neural_names import string_table
from kg.reader.neural_tags import log_softmax, spans_of, tagged
from kg.reader.neural_tokens import Floats, Ints, Tokens, batches, tokenize, windows
from kg.reader.structure import Cluster, FoundDeal, FoundMention, FoundParty, FoundRelation, Places, Structure

WEIGHTS = Path(__file__).parent / "weights"
_AT_ONCE = 4
_SORT = {MentionKind.COMPANY: NAME, MentionKind.PERSON: HUMAN, ANAPHOR: ANAPHORIC}


@dataclass(frozen=True, slots=True)
class Floors:
    """Probabilities above which something is said: deals of pairs, pairs that only complete a deal, a pair's further
    deals of other kinds, deals of one named party, relations.
    """

    pair: float = 0.4
    complete: float = 0.3
    further: float = 0.35
    single: float = 0.35
    relation: float = 0.2


@dataclass(frozen=True, slots=True)
class Linked:
    """Mentions with their clusters, and which of both the pair table is made of."""

    mentions: tuple[FoundMention, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Neural:
    """The model, ready to read. Holds no state; one may be shared by threads."""

    graphs: Graphs
    tokenizer: Tokenizer
    version: str
    floors: Floors = Floors()

    def read(self, text: str, title: str | None, places: Places) -> Structure:
        """What the text says.

        Args:
            text: The article's text, NFC.
            title: Its headline, which helps to read the text and is not itself read.
            places: Its sentences and the amounts, dates and durations found in it.
        """
        tokens = tokenize(self.tokenizer, text, title)
        if not tokens.ids or not places.sentences:
            return Structure()
        hidden, tags = self._encode(tokens)
        found = [Found(t.kind, span, t.confidence) for t, span in spans_of(text, tagged(tags), tokens.spans)]
        found = repeat_names(text, settle_kinds(text, whole_names(text, found)))
        if not found:
            return Structure()
        linked = self._link(text, tokens, hidden, found, places)
        return self._relate(tokens, hidden, linked, places)

    def _encode(self, tokens: Tokens) -> tuple[Floats, Floats]:
        states, tags = [], []
        for ids, mask, part in batches(windows(tokens), _AT_ONCE):
            hidden, scores = self.graphs.encode(ids, mask)
            for row, window in enumerate(part):
                states.append(hidden[row, window.offset : window.offset + window.kept])
                tags.append(scores[row, window.offset : window.offset + window.kept])
        return np.concatenate(states), np.concatenate(tags)

    def _link(self, text: str, tokens: Tokens, hidden: Floats, found: Sequence[Found], places: Places) -> Linked:
        """Companies by the linker's scores, persons, places and products by their words."""
        about = [i for i, m in enumerate(found) if m.kind in {MentionKind.COMPANY, ANAPHOR}]
        scores = np.zeros((0, 0), dtype=np.float32)
        if about:
            inputs = _inputs([found[i] for i in about], tokens, places)
            strings = [found[i].span.of(text) if found[i].kind != ANAPHOR else None for i in about]
            scores = self.graphs.link(hidden, inputs, string_table(strings))
        clusters = [(MentionKind.COMPANY, [about[i] for i in c]) for c in _companies(text, found, about, scores)]
        for kind, gather in (
            (MentionKind.PERSON, person_clusters),
            (MentionKind.PLACE, equal_clusters),
            (MentionKind.PRODUCT, equal_clusters),
        ):
            mine = [i for i, m in enumerate(found) if m.kind == kind]
            clusters += [(kind, [mine[i] for i in c]) for c in gather([found[i].span.of(text) for i in mine])]
        home = {i: at for at, (_kind, members) in enumerate(clusters) for i in members}
        mentions = tuple(
            FoundMention(
                MentionKind.COMPANY if m.kind == ANAPHOR else MentionKind(m.kind),
                m.span,
                m.kind == ANAPHOR,
                home.get(i),
                m.confidence,
            )
            for i, m in enumerate(found)
        )
        return Linked(mentions, tuple(Cluster(kind, tuple(sorted(members))) for kind, members in clusters))

    def _relate(self, tokens: Tokens, hidden: Floats, linked: Linked, places: Places) -> Structure:
        """The pair table of companies and persons, and what follows from it."""
        entities = [at for at, c in enumerate(linked.clusters) if c.kind in {MentionKind.COMPANY, MentionKind.PERSON}]
        used = sorted(i for at in entities for i in linked.clusters[at].mentions)
        if not used:
            return Structure(linked.mentions, linked.clusters)
        row = {i: at for at, i in enumerate(used)}
        mentions = [linked.mentions[i] for i in used]
        inputs = _inputs([Found(_sort_kind(m), m.span, m.confidence) for m in mentions], tokens, places)
        member = membership([[row[i] for i in linked.clusters[at].mentions] for at in entities], len(used))
        sentences = sentence_table(places.sentences, tokens.spans)
        table = self.graphs.relate(hidden, inputs, member, pair_features(member, inputs), sentences)
        kinds = [linked.clusters[at].kind for at in entities]
        found = self._deals(tokens, hidden, table, kinds, places)
        ties = deals.relations(deals.chances(table[1]), kinds, self.floors.relation)
        return Structure(
            linked.mentions,
            linked.clusters,
            tuple(_renumbered(d, entities) for d in found),
            tuple(
                FoundRelation(entities[s], predicate, entities[o], int(table[4][s, o].argmax()), chance)
                for s, predicate, o, chance in ties
            ),
        )

    def _deals(
        self, tokens: Tokens, hidden: Floats, table: tuple[Floats, ...], kinds: Sequence[MentionKind], places: Places
    ) -> list[FoundDeal]:
        companies = [at for at, kind in enumerate(kinds) if kind is MentionKind.COMPANY]
        pairs = deals.edges(table[0], companies, self.floors.complete, self.floors.further)
        groups = deals.groups(pairs, self.floors.pair)
        groups += deals.singles(deals.chances(table[2]), companies, groups, self.floors.single)
        if not groups:
            return []
        sentences = sentence_table(places.sentences, tokens.spans)
        pools = tuple(value_pool(v, tokens.spans) for v in (places.amounts, places.dates, places.durations))
        answers = self.graphs.attributes(hidden, sentences, _cells(groups, table), pools)
        out, at = [], 0
        for group in groups:
            rows = slice(at, at + len(_asked(group)))
            out.append(_deal(group, [averaged(a[rows]) for a in answers]))
            at = rows.stop
        return out


@cache
def load(folder: Path = WEIGHTS) -> Neural:
    """The model in ``folder``, by default the one that is installed.

    Raises:
        ModelMissing: when it is not there.
    """
    if not (folder / "tokenizer.json").exists():
        raise ModelMissing(f"{folder}: the trained reader is not installed; reinstall kg-deals")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Neural(OnnxGraphs(folder), tokenizer, (folder / "VERSION").read_text("utf8").strip())


def averaged(scores: Floats) -> Floats:
    """The mean of the rows' log probabilities.

    >>> np.round(np.exp(averaged(np.zeros((2, 4), dtype=np.float32))), 2).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    out: Floats = log_softmax(scores).mean(axis=0)
    return out


def _inputs(found: Sequence[Found], tokens: Tokens, places: Places) -> MentionInputs:
    return mention_inputs([m.span for m in found], [_SORT[m.kind] for m in found], tokens.spans, places.sentences)


def _sort_kind(mention: FoundMention) -> str:
    return ANAPHOR if mention.anaphor else mention.kind


def _companies(text: str, found: Sequence[Found], about: Sequence[int], scores: Floats) -> list[list[int]]:
    """Clusters of places in ``about``: names gathered, each anaphor with the company it stands for."""
    names = [i for i, at in enumerate(about) if found[at].kind != ANAPHOR]
    both = (scores + scores.T)[np.ix_(names, names)]
    clusters = name_clusters([found[about[i]].span.of(text) for i in names], both)
    out = [[names[i] for i in c] for c in clusters]
    for i in sorted(set(range(len(about))) - set(names)):
        home, _chance = antecedent(scores[i, names], clusters)
        if home is not None:
            out[home].append(i)
    return out


def _asked(group: deals.Group) -> tuple[deals.Edge, ...] | tuple[deals.Node, ...]:
    """The cells of the table that tell the group's attributes: edges between sides where it has such."""
    across = tuple(e for e in group.edges if e.first[1] is not e.second[1])
    return across or group.edges or group.parties


def _cells(groups: Sequence[deals.Group], table: tuple[Floats, ...]) -> tuple[Floats, Ints, Floats]:
    first, second, kinds = [], [], []
    for group in groups:
        for cell in _asked(group):
            ends = (cell.first[0], cell.second[0]) if isinstance(cell, deals.Edge) else (cell[0], cell[0])
            first.append(ends[0])
            second.append(ends[1])
            kinds.append(KINDS.index(group.kind))
    return table[3][first, second], np.asarray(kinds, dtype=np.int64), table[4][first, second]


def _deal(group: deals.Group, answers: Sequence[Floats]) -> FoundDeal:
    status, evidence = int(answers[0].argmax()), int(answers[1].argmax())
    values = [int(a.argmax()) - 1 for a in answers[2:]]
    chosen = {slot: None if v < 0 else v for slot, v in zip(("amount", *SLOTS, "duration"), values, strict=True)}
    parties = tuple(FoundParty(role, at) for at, role in group.parties)
    return FoundDeal(group.kind, parties, STATUSES[status], evidence, group.confidence, **chosen)


def _renumbered(deal: FoundDeal, entities: Sequence[int]) -> FoundDeal:
    """The deal with its parties' places among the entities turned into those among the clusters."""
    parties = tuple(FoundParty(p.role, entities[p.cluster]) for p in deal.parties)
    return FoundDeal(
        deal.kind,
        parties,
        deal.status,
        deal.evidence,
        deal.confidence,
        deal.amount,
        deal.signed,
        deal.start,
        deal.end,
        deal.duration,
    )
