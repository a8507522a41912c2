"""Tables for spreadsheets and warehouses: companies, deals, parties, claims, as CSV, XLSX or Parquet."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from kg.errors import ConfigError
from kg.selection import Row, Selection, Table, Type, claims, companies, deals, parties
from kg.store import Graph

TABLES: Final[dict[str, Callable[[Graph, Selection], Table]]] = {
    "companies": companies,
    "deals": deals,
    "parties": parties,
    "claims": claims,
}
_BATCH = 20_000
_XLSX_ROWS = 1_048_575
_XLSX_TEXT = 32_767


def write_csv(file: TextIO, table: Table) -> None:
    r"""CSV that a Spanish Excel opens right: byte order mark, semicolons, decimal commas, lines ending in CR LF.

    Days are in ISO form, which every Excel takes for days; truth values are 1 and 0; what is unknown is empty. Open the
    file with ``newline=""`` and UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> from io import StringIO
    >>> from kg.selection import Column
    >>> file = StringIO()
    >>> write_csv(file, Table("t", (Column("eur", Type.NUMBER), Column("name", Type.TEXT)), [(Decimal("1.5"), "=A1")]))
    >>> file.getvalue()
    "\ufeffeur;name\r\n1,5;'=A1\r\n"
    """
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)


def write_xlsx(path: Path, tables: list[Table]) -> None:
    """An Excel workbook with a sheet a table; numbers are numbers and days days.

    Raises:
        ConfigError: a table has more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.append([column.name for column in table.columns])
        for number, row in enumerate(table.rows, 1):
            if number > _XLSX_ROWS:
                raise ConfigError(f"{path}: {table.name} has more than {_XLSX_ROWS} rows; choose fewer, or use csv")
            sheet.append([_celled(sheet, cell) for cell in row])
    book.save(path)


def write_parquet(path: Path, table: Table) -> None:
    """A Parquet file; money as ``decimal128(38, 9)``, days as ``date32``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.NUMBER: pa.decimal128(38, 9),
        Type.BOOLEAN: pa.bool_(),
        Type.DAY: pa.date32(),
    }
    schema = pa.schema([(column.name, types[column.type]) for column in table.columns])
    with pq.ParquetWriter(path, schema) as writer:
        for batch in _batches(table):
            columns = [
                pa.array(cells, type=field.type) for cells, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def read_number(text: str) -> Decimal | None:
    """A number as :func:`write_csv` writes it.

    >>> read_number("1234,5")
    Decimal('1234.5')
    """
    return Decimal(text.replace(",", ".")) if text else None


def _batches(table: Table) -> Iterator[list[Row]]:
    rows = iter(table.rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _written(cell: Any) -> str | int | None:
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return _harmless(cell) if isinstance(cell, str) else cell


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> _harmless("@cmd"), _harmless("3i Group")
    ("'@cmd", '3i Group')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _celled(sheet: Any, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell)[:_XLSX_TEXT])
    made.data_type = "s"
    return made
