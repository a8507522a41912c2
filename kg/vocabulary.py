"""A page about the ontology made from ``kg.ttl``: every term with its labels, meaning and place, in each language."""

from collections.abc import Iterator

from pyoxigraph import Literal

from kg.iris import KG, RDF, RDFS, kg, ontology_quads

_HEADS = {"Class": "Classes", "ObjectProperty": "Relations", "DatatypeProperty": "Values", "NamedIndividual": "Listed"}


def page() -> str:
    """The page in Markdown, the same for the same ontology.

    >>> "| `kg:CloudContract` | cloud contract | contrato de nube |" in page()
    True
    """
    lines = ["# Terms", "", "Made from `kg.ttl` by `python -m kg.vocabulary`; do not edit.", ""]
    for kind, head in _HEADS.items():
        lines += [f"## {head}", "", "| term | en | es | below | meaning | significado |", "|---|---|---|---|---|---|"]
        lines += [*map(_row, _terms(kind)), ""]
    return "\n".join(lines)


def _terms(kind: str) -> list[str]:
    found = {str(q.subject).strip("<>") for q in ontology_quads() if _is_of(str(q.object), q.predicate.value, kind)}
    return sorted(iri.removeprefix(KG) for iri in found if iri.startswith(KG))


def _is_of(value: str, predicate: str, kind: str) -> bool:
    return predicate == f"{RDF}type" and value == f"<http://www.w3.org/2002/07/owl#{kind}>"


def _row(name: str) -> str:
    said: dict[tuple[str, str | None], str] = dict(_said(name))
    cells = [f"`kg:{name}`", said["label", "en"], said["label", "es"], said.get(("above", None), "")]
    return "| " + " | ".join([*cells, said["comment", "en"], said["comment", "es"]]) + " |"


def _said(name: str) -> Iterator[tuple[tuple[str, str | None], str]]:
    above = []
    for quad in (q for q in ontology_quads() if q.subject == kg(name)):
        predicate = quad.predicate.value.removeprefix(RDFS)
        if isinstance(quad.object, Literal):
            yield (predicate, quad.object.language), quad.object.value
        elif predicate in {"subClassOf", "subPropertyOf"} and str(quad.object).startswith(f"<{KG}"):
            above.append("`kg:" + str(quad.object).removeprefix(f"<{KG}").rstrip(">") + "`")
    yield ("above", None), ", ".join(sorted(above))


if __name__ == "__main__":
    print(page())  # noqa: T201 - the page is what this command is for
