"""Names known beforehand: listed companies with identifiers, companies of several names, and a user's own list.

A user's CSV has a head line; ``name`` is needed, and of ``aliases`` (with ';' between), ``lei``, ``isin``, ``ticker``,
``country`` and ``watched`` (yes or no) those that the user has.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg import lexicon
from kg.errors import ConfigError
from kg.linking.names import Name, parse
from kg.linking.places import country_of
from kg.model import Identifier

SCHEMES = ("lei", "isin", "ticker")
_COLUMNS = ("name", "aliases", *SCHEMES, "country", "watched")
_YES = frozenset({"yes", "y", "true", "1", "x", "si", "sí"})
_FORMS = {
    "lei": (re.compile(r"[A-Z0-9]{18}\d\d"), "20 letters and digits (ISO 17442)"),
    "isin": (re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d"), "2 letters, 9 letters and digits, 1 digit (ISO 6166)"),
    "ticker": (re.compile(r"\S+"), "a word"),
    "country": (re.compile(r"[A-Z]{2}"), "a code of two letters (ISO 3166)"),
    "watched": (re.compile("|".join(sorted(_YES)) + "|no|n|false|0|-"), "yes or no"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A company known by name. ``identifiers`` may be none; ``country`` is ISO 3166."""

    name: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: str | None = None
    watched: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)


def from_csv(text: str, where: str = "known names") -> tuple[Known, ...]:
    r"""A user's list.

    >>> from_csv("name,aliases,lei,watched\nIndra Sistemas,Indra;Minsait,95980020140005308793,yes\n")[0].watched
    True

    Raises:
        ConfigError: there is no column ``name``, a column is unknown, a row has no name or an identifier that is none,
            or two rows have one identifier.
    """
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";" if _semicolons(text) else ",")
    columns = [c.strip().casefold() for c in rows.fieldnames or ()]
    if "name" not in columns:
        raise ConfigError(f"{where}:1: no column 'name'; the columns are {', '.join(_COLUMNS)}")
    if strange := [c for c in columns if c not in _COLUMNS]:
        raise ConfigError(f"{where}:1: unknown column {strange[0]!r}; the columns are {', '.join(_COLUMNS)}")
    rows.fieldnames = columns
    every = [(_known(row, f"{where}:{rows.line_num}"), f"{where}:{rows.line_num}") for row in rows]
    _once(every)
    return tuple(known for known, _ in every)


def _once(every: Iterable[tuple[Known, str]]) -> None:
    """Every identifier belongs to one row."""
    first: dict[Identifier, str] = {}
    for known, where in every:
        for identifier in known.identifiers:
            if identifier in first:
                raise ConfigError(
                    f"{where}: {identifier.scheme} {identifier.value} is that of {first[identifier]}, too; "
                    "write all names of one company in one row, as aliases"
                )
            first[identifier] = where


def _semicolons(text: str) -> bool:
    """Whether the head line's columns are parted by semicolons, as a Spanish spreadsheet writes them."""
    head = text.partition("\n")[0]
    return head.count(";") > head.count(",")


def _known(row: Mapping[str, str | None], where: str) -> Known:
    said = {key: (value or "").strip() for key, value in row.items() if key}
    if not said["name"]:
        raise ConfigError(f"{where}: a row without a name; give it one or leave it out")
    aliases = (a.strip() for a in said.get("aliases", "").replace("|", ";").split(";"))
    return Known(
        said["name"],
        tuple(a for a in aliases if a),
        tuple(_identifier(scheme, said[scheme], where) for scheme in SCHEMES if said.get(scheme)),
        _checked("country", said.get("country", "").upper(), where) or None,
        _checked("watched", said.get("watched", "").casefold(), where) in _YES,
    )


def _identifier(scheme: str, value: str, where: str) -> Identifier:
    return Identifier(scheme, _checked(scheme, value.replace(" ", "").upper(), where))


def _checked(column: str, value: str, where: str) -> str:
    form, meant = _FORMS[column]
    if value and not form.fullmatch(value):
        raise ConfigError(f"{where}: {column} {value!r} is none; it is {meant}")
    return value


@cache
def listed() -> tuple[Known, ...]:
    """The companies known without a user's list: of several names, then those of the stock indices, by name.

    >>> {known.name: known.aliases for known in listed()}["Turkish Airlines"][:2]
    ('Türk Hava Yolları', 'THY')
    """
    from pytickersymbols import PyTickerSymbols

    stocks = sorted(_of_stocks(PyTickerSymbols().get_all_stocks()), key=lambda k: (k.name, k.identifiers))
    return with_own(_of_several_names(), stocks)


