"""The page of terms is the ontology's."""

from kg.vocabulary import page


def test_the_page_in_the_repository_is_current(root):
    written = (root / "ontology" / "TERMS.md").read_text(encoding="utf8")
    assert written == page() + "\n", "make it anew: python -m kg.vocabulary > ontology/TERMS.md"
