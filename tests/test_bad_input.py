"""Every bad input is one clear line, and the articles beside it are read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Article
from kg.reader.language import detect
from kg.sources import Skipped, open_sources

GOOD = "Nubarra firmó con Banco Almenar."


def skipped(*paths: Path) -> str:
    """The line for the one bad input among the given, after the good ones beside it were read."""
    found = list(open_sources(paths, detect=detect))
    bad = [one for one in found if isinstance(one, Skipped)]
    assert len(bad) == 1
    assert all(one.text == GOOD for one in found if isinstance(one, Article))
    assert "\n" not in str(bad[0])
    return str(bad[0])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


CASES = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \r\n\t\n", "is empty"),
    "empty.json": (b"", "is empty"),
    "empty.jsonl": (b"\n", "is empty"),
    "empty.html": (b"", "is empty"),
    "marks.txt": ("\u200b\ufeff".encode(), "is empty: there is no text to read"),
    "binary.txt": (bytes(range(256)), "is no text: NUL byte at 0; give a .txt, .html, .json or .jsonl file"),
    "binary.jsonl": (b"\x00\x01\n" * 99, "is no text: NUL byte at 0"),
    "report.pdf": (b"%PDF-1.7 ...", "is a PDF file; save its text as .txt"),
    "renamed.txt": (b"%PDF-1.7 ...", "is a PDF file; save its text as .txt"),
    "packed.jsonl": (b"\x1f\x8b\x08\x00", "is compressed; unpack it first (gzip -d)"),
    "moscow.txt": ("Привет".encode("cp1251"), "is neither UTF-8 nor surely Windows-1252 (byte 0)"),
    "list.json": (b"[1]", "list.json:1: is no article: Expected `object`, got `int`"),
    "broken.json": (b'{"text": "x",\n "id": }', "broken.json: is not JSON: expecting value at line 2 column 8"),
    "menu.html": (b"<html><body><nav></nav></body></html>", "is a page without an article"),
    "long.txt": (b"palabra " * 1_400_000, "is longer than 10 MiB; give many articles as JSON Lines (.jsonl)"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file(tmp_path: Path, good: Path, name: str) -> None:
    content, why = CASES[name]
    (tmp_path / name).write_bytes(content)
    line = skipped(good, tmp_path / name, good)
    assert line.startswith(str(tmp_path / name))
    assert why in line


def test_a_missing_file(tmp_path: Path, good: Path) -> None:
    assert skipped(tmp_path / "none.txt", good) == f"{tmp_path}/none.txt: cannot be opened: no such file or directory"


def test_a_web_address(good: Path) -> None:
    assert "save the page as .html and give that" in skipped("https://faro.example/nota", good)


def test_a_broken_line_among_good_ones(tmp_path: Path) -> None:
    line = '{"text": "' + GOOD + '"}\n'
    (tmp_path / "a.jsonl").write_text(line * 2 + '{"text": "roto\n' + line)
    assert skipped(tmp_path / "a.jsonl") == f"{tmp_path}/a.jsonl:3: is not JSON: invalid control character at column 15"


def test_a_line_of_50_mb(tmp_path: Path) -> None:
    line = '{"text": "' + GOOD + '"}\n'
    with (tmp_path / "a.jsonl").open("w") as file:
        file.write(line)
        file.write('{"text": "')
        for _ in range(50):
            file.write("x" * 1_000_000)
        file.write('"}\n' + line)
    assert skipped(tmp_path / "a.jsonl") == f"{tmp_path}/a.jsonl:2: is longer than 10 MiB; give one article a line"


def test_a_file_of_one_line_of_70_mb(tmp_path: Path, good: Path) -> None:
    with (tmp_path / "a.json").open("w") as file:
        file.write('[{"text": "')
        for _ in range(70):
            file.write("x" * 1_000_000)
        file.write('"}]')
    assert "is longer than 64 MiB; give many articles as JSON Lines" in skipped(tmp_path / "a.json", good)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Le groupe a signé un contrat de trois ans avec la ville.", "is written in 'fr'; en and es are read"),
        ("12.345.678", "its language cannot be told; say it with --language (en or es)"),
    ],
)
def test_another_language(tmp_path: Path, good: Path, text: str, why: str) -> None:
    (tmp_path / "other.txt").write_text(text)
    assert skipped(good, tmp_path / "other.txt") == f"{tmp_path}/other.txt: {why}"


def test_an_article_in_portuguese(root: Path, good: Path) -> None:
    assert skipped(root / "tests/data/portugues.txt", good).endswith("is written in 'pt'; en and es are read")


def test_a_named_pipe_does_not_hang(tmp_path: Path, good: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is a named pipe, not a file; pipe it into standard input (-) instead" in skipped(tmp_path, good)


def test_a_device() -> None:
    assert "is a device or socket" in skipped("/dev/zero")


def test_a_link_to_nothing(tmp_path: Path, good: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert "link.txt: cannot be opened: no such file" in skipped(tmp_path, good)


def test_a_folder_that_links_to_itself_ends(tmp_path: Path, good: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(list(open_sources([tmp_path], detect=detect))) == 1
    assert good.exists()


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    assert "holds no article (.txt, " in skipped(tmp_path)


@pytest.fixture
def unreadable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a file and a folder that may not be opened; root drops its rights, since it may open all."""
    base = tmp_path_factory.getbasetemp()
    modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in (base.parent, base)}
    folder = tmp_path_factory.mktemp("open")
    (folder / "good.txt").write_text(GOOD)
    (folder / "closed.txt").write_text(GOOD)
    (folder / "folder").mkdir()
    (folder / "folder" / "a.txt").write_text(GOOD)
    for path, mode in {**dict.fromkeys(modes, 0o711), folder: 0o755}.items():
        path.chmod(mode)
    (folder / "closed.txt").chmod(0)
    (folder / "folder").chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    (folder / "folder").chmod(0o755)
    for path, mode in modes.items():
        path.chmod(mode)


def test_without_permission(unreadable: Path) -> None:
    found = list(open_sources([unreadable], detect=detect))
    assert [str(one) for one in found if isinstance(one, Skipped)] == [
        f"{unreadable}/closed.txt: cannot be opened: permission denied",
        f"{unreadable}/folder: cannot be opened: permission denied",
    ]
    assert [one.text for one in found if isinstance(one, Article)] == [GOOD]
