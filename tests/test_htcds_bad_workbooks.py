"""Workbooks that are broken, locked, hostile or none: each is refused in words, its harmless twin is read."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as SharedWorkbook

from tests.htcds_files import SHEET, book, read, repacked, rows, said
from tests.htcds_people import RESOURCES, TEMPLATES
from victimcase.domain.errors import Damaged, UserError
from victimcase.exchange.inspection import inspect
from victimcase.exchange.reading import Weight

HEAD = ["prs_FirstName", "prs_SecondName", "cas_CaseOwner"]
PEOPLE = [["Siti", "Rahayu", "x"], ["มะลิ", "ใจดี", "y"]]
DATA = Path(__file__).parent / "data" / "htcds"


def _good() -> Any:
    return book([HEAD, *PEOPLE])


def _firsts(stream: Any) -> list[Any]:
    return [row.values.get("prs_FirstName") for row in rows(stream)]


def _shared(table: list[list[str]]) -> io.BytesIO:
    """A workbook whose texts are kept once and pointed at, as spreadsheet programs save them."""
    stream = io.BytesIO()
    with SharedWorkbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return stream


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not a spreadsheet"),
        (random.Random(1).randbytes(4096), "not a spreadsheet"),
        (b"<html><table><tr><td>prs_FirstName</td></tr></table></html>", "web page or XML"),
        (b"<?xml version='1.0'?><Workbook/>", "web page or XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not a spreadsheet"),
        (b"PK\x03\x04 not really", "broken off or damaged"),
    ],
)
def test_what_is_no_workbook(content: bytes, said_of_it: str) -> None:
    with pytest.raises(UserError, match=said_of_it) as refused:
        read(io.BytesIO(content))
    assert refused.value.next_step


def _archive(**parts: str) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream


@pytest.mark.parametrize(
    ("stream", "what"),
    [
        (_archive(word__document_xml="x"), "a Word document"),
        (
            _archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="x"),
            "an OpenDocument file",
        ),
        (_archive(photo="x"), "an archive of other files"),
    ],
)
def test_other_archives_are_named(stream: io.BytesIO, what: str) -> None:
    with pytest.raises(UserError, match=what):
        read(stream)


def test_a_binary_workbook_is_named() -> None:
    with pytest.raises(UserError, match="binary workbook"):
        read(repacked(_good(), {"xl/workbook.bin": b"x"}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_broken_off(share: float) -> None:
    content = _good().getvalue()
    assert _firsts(io.BytesIO(content)) == ["Siti", "มะลิ"]
    with pytest.raises(Damaged, match="broken off or damaged"):
        read(io.BytesIO(content[: int(len(content) * share)]))


@pytest.mark.parametrize("name", [TEMPLATES[0], "old.xls"])
def test_damage_anywhere_is_refused_or_read_but_never_a_crash(name: str) -> None:
    folder = RESOURCES if name in TEMPLATES else DATA
    content = (folder / name).read_bytes()
    rnd = random.Random(7)
    refused = 0
    for _ in range(60):
        damaged = bytearray(content[: rnd.randrange(len(content))] if rnd.random() < 0.3 else content)
        for _ in range(rnd.randrange(1, 40)):
            if damaged:
                damaged[rnd.randrange(len(damaged))] = rnd.randrange(256)
        try:
            rows(io.BytesIO(damaged))
        except UserError as error:
            assert str(error)
            refused += 1
    assert refused > 20


def test_a_macro_is_told_and_not_run() -> None:
    reading = read(repacked(_good(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert "holds macros. They were not run" in said(reading.warnings)
    assert reading.total == 2
    assert "macros" not in said(read(_good()).warnings)


def _formulas(cached: bool) -> Callable[[bytes], bytes]:
    value = b"<v>7</v>" if cached else b""
    return lambda xml: xml.replace(
        b'<c r="C2" t="inlineStr"><is><t>x</t></is></c>', b'<c r="C2"><f>3+4</f>' + value + b"</c>"
    )


def test_a_formula_counts_by_its_result_and_is_refused_without_one() -> None:
    [first, _] = rows(repacked(_good(), {SHEET: _formulas(True)}))
    assert (first.values["cas_CaseOwner"], first.oddities) == ("7", ())
    [first, second] = rows(repacked(_good(), {SHEET: _formulas(False)}))
    assert "cas_CaseOwner" not in first.values
    assert said(first.oddities).startswith(
        "Row 2, column C (cas_CaseOwner): The cell holds a formula without a"
    )
    assert first.oddities[0].weight is Weight.CELL
    assert second.values["cas_CaseOwner"] == "y"


def test_an_error_in_a_cell_does_not_vanish() -> None:
    wrong = b'<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    change = {SHEET: lambda xml: xml.replace(b'<c r="C2" t="inlineStr"><is><t>x</t></is></c>', wrong)}
    [first, _] = rows(repacked(_good(), change))
    assert "The cell shows the error #DIV/0!" in said(first.oddities)


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell() -> None:
    empty = b'<c r="C2" t="str"><f>IF(1,"")</f><v></v></c>'
    change = {SHEET: lambda xml: xml.replace(b'<c r="C2" t="inlineStr"><is><t>x</t></is></c>', empty)}
    [first, _] = rows(repacked(_good(), change))
    assert first.oddities == ()


DECLARATION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'


def _after(declaration: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: declaration + (xml.partition(b"?>")[2] or xml)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_a_document_type_is_refused(part: str) -> None:
    with pytest.raises(Damaged):
        read(repacked(_good(), {part: _after(DECLARATION)}))
    assert read(repacked(_good(), {part: _after(b'<?xml version="1.0"?>')})).total == 2


def test_markup_in_another_encoding_is_refused() -> None:
    with pytest.raises(Damaged):
        read(repacked(_good(), {SHEET: lambda xml: xml.decode().encode("utf-16")}))


def test_a_zip_bomb_by_ratio_and_its_twin() -> None:
    packed = {"xl/media/image1.bin": bytes(40 << 20)}
    with pytest.raises(Damaged, match="far more memory"):
        read(repacked(_good(), packed))
    harmless = {"xl/media/image1.bin": random.Random(1).randbytes(6 << 20)}
    assert read(repacked(_good(), harmless)).total == 2


def test_a_zip_bomb_by_size_and_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = repacked(_good(), {"xl/media/image1.bin": random.Random(1).randbytes(1 << 20)})
    assert read(stream).total == 2
    monkeypatch.setattr("victimcase.exchange.limits.MAX_UNPACKED_BYTES", 1 << 20)
    with pytest.raises(Damaged, match="far more memory"):
        read(stream)


def test_a_part_that_lies_about_its_size() -> None:
    content = bytearray(_good().getvalue())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.find(mark)
        content[place + at : place + at + 4] = struct.pack("<I", 3)
    with pytest.raises(Damaged):
        read(io.BytesIO(content))


def test_too_many_parts_and_doubled_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("victimcase.exchange.limits.MAX_PARTS", 12)
    assert read(_good()).total == 2
    with pytest.raises(Damaged):
        read(repacked(_good(), {f"xl/media/{n}": b"x" for n in range(12)}))
    with pytest.raises(Damaged):
        read(repacked(_good(), {"XL/Worksheets/SHEET1.xml": b"<worksheet/>"}))


def test_a_sheet_kept_where_sheets_are_not_counted() -> None:
    def moved(xml: bytes) -> bytes:
        return xml.replace(b"/xl/worksheets/sheet1.xml", b"/xl/media/sheet1.png")

    with zipfile.ZipFile(_good()) as archive:
        sheet = archive.read(SHEET)
    changes: dict[str, Any] = {"xl/_rels/workbook.xml.rels": moved, "[Content_Types].xml": moved}
    changes["xl/media/sheet1.png"] = sheet
    with pytest.raises(Damaged):
        read(repacked(_good(), changes))


def _far(place: str) -> Any:
    def put(made: Workbook) -> None:
        made.worksheets[0][place] = "far away"

    return book([HEAD, *PEOPLE], more=put)


@pytest.mark.parametrize("place", ["XFD3", "XFD1048576"])
def test_one_cell_far_away_does_not_fill_the_memory(place: str) -> None:
    """A reader that holds the rectangle would ask for up to 500 GB."""
    assert _firsts(_far(place)) == ["Siti", "มะลิ"]


def _replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(old, new)


def test_the_reach_of_cells_is_seen_however_they_are_written() -> None:
    [near] = inspect(_good(), "x").sheets
    assert (near.far, near.unplaced, near.cells) == (False, 0, 9)
    [far] = inspect(_far("XFD1048576"), "x").sheets
    assert (far.far, far.rows, far.columns) == (True, 1_048_576, 16_384)
    for unusual in (b"<c\n r='C2'", b'<c s="0" r = "C2"', b"<x:c r='C2'"):
        change = {SHEET: _replaced(b'<c r="C2"', unusual)}
        [sheet] = inspect(repacked(_good(), change), "x").sheets
        assert sheet.unplaced == 1, unusual


def test_cells_that_do_not_say_where_they_stand_are_read() -> None:
    import re

    stream = repacked(_good(), {SHEET: lambda xml: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml)})
    assert inspect(stream, "x").sheets[0].unplaced == 9
    assert _firsts(stream) == ["Siti", "มะลิ"]


def test_cells_outside_of_any_sheet_are_refused() -> None:
    with pytest.raises(Damaged):
        read(repacked(_good(), {SHEET: lambda xml: xml.replace(b'r="C3"', b'r="C99999999"')}))


def test_a_long_text_shared_by_many_cells_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell of the quick reader holds a copy of the text it shares."""
    long = "long " * 6_000
    stream = _shared([["prs_FirstName", "cas_CaseOwner"], *[["Siti", long]] * 50])
    assert inspect(stream, "x").longest_shared > len(long)
    for room in (10_000_000, 1_000_000, 10_000):
        monkeypatch.setattr("victimcase.exchange.limits.MAX_SHARED_TEXT_BYTES", room)
        found = rows(stream)
        assert [row.values["cas_CaseOwner"] for row in found] == [long.strip()] * 50


