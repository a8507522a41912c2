"""The trained reading model: text in, :class:`~kg.reader.structure.Structure` out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from kg.errors import ModelMissing
from kg.kinds import MentionKind
from kg.reader import neural_deals as deals
from kg.reader.companies import in_brackets
from kg.reader.neural_answers import EVIDENCE, Questions, told_alone, told_deals
from kg.reader.neural_clusters import antecedent, equal_clusters, name_clusters, person_clusters
from kg.reader.neural_found import (
    Found,
    lists_apart,
    repeat_names,
    settle_kinds,
    whole_names,
    with_bodies,
    without_leads,
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
    value_pools,
)
from kg.reader.neural_labels import ANAPHOR, KINDS
from kg.reader.neural_names import string_table
from kg.reader.neural_pairs import PairTable, Tie
from kg.reader.neural_seconds import tell
from kg.reader.neural_tags import begun, softmax, spans_of, tagged
from kg.reader.neural_tokens import Floats, Tokens, tokenize, windows
from kg.reader.readers import WEIGHTS
from kg.reader.structure import Cluster, FoundDeal, FoundMention, FoundParty, FoundRelation, Places, Structure
from kg.renames import renamed

Tied = Callable[[Sequence[FoundMention], Sequence[Cluster]], Iterable[Tie]]
"""Mentions and clusters to the pairs of clusters (indexes), with their roles, that have a deal by other evidence."""

_SORT = {MentionKind.COMPANY: NAME, MentionKind.PERSON: HUMAN, ANAPHOR: ANAPHORIC}


@dataclass(frozen=True, slots=True)
class Floors:
    """Probabilities above which something is said.

    ``pair``: a deal of two; ``complete``: what its further pairs need; ``join``: a further party with each of the
    others; ``single``: a deal of one named party; ``relation``: a relation; ``second``: a sentence that tells another
    deal of the same two.
    """

    pair: float = 0.3
    complete: float = 0.24
    join: float = 0.1
    single: float = 0.35
    relation: float = 0.65
    second: float = 0.5


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

    def read(self, text: str, title: str | None, places: Places, tied: Tied | None = None) -> Structure:
        """What the text says.

        Args:
            text: The article's text, NFC.
            title: Its headline, which helps to read the text and is not itself read.
            places: Its sentences and the amounts, dates and durations found in it.
            tied: Says which clusters other evidence than the model's ties by a deal, if there is such evidence.
        """
        tokens = tokenize(self.tokenizer, text, title)
        if not tokens.ids or not places.sentences:
            return Structure()
        hidden, tags = self._encode(tokens)
        found = [Found(t.kind, span, t.confidence) for t, span in spans_of(text, tagged(tags), tokens.spans)]
        found = lists_apart(text, found, begun(tags, tokens.spans, text))
        found = without_leads(text, with_bodies(text, whole_names(text, found)))
        found = repeat_names(text, settle_kinds(text, found))
        if not found:
            return Structure()
        linked = self._link(text, tokens, hidden, found, places)
        return self._relate(tokens, hidden, linked, places, tied)

    def _encode(self, tokens: Tokens) -> tuple[Floats, Floats]:
        states, tags = [], []
        for window in windows(tokens):
            hidden, scores = self.graphs.encode(np.asarray([window.ids], dtype=np.int64))
            states.append(hidden[0, window.offset : window.offset + window.kept])
            tags.append(scores[0, window.offset : window.offset + window.kept])
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

    def _relate(self, tokens: Tokens, hidden: Floats, linked: Linked, places: Places, tied: Tied | None) -> Structure:
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
        pairs = PairTable.of(
            table[0], _renumbered_ties(tied(linked.mentions, linked.clusters), entities) if tied else None
        )
        ask = Questions(self.graphs, hidden, table, places, sentences, value_pools(places, tokens.spans))
        found = self._deals(ask, pairs, kinds)
        ties = deals.relations(table[1], kinds, self.floors.relation)
        return Structure(
            linked.mentions,
            linked.clusters,
            tuple(_renumbered(d, entities) for d in found),
            tuple(
                FoundRelation(entities[s], predicate, entities[o], int(table[4][s, o].argmax()), chance)
                for s, predicate, o, chance in ties
            ),
        )

    def _deals(self, ask: Questions, cells: PairTable, kinds: Sequence[MentionKind]) -> list[FoundDeal]:
        companies = [at for at, kind in enumerate(kinds) if kind is MentionKind.COMPANY]
        pairs = cells.pairs(companies, self.floors.complete)
        told, answers = tell(ask, cells, pairs, self.floors.second)
        groups = deals.gather(told, softmax(answers[EVIDENCE]), cells, floor=self.floors.pair, join=self.floors.join)
        alone = deals.singles(deals.chances(ask.table[2]), companies, groups, self.floors.single)
        one = ask([ask.telling((g.parties[0][0], g.parties[0][0], KINDS.index(g.kind))) for g in alone])
        by_itself = [told_alone(g, [a[[at]] for a in one], ask.places) for at, g in enumerate(alone)]
        return told_deals(groups, told, answers, ask.places) + by_itself


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


def _inputs(found: Sequence[Found], tokens: Tokens, places: Places) -> MentionInputs:
    return mention_inputs([m.span for m in found], [_SORT[m.kind] for m in found], tokens.spans, places.sentences)


def _sort_kind(mention: FoundMention) -> str:
    return ANAPHOR if mention.anaphor else mention.kind


def _companies(text: str, found: Sequence[Found], about: Sequence[int], scores: Floats) -> list[list[int]]:
    """Clusters of places in ``about``: names gathered, each anaphor with the company it stands for."""
    names = [i for i, at in enumerate(about) if found[at].kind != ANAPHOR]
    both = (scores + scores.T)[np.ix_(names, names)]
    spans = [found[about[i]].span for i in names]
    surfaces = [span.of(text) for span in spans]
    short = in_brackets(text, [(span.start, span.end) for span in spans])
    equal = [*renamed(text, spans), *((surfaces.index(one), surfaces.index(other)) for one, other in short.items())]
    clusters = name_clusters(surfaces, both, equal)
    out = [[names[i] for i in c] for c in clusters]
    for i in sorted(set(range(len(about))) - set(names)):
        home, _chance = antecedent(scores[i, names], clusters)
        if home is not None:
            out[home].append(i)
    return out


def _renumbered_ties(ties: Iterable[Tie], entities: Sequence[int]) -> list[Tie]:
    """Ties of clusters as ties of entities."""
    place = {cluster: at for at, cluster in enumerate(entities)}
    return [(place[a], left, place[b], right) for a, left, b, right in ties if a in place and b in place]


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
