"""The command line as a user meets it: samples in, answers out; one clear line for each mistake."""

import json
from pathlib import Path

import pytest

SAMPLES = "corpora/samples"
NOTE = "Norvia Energía compró Rial Solar, S.L. por 3 millones de euros. El acuerdo se firmó en marzo de 2025."


@pytest.fixture
def note(tmp_path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, "utf8")
    return path


def test_the_samples_become_deals(kg, root):
    code, _, err = kg("ingest", root / SAMPLES, "--reader", "rules")
    assert (code, err.splitlines()[-1]) == (0, "15 new, 0 changed, 0 known already, 0 skipped")
    code, out, _ = kg("list", "deals", "--lang", "en", "--format", "json")
    deals = json.loads(out)
    assert code == 0
    assert {tuple(d) for d in deals} == {("parties", "kind", "amount", "term", "status", "source", "deal")}
    assert any("Banco del Estero (lender)" in d["parties"] and d["amount"] == ["60\xa0000\xa0000 USD"] for d in deals)


def test_ingesting_twice_or_in_another_order_leaves_the_same_graph(kg, root, tmp_path):
    files = sorted(str(p) for p in (root / SAMPLES).iterdir() if p.suffix in {".txt", ".html", ".json", ".jsonl"})
    for path in files:
        assert kg("ingest", path, "--reader", "rules")[0] == 0
    one_by_one = _dump(kg, tmp_path / "a.nq")
    assert kg("ingest", *files, "--reader", "rules")[0] == 0
    assert _dump(kg, tmp_path / "b.nq") == one_by_one
    elsewhere = ["--data", str(tmp_path / "other")]
    assert kg("ingest", *reversed(files), "--reader", "rules", *elsewhere, data=False)[0] == 0
    assert kg("export", "nq", "-o", tmp_path / "c.nq", *elsewhere, data=False)[0] == 0
    assert (tmp_path / "c.nq").read_text("utf8") == one_by_one


def _dump(kg, path):
    assert kg("export", "nq", "-o", path)[0] == 0
    return path.read_text("utf8")


def test_a_forgotten_article_leaves_nothing_behind(kg, note, tmp_path):
    kg("ingest", note, "--reader", "rules")
    before = _dump(kg, tmp_path / "a.nq")
    other = tmp_path / "other.txt"
    other.write_text("Norvia Energía firmó con Banco Tajo un préstamo de 8 millones de euros.", "utf8")
    kg("ingest", other, "--reader", "rules")
    assert _dump(kg, tmp_path / "b.nq") != before
    assert kg("forget", other)[0] == 0
    assert _dump(kg, tmp_path / "c.nq") == before


def test_a_rebuilt_graph_is_the_same(kg, note, tmp_path):
    kg("ingest", note, "--reader", "rules")
    before = _dump(kg, tmp_path / "a.nq")
    assert kg("rebuild")[0] == 0
    assert _dump(kg, tmp_path / "b.nq") == before


def test_records_are_printed_in_the_annotated_form_and_linked_from_it(kg, note):
    code, out, _ = kg("read", note, "--records", "--reader", "rules", data=False)
    record = json.loads(out)
    assert code == 0
    assert [p["name"] for p in record["deals"][0]["parties"]] == ["Norvia Energía", "Rial Solar, S.L."]
    assert NOTE[slice(*(record["mentions"][0][k] for k in ("start", "end")))] == "Norvia Energía"
    code, out, _ = kg("link", "--from", "-", "--world", stdin=out)
    assert code == 0
    assert len(json.loads(out)["deals"]) == 1


def test_standard_input_is_an_article(kg):
    assert (
        kg("ingest", "-", "--published", "2025-04-01", "--publisher", "Faro", "--reader", "rules", stdin=NOTE)[0] == 0
    )
    _, out, _ = kg("list", "articles", "--format", "json")
    assert [(a["published"], a["publisher"]) for a in json.loads(out)] == [("2025-04-01", "Faro")]


def test_a_question_in_plain_words(kg):
    kg("ingest", "-", "--reader", "rules", stdin="Norvia Energía compró Rial Solar por 3 millones de euros.")
    code, out, err = kg(
        "ask", "¿Qué acuerdos hay entre Norvia Energía y Rial Solar?", "--format", "json", "--lang", "es"
    )
    assert code == 0
    assert "asked as: kg ask between" in err
    assert json.loads(out)[0]["kind"] == "adquisición"


def test_status_says_what_there_is_and_where(kg, note, tmp_path):
    kg("ingest", note, "--reader", "rules")
    _, out, _ = kg("status", "--format", "json")
    said = {row["what"]: row["value"] for row in json.loads(out)}
    assert said["folder"] == str(tmp_path / "kg")
    assert (said["articles"], said["deals"], said["companies"]) == (1, 1, 2)