def test_a_promise_of_more_texts_than_there_could_be_is_refused() -> None:
    """The quick reader makes room for them at once; where there is no room, the whole program ends."""
    stream = _shared([HEAD, *PEOPLE])
    part = "xl/sharedStrings.xml"
    for count in (b"9", b"2", b"8888"):
        assert (
            read(repacked(stream, {part: _replaced(b'uniqueCount="9"', b'uniqueCount="%s"' % count)})).total
            == 2
        )
    with pytest.raises(Damaged, match="far more memory"):
        read(repacked(stream, {part: _replaced(b'uniqueCount="9"', b"uniqueCount = '4000000000000'")}))
    told = _shared([HEAD, ["Siti", "Rahayu", "account='12345678901234'"]])
    assert read(told).total == 1


def test_a_workbook_too_large_and_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(_good().getvalue())
    monkeypatch.setattr("victimcase.exchange.limits.MAX_WORKBOOK_BYTES", size + 100)
    assert read(_good()).total == 2
    monkeypatch.setattr("victimcase.exchange.limits.MAX_WORKBOOK_BYTES", size - 100)
    with pytest.raises(Damaged, match="far more memory"):
        read(_good())


def test_a_workbook_without_rows_or_without_cells() -> None:
    assert read(book([HEAD])).total == 0
    with pytest.raises(UserError, match="names the columns"):
        read(book([]))


def test_a_path_is_read_and_let_go(tmp_path: Path) -> None:
    file = tmp_path / "cases.xlsx"
    file.write_bytes(_good().getvalue())
    from tests.htcds_people import LISTS
    from victimcase.exchange import htcds

    reading = htcds.read(file, file.name, LISTS)
    assert [row.values["prs_FirstName"] for row in reading] == ["Siti", "มะลิ"]
    file.unlink()
    with pytest.raises(UserError, match="cannot be opened"):
        htcds.read(file, file.name, LISTS)
