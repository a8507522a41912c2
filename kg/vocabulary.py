"""A page about the ontology made from ``kg.ttl``: every term with its labels, meaning, place and kin elsewhere."""

from collections.abc import Iterator

from pyoxigraph import Literal

from kg.iris import KG, PREFIXES, RDF, RDFS, SKOS, kg, ontology_quads

_FIBO = "https://spec.edmcouncil.org/fibo/ontology/"
_SPACES = {iri: f"{name}:" for name, iri in PREFIXES.items()}
_BELOW = frozenset(f"{RDFS}{name}" for name in ("subClassOf", "subPropertyOf"))
_ALIKE = frozenset(f"{SKOS}{name}" for name in ("closeMatch", "exactMatch"))
_HEADS = {"Class": "Classes", "ObjectProperty": "Relations", "DatatypeProperty": "Values", "NamedIndividual": "Listed"}


def page() -> str:
    """The page in Markdown, the same for the same ontology.

    >>> "| `kg:CloudContract` | cloud contract | contrato de nube | `kg:ServiceContract` |" in page()
    True
    """
    lines = ["# Terms", "", "Made from `kg.ttl` by `python -m kg.vocabulary`; do not edit.", ""]
    for kind, head in _HEADS.items():
        lines += [
            f"## {head}",
            "",
            "| term | en | es | below | like | meaning | significado |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [*map(_row, _terms(kind)), ""]
    return "\n".join(lines)


def _terms(kind: str) -> list[str]:
    found = {str(q.subject).strip("<>") for q in ontology_quads() if _is_of(str(q.object), q.predicate.value, kind)}
    return sorted(iri.removeprefix(KG) for iri in found if iri.startswith(KG))


def _is_of(value: str, predicate: str, kind: str) -> bool:
    return predicate == f"{RDF}type" and value == f"<http://www.w3.org/2002/07/owl#{kind}>"


def _row(name: str) -> str:
    said: dict[tuple[str, str | None], str] = dict(_said(name))
    cells = [f"`kg:{name}`", said["label", "en"], said["label", "es"], said["below", None], said["like", None]]
    return "| " + " | ".join([*cells, said["comment", "en"], said["comment", "es"]]) + " |"


def _said(name: str) -> Iterator[tuple[tuple[str, str | None], str]]:
    kin: dict[str, list[str]] = {"below": [], "like": []}
    for quad in (q for q in ontology_quads() if q.subject == kg(name)):
        if isinstance(quad.object, Literal):
            yield (quad.predicate.value.removeprefix(RDFS), quad.object.language), quad.object.value
        elif quad.predicate.value in _BELOW | _ALIKE:
            kin["below" if quad.predicate.value in _BELOW else "like"].append(_short(str(quad.object).strip("<>")))
    yield from (((where, None), ", ".join(sorted(terms))) for where, terms in kin.items())


def _short(iri: str) -> str:
    """A term by its prefix; one of FIBO by its module and name.

    >>> _short("https://schema.org/Organization"), _short(f"{_FIBO}FND/Agreements/Contracts/Contract")
    ('`schema:Organization`', '`FIBO Contracts/Contract`')
    """
    if iri.startswith(_FIBO):
        return f"`FIBO {'/'.join(iri.split('/')[-2:])}`"
    space = next((space for space in _SPACES if iri.startswith(space)), "")
    return f"`{_SPACES.get(space, '')}{iri.removeprefix(space)}`"


if __name__ == "__main__":
    print(page())  # noqa: T201 - the page is what this command is for
