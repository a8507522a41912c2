"""Files, folders and standard input go through one door, in a fixed order, one at a time."""

import io
import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from kg.model import Article
from kg.reader.language import detect
from kg.sources import Skipped, Told, open_sources

PAGE = (
    "<!DOCTYPE html><html><body><article><p>" + "Nubarra firmó con Banco Almenar. " * 9 + "</p></article></body></html>"
)


def spanish(_text: str) -> str:
    return "es"


def opened(*paths: Path | str, told: Told = Told(), stdin: bytes | None = None) -> list[Article | Skipped]:  # noqa: B008
    source = io.BytesIO(stdin) if stdin is not None else None
    return list(open_sources(paths, detect=spanish, told=told, stdin=source))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Nubarra firmó."),
        ("a", "Nubarra firmó."),
        ("a.TXT", "Nubarra firmó."),
        ("a.json", '{"text": "Nubarra firmó."}'),
        ("a.json", '[{"text": "Nubarra firmó."}]'),
        ("a.jsonl", '{"text": "Nubarra firmó."}\n'),
        ("a.ndjson", '{"text": "Nubarra firmó."}\n'),
        ("a", '\n {"text": "Nubarra firmó."}'),
        ("a", '[\n{"text": "Nubarra firmó."}]'),
        ("a.html", PAGE),
        ("a.htm", PAGE),
        ("a", PAGE),
        ("a", "[FOTO] Nubarra firmó."),
        ("a", "{sic} Nubarra firmó."),
    ],
)
def test_kinds(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf8")
    (article,) = opened(tmp_path / name)
    assert "Nubarra firmó" in article.text
    assert not article.text.startswith(("<", '{"'))
    assert article.key.startswith(str(tmp_path / name))


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"Nubarra compra.", ["-"]),
        (PAGE.encode(), ["-"]),
        (b'{"id": "x", "text": "Uno."}\n{"text": "Dos."}\n', ["x", "-:2"]),
        (b'[{"text": "Uno."}, {"id": 4, "text": "Dos."}]', ["-:1", "4"]),
        (b'{\n "text": "Uno."\n}', ["-"]),
    ],
)
def test_standard_input(data: bytes, keys: list[str]) -> None:
    assert [article.key for article in opened("-", stdin=data)] == keys


def test_standard_input_is_read_as_it_comes() -> None:
    class Crawler(io.BytesIO):
        asked = 0

        def readline(self, size: int = -1) -> bytes:
            self.asked += 1
            return super().readline(size)

    stdin = Crawler(b"".join(json.dumps({"text": f"Nota {n}."}).encode() + b"\n" for n in range(100)))
    articles = open_sources(["-"], detect=spanish, stdin=stdin)
    assert [next(articles).text for _ in range(3)] == ["Nota 0.", "Nota 1.", "Nota 2."]
    assert stdin.asked < 10


def test_what_the_user_says_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nubarra compra.")
    told = Told(date(2025, 3, 1), "El Faro", "https://faro.example/1", "en", "CL")
    (article,) = opened(tmp_path / "a.txt", told=told)
    assert (article.published, article.publisher, article.url, article.language, article.country) == (
        *(told.published, told.publisher, told.url),
        *("en", "CL"),
    )


def test_a_folder_in_order_with_all_it_holds(tmp_path: Path) -> None:
    for name in ("b/c.txt", "b/a.txt", "a.txt", "c.json", ".hidden/x.txt", ".x.txt", "photo.jpg", "tool.py", "B.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "Nota."}' if name.endswith("json") else f"Nota {name}.")
    keys = [str(Path(article.key).relative_to(tmp_path)) for article in opened(tmp_path)]
    assert keys == ["B.txt", "a.txt", "b/a.txt", "b/c.txt", "c.json"]


def test_documents_of_other_kinds_are_named(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.docx", "c.txt.gz", "d.md"):
        (tmp_path / name).write_text("Nota.")
    found = opened(tmp_path)
    assert [(Path(s.what).name, s.why.split(";")[0]) for s in found] == [
        (name, f"{Path(name).suffix} is not read (.txt, .html, .htm, .xhtml, .json, .jsonl, .ndjson are)")
        for name in ("a.pdf", "b.docx", "c.txt.gz", "d.md")
    ]


def test_a_document_of_any_name_is_read_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "nota.md").write_text("Nubarra compra.")
    (article,) = opened(tmp_path / "nota.md")
    assert article.text == "Nubarra compra."


def test_the_same_file_twice_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nubarra\r\ncompra.")
    (tmp_path / "b.txt").write_text("Nubarra\ncompra. ")
    one, other, again = opened(tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "a.txt")
    assert one.id == other.id == again.id
    assert one.text == other.text


def test_annotated_files_are_articles(root: Path) -> None:
    articles = opened(root / "corpora/samples-gold")
    assert len(articles) == 15
    assert {Path(p).stem for p in (root / "corpora/samples-gold").glob("*.json")} == {a.key for a in articles}


def test_memory_stays_small(tmp_path: Path) -> None:
    line = json.dumps({"text": "Nubarra compra. " * 2000}) + "\n"
    (tmp_path / "many.jsonl").write_text(line * 600)
    tracemalloc.start()
    assert sum(isinstance(article, Article) for article in open_sources([tmp_path], detect=spanish)) == 600
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_samples_are_the_annotated_texts(root: Path) -> None:
    gold = {json.loads(p.read_text(encoding="utf8"))["text"] for p in (root / "corpora/samples-gold").glob("*.json")}
    found = opened(root / "corpora/samples")
    assert {article.text for article in found} == gold
    assert len(found) == len({article.id for article in found}) == 15


def test_samples_in_their_languages(root: Path) -> None:
    found = list(open_sources([root / "corpora/samples"], detect=detect))
    gold = [json.loads(path.read_text(encoding="utf8")) for path in (root / "corpora/samples-gold").glob("*.json")]
    assert {a.text: a.language for a in found} == {record["text"]: record["language"] for record in gold}
