"""A page gives its article, and of its metadata what it states."""

from datetime import date

import pytest

from kg.errors import ArticleError
from kg.sources.html import draft_of_page

TEXT = "La tecnológica Nubarra y Banco Almenar han firmado un contrato de servicios en la nube por siete años. " * 3


def page(head: str = "", body: str = "", codec: str = "utf-8") -> bytes:
    return f"<html><head>{head}</head><body><article><p>{TEXT}</p></article>{body}</body></html>".encode(codec)


def test_a_sample_page(root) -> None:
    path = root / "corpora/samples/nubarra-almenar-firma.html"
    draft = draft_of_page(path.read_bytes(), "firma.html")
    assert draft.title == "Banco Almenar confía su nube a Nubarra por 240 millones"
    assert draft.url == "https://diariodelcierzo.example/economia/banco-almenar-nubarra-nube"
    assert (draft.publisher, draft.published, draft.lang) == ("Diario del Cierzo", date(2025, 4, 9), "es-ES")
    assert "han firmado un contrato de servicios en la nube por 240 millones de euros" in draft.text
    assert "su banca móvil, que hasta ahora" in draft.text
    for clutter in ("cookies", "Portada", "Lea también", "Aviso legal", "Aceptar"):
        assert clutter not in draft.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-04-09T08:12:00+02:00">',
        '<meta itemprop="datePublished" content="2025-04-09">',
        '<meta name="DC.date.issued" content="2025-04-09">',
        '<meta name="date" content="2025/04/09">',
        '<script type="application/ld+json">{"@graph": [{"a": 1}, {"datePublished": "2025-04-09"}]}</script>',
        '<script type="application/ld+json">[{"datePublished": "2025-04-09T01:00:00Z"}]</script>',
    ],
)
def test_a_day_that_the_page_states(head: str) -> None:
    assert draft_of_page(page(head), "a").published == date(2025, 4, 9)


def test_the_one_time_of_the_article() -> None:
    inside = page().replace(b"<article>", b'<article><time datetime="2025-04-09T10:00">hoy</time>')
    assert draft_of_page(inside, "a").published == date(2025, 4, 9)
    two = inside.replace(b"</article>", b'<time datetime="2025-05-01">luego</time></article>')
    assert draft_of_page(two, "a").published is None


@pytest.mark.parametrize(
    "page_",
    [
        page(),
        page(body="<footer>Copyright 2025 El Faro. 12 de marzo de 2025</footer>"),
        page('<link rel="canonical" href="https://faro.example/2025/03/12/nota">'),
        page('<meta property="article:modified_time" content="2025-04-09">'),
        page('<meta name="date" content="ayer">'),
        page('<script type="application/ld+json">{"datePublished": "2025-04-09",}</script>'),
        page(body='<aside><time datetime="2025-04-09">otra nota</time></aside>'),
    ],
)
def test_a_day_is_not_guessed(page_: bytes) -> None:
    assert draft_of_page(page_, "a").published is None


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Nubarra firma con Almenar | El Faro", "Nubarra firma con Almenar"),
        ("Nubarra firma con Almenar - El Faro", "Nubarra firma con Almenar"),
        ("Nubarra firma con Almenar", "Nubarra firma con Almenar"),
        ("El Faro", "El Faro"),
    ],
)
def test_the_headline_is_without_the_publisher(title: str, headline: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="El Faro">'
    assert draft_of_page(page(head), "a").title == headline


def test_tables_and_lists_are_text() -> None:
    table = "<table><tr><th>Empresa</th><th>Importe</th></tr><tr><td>Nubarra</td><td>240 M€</td></tr></table>"
    inside = page().decode().replace("</article>", table + "<ul><li>Uno compra Dos</li></ul></article>")
    text = draft_of_page(inside.encode(), "a").text
    assert "| Empresa | Importe |\n| Nubarra | 240 M€ |" in text
    assert "Uno compra Dos" in text
    assert "|--" not in text


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="El Faro">', "El Faro"),
        ('<meta name="publisher" content="El Faro">', "El Faro"),
        ('<script type="application/ld+json">{"publisher": {"name": "El Faro"}}</script>', "El Faro"),
        ('<link rel="canonical" href="https://faro.example/nota">', None),
        ('<meta name="twitter:site" content="@elfaro">', None),
        ('<script type="application/ld+json">{"publisher": "El Faro", "@graph": 3}</script>', None),
    ],
)
def test_publisher(head: str, publisher: str | None) -> None:
    assert draft_of_page(page(head), "a").publisher == publisher


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://faro.example/nota">', "https://faro.example/nota"),
        ('<meta property="og:url" content="https://faro.example/nota">', "https://faro.example/nota"),
        ('<link rel="canonical" href="/nota">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
    ],
)
def test_url(head: str, url: str | None) -> None:
    assert draft_of_page(page(head), "a").url == url


@pytest.mark.parametrize(("codec", "head"), [("cp1252", '<meta charset="iso-8859-1">'), ("cp1252", ""), ("utf-8", "")])
def test_encodings(codec: str, head: str) -> None:
    assert "tecnológica Nubarra" in draft_of_page(page(head, codec=codec), "a").text


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><nav></nav></body></html>", b"<p></p>"])
def test_no_article(data: bytes) -> None:
    with pytest.raises(ArticleError, match="without an article"):
        draft_of_page(data, "a")
