"""Each filter chooses the same deals in every format, and RDF of some deals says of them what the whole graph says."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import market
import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from kg.iris import ID, TOTALS, deal_iri, kg
from kg.store import Dataset

FILTERS = {
    "company": (("--company", "Orbital AI"), {"chips", "cloud", "takeover", "service", "stake"}),
    "since": (("--since", "2025-10"), {"chips", "cloud"}),
    "until": (("--until", "2024"), {"loan", "looms"}),
    "kind": (("--kind", "financing"), {"loan", "stake"}),
    "status": (("--status", "denied", "--status", "cancelled"), {"merger", "looms"}),
    "several": (("--company", "Orbital AI", "--kind", "contract", "--since", "2025-10"), {"chips", "cloud"}),
}
RDF = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "ttl": ox.RdfFormat.TURTLE}
RDF |= {"nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}


@pytest.fixture
def export(kg, tmp_path):
    """Export the market with some options; gives the file."""
    told = market.teller()
    with Dataset(tmp_path / "kg") as data:
        data.rebuild(market.quads_of(market.world(told), told))
        data.publish()

    def run(form: str, *options: str) -> Path:
        path = tmp_path / f"out.{form}"
        code, _, err = kg("export", form, *options, "-o", path)
        assert code == 0, err
        return path

    return run


def deals_in_rdf(path: Path, form: ox.RdfFormat) -> set[str]:
    found = ox.parse(path.read_bytes(), format=form)
    return {q.subject.value for q in found if (q.predicate, q.object) == (ox.NamedNode(RDF_TYPE), kg("Deal"))}


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def in_network(path: Path, tag: str, marked: str) -> set[str]:
    return {e.get("id") for e in ET.parse(path).iter(tag) if any(child.text == marked for child in e)}


@pytest.mark.parametrize(("options", "expected"), FILTERS.values(), ids=FILTERS)
def test_a_filter_chooses_the_same_deals_in_every_format(export, options, expected):
    iris = {deal_iri(id_).value for id_ in expected}
    for form, parsed in RDF.items():
        assert deals_in_rdf(export(form, *options), parsed) == iris, form
    text = export("csv", *options).read_text("utf-8-sig")
    assert {row["deal"] for row in csv.DictReader(io.StringIO(text), delimiter=";")} == iris
    assert set(pq.read_table(export("parquet", *options))["deal"].to_pylist()) == iris
    sheet = openpyxl.load_workbook(export("xlsx", *options))["deals"]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == iris
    nodes = in_network(export("graphml", *options), "{http://graphml.graphdrawing.org/xmlns}node", "deal")
    assert nodes == expected
    gexf = ET.parse(export("gexf", *options)).iter("{http://gexf.net/1.3}attvalue")
    assert {v.get("value") for v in gexf if v.get("value", "").startswith(f"{ID}deal/")} == iris


def test_a_picture_is_of_the_deals_chosen(export):
    every = export("svg", "--company", "Orbital AI").read_text("utf8")
    some = export("svg", "--company", "Orbital AI", "--kind", "financing").read_text("utf8")
    assert "Nimbus Cloud" in every
    assert "Nimbus Cloud" not in some
    assert "Ferrum Chips" in some


def test_rdf_of_some_deals_is_part_of_the_whole_with_its_sentences(export):
    whole = set(ox.parse(export("nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    some = set(ox.parse(export("nq", "--kind", "cloud_compute").read_bytes(), format=ox.RdfFormat.N_QUADS))
    assert some < whole
    about = {quad.subject for quad in some}
    assert {q.object for q in some if q.predicate == kg("supportedBy")} <= about
    assert any(q.predicate == kg("sentence") for q in some)
    assert {q.subject.value for q in some if q.graph_name == TOTALS} == {deal_iri("cloud").value}
    assert not [q for q in some if q.predicate in {kg("dealsWith"), kg("contractsWith")}]


def test_csv_is_as_a_spanish_excel_has_it(export):
    """A byte order mark for UTF-8, semicolons, decimal commas, CR LF; dates that Excel takes for dates."""
    raw = export("csv", "--kind", "supply").read_bytes()
    assert raw.startswith("\ufeff".encode())
    lines = raw.decode("utf-8-sig").split("\r\n")
    rows = list(csv.DictReader(lines[:-1], delimiter=";"))
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    assert {row["eur"] for row in rows if row["deal"].endswith("/chips")} == {"428155506,08"}
    assert all(len(row["day"]) == len("2025-10-06") for row in rows)


def test_xlsx_and_parquet_have_types(export):
    sheet = openpyxl.load_workbook(export("xlsx"))["deals"]
    head, *rows = sheet.iter_rows(values_only=True)
    cloud = dict(zip(head, next(row for row in rows if row[0].endswith("/cloud")), strict=True))
    assert cloud["usd"] == 38_000_000_000
    assert cloud["day"].date().isoformat() == "2025-11-01"
    assert cloud["counted"] is True
    schema = pq.read_schema(export("parquet"))
    assert [str(schema.field(name).type) for name in ("usd", "day", "counted", "sources", "kind")] == [
        "decimal128(38, 9)",
        "date32[day]",
        "bool",
        "int64",
        "string",
    ]


@pytest.mark.parametrize("table", ["companies", "deals", "parties", "claims"])
def test_each_table_is_written(export, table):
    text = export("csv", "--table", table).read_text("utf-8-sig")
    names = pq.read_schema(export("parquet", "--table", table)).names
    assert text.splitlines()[0].split(";") == names
    assert table in openpyxl.load_workbook(export("xlsx")).sheetnames


def test_jsonld_is_json(export):
    assert isinstance(json.loads(export("jsonld", "--kind", "loan").read_text("utf8")), list)
