"""A name taken apart: what is its own, what only says what sort of thing it is, and the keys it is found by."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.linking import vocabulary

SHORTENED = 5
"""The least letters of a name that is made of the beginnings of another's words."""

_SHORTEST_ACRONYM = 3
_MINISTRY = "ministry"
_GOVERNMENT, _REGIONAL, _TREASURY = "government", "regional_government", "treasury"


@dataclass(frozen=True)
class Name:
    """A name of a company, public body or person.

    ``proper`` are the words that are its own, in order. ``kind`` are the concepts that say what sort of thing it is,
    ``structure`` those that say nothing ('group', 'holding'). ``country`` is the one that the name itself gives,
    ``known`` the public body that it is by the language data. A generic name has no proper words: 'Ministerio de
    Salud'.
    """

    text: str
    words: tuple[str, ...]
    proper: tuple[str, ...]
    kind: frozenset[str]
    structure: frozenset[str]
    country: str | None
    known: str | None
    is_body: bool

    @property
    def generic(self) -> bool:
        """Whether many countries have one of this name."""
        return not self.proper and not self.known

    @property
    def telling(self) -> bool:
        """Whether the name says which one is meant: 'the Bank' and 'el Ministerio' do not.

        >>> parse("Bank").telling, parse("Ministerio").telling, parse("Gobierno").telling, parse("Galp").telling
        (False, False, True, True)
        """
        if self.generic:
            return len(self.kind) > 1 or not self.kind.isdisjoint((_GOVERNMENT, _TREASURY))
        return len(self.words) > 1 or _class(self.words[0]) not in ("structure", "head") or bool(self.known)

    @cached_property
    def key(self) -> str:
        """What names of the same words in any order and either language share.

        >>> parse("Hoteles Maragda").key, parse("Maragda Hotels").key, parse("the Mexican government").key
        ('hotel maragda', 'hotel maragda', 'government')
        >>> parse("Luna España").key, parse("Luna Spain").key, parse("Luna").key
        ('ES luna', 'ES luna', 'luna')
        """
        if self.known:
            return f"={self.known}"
        own = (self.country,) if self.country and self.proper else ()
        said = frozenset() if self.generic and self.kind else self.structure
        return " ".join(sorted((*own, *self.proper, *self.kind, *said)))

    @cached_property
    def meant(self) -> tuple[str, ...]:
        """Its own words, what it makes or does by one word for all languages.

        >>> parse("Vidrios Altamar").meant, parse("Altamar Glass").meant, parse("Vidrios").meant
        (('glass', 'altamar'), ('altamar', 'glass'), ('vidrios',))
        """
        return tuple(vocabulary.trades().get(w, w) for w in self.proper) if len(self.words) > 1 else self.proper

    @cached_property
    def trades(self) -> frozenset[str]:
        """What it says that it makes or does.

        >>> sorted(parse("Vidrios Altamar").trades), sorted(parse("Altamar").trades)
        (['glass'], [])
        """
        return vocabulary.trade_names().intersection(self.meant)

    @cached_property
    def lead(self) -> str:
        """The first word that is its own and says not just what it makes or does, if there is one.

        >>> parse("Vidrios Altamar").lead, parse("Altamar Glass").lead, parse("Telefónica").lead
        ('altamar', 'altamar', 'telefonica')
        """
        return next((word for word in self.meant if word not in self.trades), self.proper[0])

    @cached_property
    def squashed(self) -> str:
        """Its words in one, so that 'JP Morgan' and 'JPMorgan' meet.

        >>> parse("JP Morgan").squashed
        'jpmorgan'
        """
        return "".join(self.words)


@lru_cache(maxsize=vocabulary.NAMES)
def parse(text: str) -> Name:
    """A name of a company or public body taken apart.

    >>> name = parse("Spain's Defence Ministry")
    >>> sorted(name.kind), name.country, name.generic
    (['defence', 'ministry'], 'ES', True)
    >>> parse("Banco Santander, S.A.").proper, parse("Grupo México").proper
    (('santander',), ('mexico',))
    >>> parse("€").proper  # signs alone are a word
    ('€',)
    """
    found = vocabulary.content(text) or (text.strip(),)
    if found in vocabulary.institutions():
        known, country = vocabulary.institutions()[found]
        return Name(text, found, found, frozenset(), frozenset(), country, known, is_body=True)
    if len(found) == 1 and found[0] in vocabulary.acronyms():
        concepts, country = vocabulary.acronyms()[found[0]]
        return Name(text, found, (), frozenset(concepts), frozenset(), country, None, is_body=True)
    return _taken_apart(text, found)


@lru_cache(maxsize=vocabulary.NAMES)
def parse_person(text: str) -> Name:
    """A person's name: every word is the person's own.

    >>> parse_person("Sam Altman").proper
    ('sam', 'altman')
    """
    found = vocabulary.words(text) or (text.strip(),)
    return Name(text, found, found, frozenset(), frozenset(), None, None, is_body=False)


