"""Tables read back as they were written."""

import csv
import io

import market
import pytest

from kg.selection import Selection
from kg.tables import TABLES, read_number, write_csv, write_parquet, write_xlsx


def test_csv_reads_back_with_spanish_numbers():
    file = io.StringIO(newline="")
    write_csv(file, TABLES["deals"](market.market(), Selection()))
    rows = {
        row["deal"]: row for row in csv.DictReader(io.StringIO(file.getvalue().removeprefix("\ufeff")), delimiter=";")
    }
    assert len(rows) == 11
    assert read_number(rows[market.deal("cloud")]["low"]) == 38_000_000_000


@pytest.mark.parametrize("name", TABLES)
def test_parquet_and_xlsx_hold_every_row(name, tmp_path):
    import openpyxl
    import pyarrow.parquet as pq

    rows = len(list(TABLES[name](market.market(), Selection()).rows))
    write_parquet(tmp_path / "t.parquet", TABLES[name](market.market(), Selection()))
    assert pq.read_table(tmp_path / "t.parquet").num_rows == rows > 0
    write_xlsx(tmp_path / "t.xlsx", [TABLES[name](market.market(), Selection())])
    assert openpyxl.load_workbook(tmp_path / "t.xlsx")[name].max_row == rows + 1
