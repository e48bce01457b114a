"""Text files in any encoding, with any separator, broken in any row: the rest is read, and told where."""

from __future__ import annotations

import codecs
import io

import pytest

from tests.htcds_files import read, rows, said, text
from victimcase.domain.errors import Damaged, UserError

HEAD = ["prs_FirstName", "prs_SecondName", "cas_CaseOwner"]
SCRIPTS = {
    "cp874": ["มะลิ", "ใจดี", "บ้านพักกรุงเทพ"],
    "cp1256": ["محمد", "رحيمي", "دار الأيتام"],
    "gb18030": ["王小明", "李", "北京办事处"],
    "big5": ["王小明", "陳", "臺北辦事處"],
    "cp1252": ["José", "Müller", "Zürich"],
}


def _raw(content: str | bytes) -> io.BytesIO:
    return io.BytesIO(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    reading = read(text([HEAD, SCRIPTS["cp874"], SCRIPTS["gb18030"]], encoding=encoding))
    assert [row.values["prs_FirstName"] for row in reading] == ["มะลิ", "王小明"]
    assert ("was assumed" in said(reading.warnings)) == (encoding in ("utf-16-le", "utf-16-be"))


def test_a_mark_of_the_other_byte_order() -> None:
    content = text([HEAD, SCRIPTS["cp874"]], encoding="utf-16-be")
    assert [row.values["prs_FirstName"] for row in rows(_raw(codecs.BOM_UTF16_BE + content.read()))] == [
        "มะลิ"
    ]


@pytest.mark.parametrize("encoding", SCRIPTS)
@pytest.mark.parametrize("count", [1, 40])
def test_old_code_pages_are_assumed_and_told(encoding: str, count: int) -> None:
    reading = read(text([HEAD, *[SCRIPTS[encoding]] * count], encoding=encoding))
    assert {row.values["prs_FirstName"] for row in reading} == {SCRIPTS[encoding][0]}
    assert f"{reading.encoding} was assumed" in said(reading.warnings)
    assert "save the file as CSV UTF-8" in said(reading.warnings)


def test_an_encoding_that_is_named_counts() -> None:
    stream = text([HEAD, SCRIPTS["cp1252"]], encoding="cp1252")
    assert next(iter(read(stream, encoding="cp1252"))).values["prs_FirstName"] == "José"
    with pytest.raises(Damaged, match="not in the encoding utf-8"):
        read(stream, encoding="utf-8")
    for nonsense in ("klingon", "rot13", "zip"):
        with pytest.raises(UserError, match="no encoding called"):
            read(stream, encoding=nonsense)


def test_one_broken_byte_costs_one_row() -> None:
    lines = [",".join(row).encode() for row in (HEAD, *[SCRIPTS["cp874"]] * 8)]
    lines[3] = lines[3].replace("ใจดี".encode(), b"\xff\xfe")
    reading = read(_raw(b"\r\n".join(lines)))
    found = list(reading)
    assert reading.encoding == "utf-8"
    assert [row.number for row in found if row.rejected] == [4]
    assert "bytes that are no text" in said(found[2].oddities)
    assert sum(bool(row.values) for row in found) == 7


def test_zero_bytes_are_left_out_and_told() -> None:
    [row] = rows(_raw("prs_FirstName,prs_SecondName\nSi\x00ti,Rahayu\n"))
    assert row.values == {"prs_FirstName": "Siti", "prs_SecondName": "Rahayu"}
    assert "cannot be shown" in said(row.oddities)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("marked", [False, True])
def test_separators(delimiter: str, marked: bool) -> None:
    content = text([HEAD, ["Siti", "a.b", "c d"], ["Ana", "", ""]], delimiter).read()
    reading = read(_raw((f"sep={delimiter}\r\n".encode() if marked else b"") + content))
    assert reading.delimiter == delimiter
    assert [row.number for row in reading] == [2, 3]
    assert next(iter(reading)).values["cas_CaseOwner"] == "c d"


def test_quoted_cells_hold_anything() -> None:
    stream = _raw(
        "prs_FirstName,cas_ReasonForCaseClosure,cas_CaseOwner\r\n"
        '"Siti, M.","one\r\ntwo ""x""",Ana\r\nBen,,Ana\r\n'
    )
    found = rows(stream)
    assert found[0].values["prs_FirstName"] == "Siti, M."
    assert found[0].values["cas_ReasonForCaseClosure"] == 'one\ntwo "x"'
    assert [row.number for row in found] == [2, 3]


GOOD = ["Siti,Rahayu,x", "Ana,Sen,y", "Ben,Oo,z"]


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ('Eve,"Moe,q', 0),
        ('Eve,"Moe,q', 1),
        ('Eve,"Moe,q', 3),
        ('Eve,Moe,"q', 1),
        ('Eve,Moe,"q', 3),
        ('"Eve,Moe,q', 2),
        ("Eve,Moe,q,one,two", 1),
        (f"Eve,{'9' * 300_000},q", 1),
        (f"Eve,{'9' * 8_100_000},q", 1),
        (f'Eve,"{"9" * 300_000}\nmore",q', 1),
    ],
)
def test_a_broken_row_is_told_and_the_rest_read(broken: str, place: int) -> None:
    lines = [*GOOD[:place], broken, *GOOD[place:]]
    found = rows(_raw("\n".join([",".join(HEAD), *lines]) + "\n"))
    assert [row.values.get("prs_FirstName") for row in found if not row.rejected] == ["Siti", "Ana", "Ben"]
    rejected = [row for row in found if row.rejected]
    assert [row.number for row in rejected] == [place + 2]
    assert said(rejected[0].oddities).startswith(f"Row {place + 2}")