def test_a_judgement_is_kept_and_taken_back(kg, note):
    kg("ingest", note, "--reader", "rules")
    assert kg("review", "different", "Norvia Energía", "Rial Solar, S.L.")[0] == 0
    assert "Rial Solar, S.L." in kg("review", "export")[1]
    assert kg("review", "undo", "Norvia Energía", "Rial Solar, S.L.")[0] == 0
    assert "Rial Solar, S.L." not in kg("review", "export")[1]


# Bad input: one clear line each, the others are read, nothing half-written.

BAD = [
    ("missing.txt", None, "no such file"),
    ("empty.txt", b"", "empty"),
    ("binary.txt", bytes(range(256)) * 40, "binary"),
    ("broken.jsonl", b'{"id": "a", "text": "x"}\n{"id": \n', "broken.jsonl:2"),
    ("french.txt", "Le groupe a signé hier un contrat avec la mairie de Lyon pour trois ans.".encode(), "fr"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_input_is_named_and_the_others_are_read(kg, note, tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    code, _, err = kg("ingest", path, note, "--reader", "rules")
    skipped = [line for line in err.splitlines() if line.startswith("skipped ")]
    assert code == 3
    assert any(str(path) in line and message in line.casefold() for line in skipped), err
    assert kg("list", "deals", "--format", "json")[1].count("Norvia") == 1
    assert kg("ingest", path, "--allow-skips", "--reader", "rules")[0] == 0


def test_a_line_of_50_megabytes_is_named_and_the_next_is_read(kg, tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("w", encoding="utf8") as stream:
        stream.write(json.dumps({"id": "a", "text": "x" * 50_000_000}) + "\n")
        stream.write(json.dumps({"id": "b", "text": NOTE}) + "\n")
    code, _, err = kg("ingest", path, "--reader", "rules")
    assert code == 3
    assert "long.jsonl:1" in err
    assert "1 new" in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "SELECT ?x { ?x a kg:Deal "), "not SPARQL, line 1"),
        (("query", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), "SERVICE"),
        (("query", "nothing.rq"), "nothing.rq: neither SPARQL"),
        (("ask", "contracts", "company=Norvya Energia"), "Norvia Energía"),
        (("ask", "nonsense"), "no ready question is called 'nonsense'"),
        (("export", "csv", "-o", "/nowhere/deals.csv"), "/nowhere/deals.csv: cannot be written"),
        (("export", "nq", "-o", "/"), "/: cannot be written"),
        (("link", "--from", "/nowhere/records.jsonl"), "/nowhere/records.jsonl: cannot be read (no such file"),
        (("export", "xlsx"), "name a file with -o"),
        (("export", "csv", "--since", "soon"), "'soon' is no date"),
        (("export", "nq", "--company", "Norvia Nada"), "nothing in the graph is called"),
        (("forget", "zzzz"), "zzzz: no such article"),
        (("ingest", "x.txt", "--published", "ayer"), "--published ayer: not a day"),
        (("ingest", "x.txt", "--reader", "oracle"), "no reader 'oracle'"),
        (("list", "deals", "--lang", "pt"), "--lang pt: no such language"),
    ],
    ids=lambda value: "-".join(value[:2])[:30] if isinstance(value, tuple) else "",
)
def test_a_mistake_is_one_line(kg, note, arguments, message):
    kg("ingest", note, "--reader", "rules")
    code, out, err = kg(*arguments)
    assert code == 1, err
    assert not out
    assert message in err
    assert err.count("\n") == 1
    assert err.startswith("kg: ")


def test_a_folder_that_cannot_be_made_is_one_line(kg, note):
    code, out, err = kg("ingest", note, "--data", "/proc/kg", data=False)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "/proc/kg: cannot be made" in err


def test_an_export_that_fails_leaves_the_file_as_it_was(kg, note, tmp_path):
    kg("ingest", note, "--reader", "rules")
    (tmp_path / "deals.csv").write_text("mine", "utf8")
    assert kg("export", "csv", "--company", "Nobody at all", "-o", tmp_path / "deals.csv")[0] == 1
    assert (tmp_path / "deals.csv").read_text("utf8") == "mine"
    assert not list(tmp_path.glob("*.part"))


def test_terms_are_shown_by_their_prefix(kg, note):
    kg("ingest", note, "--reader", "rules")
    _, out, _ = kg("query", "SELECT ?kind { ?deal a kg:Deal ; kg:kind ?kind }")
    assert out.split()[-1] == "kg:Acquisition"


def test_wrong_usage_is_exit_code_2(kg):
    assert kg("ingest", data=False)[0] == 2
    assert kg("list", "dreams", data=False)[0] == 2


def test_without_a_graph_the_message_says_how_to_make_one(kg):
    code, _, err = kg("list", "deals")
    assert code == 1
    assert "kg ingest" in err
