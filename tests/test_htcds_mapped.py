"""Tables of any layout, read as a mapping file says; what is wrong with the file is told with its line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.htcds_files import book, said, text
from tests.htcds_people import LISTS, RESOURCES
from victimcase.domain.errors import Invalid, NotFound
from victimcase.exchange import mapped
from victimcase.exchange.code_lists import Field, Kind
from victimcase.exchange.mapping import Mapped
from victimcase.exchange.reading import Reading

MAP = """# our own table
[columns]
"ชื่อ" = "prs_FirstName"
Sex = { to = "prs_Gender", values = { W = "Feminine", "m" = "Masculine", "?" = "" } }
DOB = { to = "prs_Birthdate", date_format = "mm/dd/yyyy" }
"Tel. No." = "prs_MobilePhone"
Came = { to = "case.opened_on", date_format = "dd.mm.yyyy" }

[columns."Kind of work"]
to = "vic_ForcedLabourIndustry"

[columns."Kind of work".values]
fish = "A_AgricultureForestryAndFishing"
"""
OWN = {"case.opened_on": Field("case.opened_on", "Opened on", Kind.DATE)}
HEAD = ["ชื่อ", "Sex", "DOB", "Tel. No.", "Came", "Kind of work", "Note"]
ROWS = [
    ["มะลิ", "w", "04/05/1998", "081 234 5678", "01.02.2026", "fish|Manufacturing", "x"],
    ["สม", "?", "", "+66812345678", "", "", "y"],
]


def _map(content: str = MAP) -> Mapped:
    return mapped.load_map(io.BytesIO(content.encode()), LISTS, name="my.toml", own=OWN)


def _check(reading: Reading) -> None:
    [first, second] = reading
    assert {name: str(value) for name, value in first.values.items()} == {
        "prs_FirstName": "มะลิ",
        "prs_Gender": "Feminine",
        "prs_Birthdate": "1998-04-05",
        "prs_MobilePhone": "+66812345678",
        "case.opened_on": "2026-02-01",
        "vic_ForcedLabourIndustry": "('A_AgricultureForestryAndFishing', 'C_Manufacturing')",
    }
    assert second.values == {"prs_FirstName": "สม", "prs_MobilePhone": "+66812345678"}
    assert (first.oddities, second.oddities) == ((), ())
    assert "column G (Note): The mapping file does not name this column; it was left out." in said(
        reading.warnings
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_csv_of_any_layout(encoding: str, delimiter: str) -> None:
    stream = text([["Our list"], [], HEAD, *ROWS], delimiter, encoding)
    reading = mapped.read(stream, "list.csv", _map(), LISTS, region="TH")
    assert (reading.layout, reading.delimiter, reading.total) == ("csv", delimiter, 2)
    assert ("was assumed" in said(reading.warnings)) == (encoding == "cp874")
    _check(reading)


def test_a_workbook_of_any_layout() -> None:
    reading = mapped.read(book([["Our list"], [None], HEAD, *ROWS]), "list.xlsx", _map(), LISTS, region="TH")
    assert (reading.layout, reading.sheet) == ("xlsx", "Sheet")
    _check(reading)


def test_settings_of_the_file_count() -> None:
    settings = '[file]\nheader_row = 2\ndelimiter = ";"\nencoding = "cp1252"\n'
    stream = text([["A", "x"], ["A", "B"], ["José", "b"]], ";", "cp1252")
    settled = _map(settings + '[columns]\nA = "prs_FirstName"\nB = "prs_SecondName"\n')
    reading = mapped.read(stream, "x", settled, LISTS)
    assert [row.values["prs_FirstName"] for row in reading] == ["José"]
    assert reading.warnings == ()
    with pytest.raises(NotFound, match="no sheet called “Cases”"):
        other = _map('[file]\nsheet = "Cases"\n[columns]\nA = "prs_FirstName"\n')
        mapped.read(book([["A"], ["Siti"]]), "x", other, LISTS)


def test_headings_that_are_missing_or_doubled() -> None:
    reading = mapped.read(text([HEAD[:2], ROWS[0][:2]]), "x", _map(), LISTS)
    assert "The file has no column “DOB”, which line 5 of “my.toml” names" in said(reading.warnings)
    with pytest.raises(Invalid, match=r"Columns B, C have the same heading “Sex”"):
        mapped.read(text([["ชื่อ", "Sex", "sex "], ["a", "m", "w"]]), "x", _map(), LISTS)
    with pytest.raises(Invalid, match=r"No row of the file has the headings that “my\.toml” names"):
        mapped.read(text([["a", "b"], ["c", "d"]]), "x", _map(), LISTS)


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("[columns\n", 1, "not TOML"),
        ('[columns]\nA = "prs_Title\n', 2, "not TOML"),
        ("[columns]\nA = 1\nA = 2\n", 3, "not TOML"),
        ("", 1, r"\[columns\] is missing"),
        ("x = 1\n", 1, "no table “x”"),
        ("[columns]\n\nA = 3\n", 3, "needs the name of a field"),
        ('[columns]\nA = "nope"\n', 2, "no field “nope”"),
        ('[columns]\nA = "person.nope"\n', 2, "no field “person.nope”"),
        ('[columns]\nA = "prs_Title"\n# two\nB = "prs_Title"\n', 4, "fed by line 2 already"),
        ('[columns]\nA = { to = "prs_Gender", values = { x = "Blue" } }\n', 2, "“Blue” is not on the list"),
        ('[columns]\n[columns.A]\nto = "prs_Gender"\n[columns.A.values]\ny = "F"\nx = "Blue"\n', 6, "“Blue”"),
        ('[columns]\nA = { to = "prs_Gender", values = { x = 3 } }\n', 2, "must stand for a text"),
        ('[columns]\nA = { to = "prs_Birthdate", date_format = "daily" }\n', 2, "how dates are written"),
        ('[columns]\nA = { to = "prs_Title", date_format = "dd/mm/yyyy" }\n', 2, "how dates are written"),
        ('[columns]\nA = { to = "prs_Title", form = "x" }\n', 2, "“form” is not understood for “A”"),
        ('[file]\nheader_row = "1"\n[columns]\nA = "prs_Title"\n', 2, "“header_row” is not understood"),
        ('[file]\nsheets = "1"\n[columns]\nA = "prs_Title"\n', 2, "“sheets” is not understood"),
    ],
)
def test_a_mapping_that_is_wrong_is_told_with_its_line(content: str, line: int, what: str) -> None:
    with pytest.raises(Invalid, match=rf"Line {line} of “my.toml”: .*{what}"):
        _map(content)


def test_a_mapping_in_another_encoding() -> None:
    with pytest.raises(Invalid, match=r"Line 3 of “map”: The file is not in UTF-8"):
        mapped.load_map(io.BytesIO(MAP.encode("cp874")), LISTS)


def test_the_example_is_a_mapping(tmp_path: Path) -> None:
    example = mapped.load_map(RESOURCES / "map.example.toml", LISTS)
    assert [target.field.name for target in example.targets] == [
        "prs_FirstName",
        "prs_SecondName",
        "prs_Birthdate",
        "prs_MobilePhone",
        "prs_Gender",
    ]