def test_a_quotation_mark_that_swallows_the_next_quoted_row() -> None:
    lines = ['Eve,"Moe,q', "Siti,Rahayu,x", 'Ana,"Sen",y', "Ben,Oo,z"]
    found = rows(_raw("\n".join([",".join(HEAD), *lines])))
    assert [row.values.get("prs_FirstName") for row in found if not row.rejected] == ["Siti", "Ana", "Ben"]


def test_no_row_is_passed_over_in_silence() -> None:
    lines = ['Eve,"Moe,q', "Siti", "Ana,Sen,y"]
    found = rows(_raw("\n".join([",".join(HEAD), *lines])))
    assert [(row.number, row.rejected) for row in found] == [(2, True), (3, True), (4, False)]
    assert "may be part of one above" in said(found[1].oddities)


def test_short_rows_are_taken_as_some_programs_leave_empty_ends_away() -> None:
    found = rows(_raw("prs_FirstName,prs_SecondName,cas_CaseOwner\nSiti\nAna,Sen\n,,\n\nBen,Oo,z\n"))
    assert [row.number for row in found] == [2, 3, 6]
    assert not any(row.rejected for row in found)


def test_a_text_without_any_head() -> None:
    with pytest.raises(UserError, match="No row of “file” names the columns"):
        read(_raw("a,b,c\n1,2,3\n"))


@pytest.mark.parametrize("content", [b"", b"  \r\n", b"\x00\x00\x00"])
def test_an_empty_file(content: bytes) -> None:
    with pytest.raises(Damaged, match="is empty"):
        read(_raw(content))


def test_a_file_too_large_and_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = text([HEAD, SCRIPTS["cp874"]])
    monkeypatch.setattr("victimcase.exchange.limits.MAX_TEXT_BYTES", len(stream.getvalue()))  # type: ignore[attr-defined]
    assert read(stream).total == 1
    monkeypatch.setattr("victimcase.exchange.limits.MAX_TEXT_BYTES", len(stream.getvalue()) - 1)  # type: ignore[attr-defined]
    with pytest.raises(Damaged, match="far more memory"):
        read(stream)


def test_too_many_rows_and_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("victimcase.exchange.limits.MAX_ROWS", 3)
    assert read(text([HEAD, *[SCRIPTS["cp874"]] * 3])).total == 3
    with pytest.raises(UserError, match="more than 3 rows"):
        read(text([HEAD, *[SCRIPTS["cp874"]] * 4]))
