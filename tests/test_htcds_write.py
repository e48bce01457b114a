"""What is written is read again the same, no spreadsheet runs any of it, and a lock holds."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msoffcrypto  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.htcds_files import read, rows, said
from tests.htcds_people import LISTS, people
from victimcase.domain.errors import Invalid, UserError
from victimcase.exchange.code_lists import Field, Kind
from victimcase.exchange.htcds_write import Written, default_fields, guard, write_csv, write_xlsx
from victimcase.exchange.reading import Value
from victimcase.exchange.sealed import seal_file
from victimcase.exchange.texts import tidy

FIELDS = default_fields(LISTS)


def _workbook(*people_: Mapping[str, Value], fields: Any = FIELDS) -> tuple[io.BytesIO, Written]:
    stream = io.BytesIO()
    return stream, write_xlsx(stream, people_, fields, LISTS, {"Purpose": "internal"})


def _text(*people_: Mapping[str, Value], fields: Any = FIELDS) -> tuple[io.BytesIO, Written]:
    stream = io.BytesIO()
    return stream, write_csv(stream, people_, fields, LISTS)


BOTH = pytest.mark.parametrize("write", [_workbook, _text])
Writer = Callable[..., tuple[io.BytesIO, Written]]


def _values(field: Field) -> st.SearchStrategy[Any]:
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    match field.kind:
        case Kind.DATE:
            days = st.dates(date(1850, 1, 1), date(2200, 12, 31))
            return st.one_of(days, days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: str(day.year)))
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([code.code for code in LISTS.codes[field.list]])
        case Kind.CHOICES:
            codes = [code.code for code in LISTS.codes[field.list]]
            return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
        case Kind.WHOLE_NUMBER:
            return st.integers(0, 99)
        case Kind.DEGREES:
            return st.floats(-90, 90).map(lambda number: round(number, 6) + 0.0)
        case Kind.LANGUAGE:
            return st.sampled_from(["tha", "khm", "mya"])
        case Kind.PHONE:
            return st.sampled_from(["+66812345678", "+6281234567890"])
        case Kind.EMAIL:
            return st.just("siti@example.org")
    return texts.map(tidy).filter(bool)


PERSON = st.fixed_dictionaries(
    {"prs_FirstName": st.just("Siti")},
    optional={field.name: _values(field) for field in LISTS.fields.values() if field.name != "prs_FirstName"},
)


@BOTH
@settings(max_examples=60, deadline=None)
@given(person=PERSON)
def test_any_person_comes_back(write: Writer, person: dict[str, Value]) -> None:
    stream, _ = write(person, fields=tuple(LISTS.fields.values()))
    [row] = rows(stream)
    assert {name: _set(value) for name, value in row.values.items()} == {
        name: _set(value) for name, value in person.items()
    }


def _set(value: Value) -> object:
    """Several codes are a set: what `Other` stands for comes back where `Other` stood."""
    return frozenset(value) if isinstance(value, tuple) else value


RUN = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "'=1+1",
    "''@x",
    '=HYPERLINK("http://x","y")',
    "a;=1+1",
]


@pytest.mark.parametrize("dangerous", RUN)
def test_no_text_can_run_and_every_text_comes_back(dangerous: str) -> None:
    person = {"prs_FirstName": dangerous, "prs_MobilePhone": "+66812345678"}
    stream, _ = _text(person)
    [head, line] = csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig")))
    cell = line[head.index("prs_FirstName")]
    assert cell[0] not in "=+-@\t\r＝＋－＠"
    assert line[head.index("prs_MobilePhone")] == "+66812345678"
    assert all(part.startswith(b'"') for part in stream.getvalue().split(b"\r\n")[1:2])

    workbook, _ = _workbook(person)
    stored = load_workbook(workbook)["Case Sheet"]
    kinds = {cell.value: cell.data_type for cell in stored[3]}
    assert kinds[dangerous] == "s"

    assert [row.values for row in rows(stream)] == [row.values for row in rows(workbook)] == [person]


def test_what_the_guard_leaves_alone() -> None:
    for harmless in ("+66812345678", "-5", "66 81", "Siti", "a=b", ""):
        assert guard(harmless) == harmless
    assert guard("=a") == "'=a"
    assert guard("+66 (0)81") == "'+66 (0)81"


def test_the_workbook_is_laid_out_as_the_template_and_agrees_with_itself() -> None:
    stream, written = _workbook({"prs_FirstName": "Siti", "prs_Birthdate": date(1999, 3, 7)})
    assert written == Written(1)
    book = load_workbook(stream)
    sheet = book["Case Sheet"]
    names, labels = ([cell.value for cell in sheet[row]] for row in (1, 2))
    assert names == [None, *(field.name for field in FIELDS)]
    assert labels == [None, *(field.label for field in FIELDS)]
    assert sheet.row_dimensions[1].hidden
    assert sheet["A3"].value == 1
    birth = sheet.cell(3, names.index("prs_Birthdate") + 1)
    assert (birth.is_date, birth.value.date()) == (True, date(1999, 3, 7))
    assert "CC BY 4.0" in book["about"]["A1"].value
    assert [cell.value for cell in book["about"][3]] == ["Purpose", "internal"]
    assert read(stream).warnings == ()


def test_the_workbook_does_not_say_when_it_was_made() -> None:
    first, _ = _workbook({"prs_FirstName": "Siti"})
    second, _ = _workbook({"prs_FirstName": "Siti"})
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert all(part.date_time[0] == 1980 for part in archive.infolist())


@BOTH
def test_local_codes_leave_as_other_with_a_note_and_come_back(write: Writer) -> None:
    person: dict[str, Value] = {
        "prs_FirstName": "Siti",
        "vic_TypeOfExploitation": ("ForcedLabour", "ForcedCriminality"),
        "vic_MethodsOfControl": ("RestrictsMovement", "Other", "DebtBondage"),
        "vic_ForcedLabourIndustry": ("J_InformationAndCommunication", "F_Construction"),
        "cco_CaseComment": "Seen on Monday",
    }
    stream, written = write(person)
    assert written == Written(1)
    [row] = rows(stream)
    assert row.values == person
    if write is _text:
        [head, line] = csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig")))
        plain = dict(zip(head, line, strict=True))
        assert plain["vic_TypeOfExploitation"] == "ForcedLabour;Other"
        assert plain["vic_MethodsOfControl"] == "Other;DebtBondage"
        assert plain["vic_ForcedLabourIndustry"] == "J_InformationAndCommunication"
        assert plain["cco_CaseComment"].splitlines() == [
            "Seen on Monday",
            '[HTCDS note: vic_TypeOfExploitation: "Other" stands for ForcedCriminality]',
            '[HTCDS note: vic_MethodsOfControl: "Other" stands for RestrictsMovement; Other]',
            "[HTCDS note: vic_ForcedLabourIndustry: also F_Construction]",
        ]


def test_a_note_that_names_codes_nobody_knows_stays_a_comment() -> None:
    comment = '[HTCDS note: vic_TypeOfExploitation: "Other" stands for Nonsense]'
    stream, _ = _text(
        {"prs_FirstName": "Siti", "vic_TypeOfExploitation": ("Other",), "cco_CaseComment": comment}
    )
    [row] = rows(stream)
    assert row.values["vic_TypeOfExploitation"] == ("Other",)
    assert row.values["cco_CaseComment"] == comment


def test_a_code_nothing_could_stand_for_is_told() -> None:
    stream, written = _workbook({"prs_FirstName": "Siti", "prs_Gender": "Local"})
    assert "Row 3: The standard has no code for Local" in said(written.oddities)
    assert [row.values for row in rows(stream)] == [{"prs_FirstName": "Siti"}]


def test_a_text_too_long_for_a_workbook_is_cut_and_told_and_whole_as_csv() -> None:
    long = "ก" * 32_768
    person = {"prs_FirstName": "Siti", "cas_ReasonForCaseClosure": long}
    stream, written = _workbook(person)
    assert "(Reason for Case Closure): The text is longer than a cell of a workbook" in said(written.oddities)
    assert rows(stream)[0].values["cas_ReasonForCaseClosure"] == "ก" * 32_766 + "…"
    stream, written = _text(person)
    assert (rows(stream)[0].values, written.oddities) == (person, ())


def test_rows_are_taken_one_at_a_time_and_nothing_touches_the_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "absent"))  # any temporary file would fail
    taken = 0

    def some() -> Any:
        nonlocal taken
        for person in people(2_000):
            taken += 1
            yield person

    class Watched(io.BytesIO):
        first_written_after = -1

        def write(self, data: Any) -> int:
            if taken and self.first_written_after < 0:
                self.first_written_after = taken
            return super().write(data)

    stream = Watched()
    assert write_xlsx(stream, some(), FIELDS, LISTS).rows == 2_000
    assert 0 < stream.first_written_after < 2_000


def test_more_rows_than_a_workbook_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("victimcase.exchange.limits.SHEET_ROWS", 5)
    _workbook(*people(2))
    with pytest.raises(UserError, match="no more than 2 rows"):
        _workbook(*people(3))


def test_a_locked_workbook_opens_with_its_password_only() -> None:
    plain, _ = _workbook({"prs_FirstName": "Rumpelstilzchen"})
    locked = io.BytesIO()
    seal_file(plain, locked, "ลับ mật khẩu 7")
    for encoding in ("utf-8", "utf-16-le"):
        assert "Rumpelstilzchen".encode(encoding) not in locked.getvalue()
    assert b"PK\x03\x04" not in locked.getvalue()

    opened = io.BytesIO()
    office = msoffcrypto.OfficeFile(locked)
    office.load_key(password="ลับ mật khẩu 7", verify_password=True)
    office.decrypt(opened, verify_integrity=True)
    assert opened.getvalue() == plain.getvalue()

    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        msoffcrypto.OfficeFile(locked).load_key(password="other", verify_password=True)
    with pytest.raises(UserError, match="locked with a password"):
        read(locked)


@pytest.mark.parametrize("password", ["", "x" * 256, "tab\there"])
def test_passwords_no_program_would_take(password: str) -> None:
    with pytest.raises(Invalid, match="cannot be locked"):
        seal_file(_workbook()[0], io.BytesIO(), password)