def _taken_apart(text: str, found: tuple[str, ...]) -> Name:
    all_topics = all(w in vocabulary.topics() for w in found)
    is_body = all_topics or any(_class(w) == "body" for w in found)
    unclear = frozenset() if is_body else vocabulary.common()
    places = {w: vocabulary.places()[w] for w in found if w in vocabulary.places() and w not in unclear}
    kind, structure = _kinds(found, as_body=is_body)
    rest = tuple(w for w in found if w not in places and not _says_sort(w, as_body=is_body))
    if not rest and not kind:
        return _of_a_place(text, found, places, structure)
    if not rest and not is_body:
        own = tuple(places[w] if w in vocabulary.nations() else w for w in found if w in places)
        kinds = (kind, structure) if own else (frozenset[str](), frozenset[str]())
        return Name(text, found, own or found, *kinds, None, None, is_body=False)
    kind |= {_MINISTRY} if all_topics else frozenset()
    if rest and _REGIONAL in kind:
        kind = kind - {_REGIONAL} | {_GOVERNMENT}
    if _TREASURY in kind:
        kind -= {_MINISTRY}
    return Name(text, found, rest, kind, structure, next(iter(places.values()), None), None, is_body)


def _class(word: str) -> str | None:
    return vocabulary.concepts().get(word, (None,))[0]


def _says_sort(word: str, *, as_body: bool) -> bool:
    return _class(word) in ({"structure", "head", "body", "topic"} if as_body else {"structure", "head"})


def _kinds(found: tuple[str, ...], *, as_body: bool) -> tuple[frozenset[str], frozenset[str]]:
    kind: set[str] = set()
    structure: set[str] = set()
    for word in found:
        if as_body and word in vocabulary.topics() and _class(word) != "body":
            kind.add(vocabulary.topics()[word])
        elif _says_sort(word, as_body=as_body):
            section, concept = vocabulary.concepts()[word]
            (structure if section == "structure" else kind).add(concept)
    return frozenset(kind), frozenset(structure)


def _of_a_place(text: str, found: tuple[str, ...], places: dict[str, str], structure: frozenset[str]) -> Name:
    """'México' acts as its government, 'Grupo México' is a company that is called so."""
    if structure or not all(w in vocabulary.nations() for w in found):
        proper = tuple(w for w in found if w in places) or found
        return Name(text, found, proper, frozenset(), structure, None, None, is_body=False)
    return Name(text, found, (), frozenset({_GOVERNMENT}), structure, next(iter(places.values())), None, is_body=True)


def is_acronym(text: str, *, least: int = _SHORTEST_ACRONYM) -> bool:
    """Whether a surface is written as an acronym: one word of so many letters, mostly capitals.

    >>> is_acronym("SGRE"), is_acronym("Altman"), is_acronym("MinTIC"), is_acronym("CAF")
    (True, False, True, True)
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return " " not in text and len(letters) >= least and capitals >= 2 and capitals * 2 >= len(letters)


@lru_cache(maxsize=vocabulary.NAMES)
def initials(text: str) -> frozenset[str]:
    """The acronyms that a name of several words may go by: with and without small words, legal form, last country.

    >>> sorted(initials("Securing Energy for Europe")), sorted(initials("Southern Energy"))
    (['see', 'seesa', 'sefe'], ['se', 'sesa'])
    >>> sorted(initials("Sociedad Minera de Chile"))
    ['sm', 'smc', 'smcsa', 'smdc']
    """
    every = vocabulary.words(text)
    content = tuple(w for w in every if w not in vocabulary.function_words())
    bare = tuple(w for w in vocabulary.without_legal_form(every) if w not in vocabulary.function_words())
    if len(bare) < 2:
        return frozenset()
    short = "".join(w[0] for w in bare)
    at_home = short[:-1] if bare[-1] in vocabulary.places() else short
    forms = {short, at_home, "".join(w[0] for w in every), "".join(w[0] for w in content), short + "sa"}
    return frozenset(f for f in forms if len(f) >= 2)


def skipping_one(acronyms: frozenset[str]) -> frozenset[str]:
    """The acronyms, and those that leave out one inner letter of four and more.

    >>> sorted(skipping_one(frozenset({"icag"})))
    ['iag', 'icag', 'icg']
    """
    inner = {a[:i] + a[i + 1 :] for a in acronyms if len(a) > 3 for i in range(1, len(a) - 1)}
    return acronyms | inner


def is_description(text: str) -> bool:
    """Whether a surface describes rather than names: 'la filial de nube', 'the finance ministry'.

    >>> is_description("la filial de nube de Amazon"), is_description("La Caixa"), is_description("eBay")
    (True, False, False)
    """
    return text[:1].islower() and " " in text


def is_shortening(short: str, words: tuple[str, ...]) -> bool:
    """Whether a word is made of the beginnings of other words, in order and from the first: 'codelco'.

    >>> is_shortening("codelco", ("corporacion", "nacional", "del", "cobre"))
    True
    >>> is_shortening("codelco", ("cobre", "del", "norte"))
    False
    """
    if not short:
        return True
    if not words:
        return False
    head = words[0]
    longest = next((n for n in range(min(len(head), len(short)), 0, -1) if head[:n] == short[:n]), 0)
    return any(_rest_is(short[n:], words[1:]) for n in range(longest, 0, -1))


def _rest_is(short: str, words: tuple[str, ...]) -> bool:
    return not short or any(is_shortening(short, words[i:]) for i in range(len(words)))