def _of_several_names() -> Iterator[Known]:
    """Companies that were renamed, or are called in two languages, as ``kg/lang/shared`` has them."""
    for row in lexicon.rows(lexicon.SHARED, "companies", "company"):
        yield Known(row.name, tuple(row.pattern.split("|")), country=row.fields["country"] or None)


def _of_stocks(stocks: Iterable[Mapping[str, object]]) -> Iterator[Known]:
    for stock in stocks:
        isins = stock.get("isins") or ()
        ids = [Identifier("isin", str(isin)) for isin in isins] if isinstance(isins, list) else []
        ticker = [Identifier("ticker", str(stock["symbol"]))] if stock.get("symbol") else []
        yield Known(str(stock["name"]), (), (*ids, *ticker), country_of(str(stock.get("country") or "")))


def with_own(own: Iterable[Known], others: Iterable[Known]) -> tuple[Known, ...]:
    """A user's own list joined with other known names: what both have is one, called as the user calls it.

    Both have it where they share an identifier, or where one name of the user's is that of just one of the others.

    >>> listed = [Known("Indra Sistemas", identifiers=(Identifier("isin", "ES0118594417"),))]
    >>> with_own([Known("Indra", ("Indra Sistemas, S.A.",), watched=True)], listed)
    (Known(name='Indra', aliases=('Indra Sistemas, S.A.', 'Indra Sistemas'),
     identifiers=(Identifier(scheme='isin', value='ES0118594417'),), country=None, watched=True),)
    """
    rest = dict.fromkeys(others)
    names = KnownNames(rest)
    by_identifier = {i: known for known in rest for i in known.identifiers if i.scheme in SCHEMES[:2]}
    made = []
    for mine in own:
        found = [by_identifier[i] for i in mine.identifiers if i in by_identifier]
        found += [hit for text in mine.names if (hit := names.find(parse(text)))]
        both = next((other for other in found if other in rest and _compatible(mine, other)), None)
        made.append(_joined(mine, both) if both else mine)
        rest.pop(both or mine, None)
    return (*made, *rest)


def _compatible(mine: Known, other: Known) -> bool:
    """Whether no register has an entry of each, and no two countries are told."""
    theirs = {i.scheme: {j.value for j in other.identifiers if j.scheme == i.scheme} for i in other.identifiers}
    agree = all(i.value in theirs[i.scheme] for i in mine.identifiers if i.scheme in theirs and i.scheme != "ticker")
    return agree and (mine.country is None or other.country in (None, mine.country))


def _joined(mine: Known, other: Known) -> Known:
    aliases = dict.fromkeys((*mine.aliases, *other.names))
    identifiers = dict.fromkeys((*mine.identifiers, *other.identifiers))
    return replace(
        mine,
        aliases=tuple(a for a in aliases if a != mine.name),
        identifiers=tuple(identifiers),
        country=mine.country or other.country,
    )


class KnownNames:
    """Known names by what a name is looked up by; a key that two of them have finds none."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_key: dict[str, Known | None] = {}
        for one in dict.fromkeys(known):
            for key in {k for text in one.names for k in _keys(parse(text))}:
                self._by_key[key] = None if self._by_key.get(key, one) != one else one

    def find(self, name: Name) -> Known | None:
        """The known company of a name; None where there is none, or several.

        >>> KnownNames([Known("Banco Santander"), Known("Santander Bank")]).find(parse("Santander")) is None
        True
        >>> KnownNames([Known("Naturgy Energy Group")]).find(parse("Naturgy Energy Group, S.A.")).name
        'Naturgy Energy Group'
        """
        return next((found for key in _keys(name) if (found := self._by_key.get(key))), None)


def identifier_of(known: Known | None) -> Identifier | None:
    """The identifier that names it for good: its LEI, else its least ISIN; None where it has neither."""
    ids = known.identifiers if known else ()
    lasting = sorted((SCHEMES.index(i.scheme), i) for i in ids if i.scheme in SCHEMES[:2])
    return lasting[0][1] if lasting else None


def _keys(name: Name) -> tuple[str, ...]:
    """The words in any order, with and without those that say nothing ('group')."""
    if name.generic or not name.telling:
        return ()
    own = (name.country,) if name.country else ()
    bare = " ".join(sorted((*own, *name.proper, *name.kind)))
    return tuple(dict.fromkeys((name.key, f"-{bare}" if bare else name.key)))
