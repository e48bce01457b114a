"""Single cells: dates, choices, yes and no, telephone numbers, numbers and texts as people write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.htcds_files import book, cell, read, rows, said, text
from victimcase.exchange.reading import Weight

BIRTH = "prs_Birthdate"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1998-04-12", "1998-04-12"),
        ("1998/4/12", "1998-04-12"),
        ("13/04/1998", "1998-04-13"),
        ("04/13/1998", "1998-04-13"),
        ("12.04.1998", "1998-04-12"),
        ("4.4.1998", "1998-04-04"),
        ("12 April 1998", "1998-04-12"),
        ("Apr 12, 1998", "1998-04-12"),
        ("12-Apr-1998", "1998-04-12"),
        ("12th of April 1998", "1998-04-12"),
        ("12 เมษายน 1998", "1998-04-12"),
        ("12 Mei 1998", "1998-05-12"),
        ("12 tháng 4 năm 1998", "1998-04-12"),
        ("1998年4月12日", "1998-04-12"),
        ("१२ अप्रिल १९९८", "1998-04-12"),
        ("  1998-04-12\u00a0", "1998-04-12"),
        ("1998-04-12T00:00:00", "1998-04-12"),
        ("19980412", "1998-04-12"),
        ("29/02/2000", "2000-02-29"),
        (date(1998, 4, 12), "1998-04-12"),
        (datetime(1998, 4, 12, 13, 30), "1998-04-12"),
        (date(1900, 3, 1), "1900-03-01"),
        ("1998", "1998"),
        ("1998-04", "1998-04"),
        ("04/1998", "1998-04"),
        ("April 1998", "1998-04"),
        ("1998~", "1998~"),
        ("199X", "199X"),
        ("1998-04-12/1998-05-01", "1998-04-12/1998-05-01"),
    ],
)
def test_dates_that_need_no_word(written: Any, day: str) -> None:
    value, oddities = cell(BIRTH, written)
    assert (str(value), oddities) == (day, [])
    assert isinstance(value, date) == (len(day) == 10)


@pytest.mark.parametrize(
    ("written", "day", "note"),
    [
        ("12/04/2541", None, "cannot be told apart"),
        ("13/04/2541", "1998-04-13", "Buddhist Era"),
        ("๑๒ เมษายน ๒๕๔๑", "1998-04-12", "Buddhist Era"),
        ("2541", "1998", "Buddhist Era"),
        (datetime(2541, 4, 12), "1998-04-12", "Buddhist Era"),
        ("1377/01/23", "1998-04-12", "Solar Hijri"),
        ("13/04/98", "1998-04-13", "two digits"),
        ("13/04/29", "2029-04-13", "two digits"),
        (35897, "1998-04-12", "number of a day"),
        ("35897", "1998-04-12", "number of a day"),
        (1998, "1998", "Only a year"),
        ("30/02/1998", None, "no such day"),
        ("2001-02-29", None, "no such day"),
        ("31/31/1998", None, "no such day"),
        ("13/1998", None, "no such month"),
        ("13/04/0998", None, "too far off"),
        ("long ago", None, "could not be read as a date"),
        (-7, None, "not a date"),
        (1e300, None, "not a date"),
        (True, None, "not a date"),
        (time(3, 4), None, "could not be read as a date"),
        (timedelta(hours=30), None, "not a date"),
        ("9" * 500, None, "could not be read as a date"),
    ],
)
def test_dates_that_are_told(written: Any, day: str | None, note: str) -> None:
    value, oddities = cell(BIRTH, written)
    assert (value if value is None else str(value)) == day
    assert note in said(oddities)
    assert [oddity.weight for oddity in oddities] == [Weight.NOTE if day else Weight.CELL]
    assert said(oddities).startswith("Row 2, column B (prs_Birthdate): ")


def test_day_and_month_are_told_apart_by_the_column() -> None:
    dates = ["04/05/1998", "13/05/1998", "01/02/2001"]
    table = [["prs_FirstName", BIRTH], *[["x", one] for one in dates]]
    reading = read(book(table))
    assert [str(row.values[BIRTH]) for row in reading] == ["1998-05-04", "1998-05-13", "2001-02-01"]
    assert (
        "2 different dates can be read two ways; they were read with the day first, as row 3 shows"
        in said(reading.warnings)
    )

    american = [["prs_FirstName", BIRTH], ["x", "04/05/1998"], ["x", "05/13/1998"]]
    assert [str(row.values[BIRTH]) for row in rows(text(american))] == ["1998-04-05", "1998-05-13"]

    torn = [["prs_FirstName", BIRTH], ["x", "04/05/1998"], ["x", "05/13/1998"], ["x", "13/05/1998"]]
    found = rows(text(torn))
    assert [str(row.values.get(BIRTH)) for row in found] == ["None", "1998-05-13", "1998-05-13"]
    assert "cannot be told apart" in said(found[0].oddities)
    assert not found[0].rejected


def test_days_counted_from_1904() -> None:
    def from_1904(made: Workbook) -> None:
        made.epoch = CALENDAR_MAC_1904

    table: list[list[Any]] = [["prs_FirstName", BIRTH], ["dated", date(1998, 4, 12)], ["number", 34435]]
    assert [str(row.values[BIRTH]) for row in rows(book(table, more=from_1904))] == [
        "1998-04-12",
        "1998-04-12",
    ]


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("prs_Gender", " feminine ", "Feminine"),
        ("prs_Gender", "NOT SPECIFIED/UNKNOWN", "NonSpecifiedUnknown"),
        ("prs_Gender", "Transgender Feminine\u00a0", "TransgenderFeminine"),
        ("prs_Gender", "M", "Masculine"),
        ("cas_Status", "Follow up", "FollowUp"),
        ("cas_ReasonForIncomingReferral", "Migration Or Change Of Location", "MigrationOrChangeOfLocation"),
        ("vic_MethodsOfControl", "Debt bondage ", ("DebtBondage",)),
        ("vic_MethodsOfControl", "DebtBondage;Takes earnings ; other", ("DebtBondage", "TakesEarnings", "Other")),  # noqa: E501
        ("vic_MethodsOfControl", "Debt bondage, Takes earnings", ("DebtBondage", "TakesEarnings")),
        ("vic_MethodsOfControl", "DebtBondage TakesEarnings", ("DebtBondage", "TakesEarnings")),
        ("vic_MethodsOfControl", "Debt bondage\nDebt bondage", ("DebtBondage",)),
        ("vic_MethodsOfControl", "MethodsOfControlRestrictsMovement", ("RestrictsMovement",)),
        ("vic_TypeOfExploitation", "Forced criminality", ("ForcedCriminality",)),
        ("vic_TypeOfExploitation", "Forced labor; child labor", ("ForcedLabour", "ChildLabour")),
        (
            "vic_ForcedLabourIndustry",
            "Water supply; sewerage, waste management and remediation; Manufacturing",
            ("E_WaterSupplySewerageWasteManagement", "C_Manufacturing"),
        ),
        (
            "vic_ForcedLabourIndustry",
            "Agriculture, forestry and fishing, Construction",
            ("A_AgricultureForestryAndFishing", "F_Construction"),
        ),
        ("prs_Citizenship", "Thailand; kh ;VNM", ("TH", "KH", "VN")),
        ("prs_Citizenship", "Congo, Democratic Republic of the", ("CD",)),
        ("prs_Citizenship", "Congo; Namibia", ("CG", "NA")),
        ("prs_Citizenship", "Burmese", ("MM",)),
        ("prs_Citizenship", "NA", ("NA",)),
        ("prs_MailingCountry", "viet nam", "VN"),
        ("prs_MailingCountry", "Cote d'Ivoire", None),
        ("prs_MailingCountry", "Côte d’Ivoire", "CI"),
        ("prs_PrimaryLanguage", "Thai", "tha"),
        ("prs_PrimaryLanguage", "km", "khm"),
        ("con_Consent", "Yes", True),
        ("con_Consent", "FALSE", False),
        ("con_Consent", True, True),
        ("con_Consent", 0, False),
        ("prs_NumberOfChildren", "3", 3),
        ("prs_NumberOfChildren", 3.0, 3),
        ("prs_NumberOfChildren", "۳", 3),
        ("prs_MailingLatitude", "13,7563", 13.7563),
        ("prs_MailingLongitude", 100.5018, 100.5018),
        ("prs_MailingPostalCode", 20111, "20111"),
        ("prs_MailingPostalCode", "01234", "01234"),
        ("prs_Gender", "-", None),
        ("prs_Birthdate", "n/a", None),
        ("prs_SecondName", "-", "-"),
    ],
)  # fmt: skip
def test_values_that_need_no_word(name: str, written: Any, value: Any) -> None:
    found, oddities = cell(name, written)
    assert found == value
    assert oddities == [] or (value is None and "not on the list" in said(oddities))


@pytest.mark.parametrize(
    ("name", "written", "value", "note"),
    [
        ("prs_Gender", "Blue", None, "Use one of: Feminine; Masculine"),
        ("prs_Gender", "Feminine; Masculine", None, "Several values stand here"),
        (
            "vic_MethodsOfControl",
            "Debt bondage; witchcraft",
            ("DebtBondage",),
            "not on the list of this field",
        ),
        (
            "vic_MethodsOfControl",
            "MethodsOfControlUsesChildren",
            ("ThreatensChildrenFamily",),
            "no exact match",
        ),
        ("prs_MailingCountry", "Atlantis", None, "two-letter code (ISO 3166-1)"),
        ("con_Consent", "maybe", None, "neither yes nor no"),
        ("prs_NumberOfChildren", "many", None, "not a whole number"),
        ("prs_NumberOfChildren", "-1", None, "not a whole number"),
        ("prs_MailingLatitude", "95", None, "from -90 to 90"),
        ("prs_MailingLongitude", 180.5, None, "from -180 to 180"),
        ("prs_Email", "someone at example", "someone at example", "does not look like an e-mail"),
        ("prs_IdentityNumber", 3174012345678901, "3174012345678901", "more than 15 digits"),
        ("prs_SecondName", "Ra\x07hayu", "Rahayu", "cannot be shown"),
    ],
)
def test_values_that_are_told(name: str, written: Any, value: Any, note: str) -> None:
    if isinstance(written, str) and "\x07" in written:
        [row] = rows(text([["prs_FirstName", name], ["Siti", written]]))
        found, oddities = row.values.get(name), list(row.oddities)
    else:
        found, oddities = cell(name, written)
    assert found == value
    assert note in said(oddities)
    assert oddities[0].found is None or "Blue" not in said(oddities)


@pytest.mark.parametrize(
    ("written", "region", "number", "note"),
    [
        ("+66 81 234 5678", None, "+66812345678", ""),
        ("0066812345678", None, "+66812345678", ""),
        ("+66 (0)81-234-5678", None, "+66812345678", ""),
        ("66812345678", None, "+66812345678", ""),
        (66812345678, None, "+66812345678", ""),
        ("081 234 5678", "TH", "+66812345678", ""),
        ("081 234 5678", None, "081 234 5678", "kept as written"),
        (812345678, None, "812345678", "a first 0 or + may be lost"),
        ("+66 81 234 5678 ext 9", None, "+66 81 234 5678 ext 9", "extension"),
        ("ask the monk", None, "ask the monk", "kept as written"),
        ("+1", None, "+1", "kept as written"),
    ],
)
def test_telephone_numbers(written: Any, region: str | None, number: str, note: str) -> None:
    [row] = rows(book([["prs_FirstName", "prs_MobilePhone"], ["Siti", written]]), region=region)
    assert row.values["prs_MobilePhone"] == number
    assert note in said(row.oddities)
    assert bool(row.oddities) == bool(note)
    as_written = str(written)
    assert row.written.get("prs_MobilePhone", as_written) == as_written


def test_texts_are_composed_and_trimmed() -> None:
    value, oddities = cell("prs_SecondName", " \u200bNguye\u0302\u0303n\u00a0\r\nVa\u0306n ")
    assert (value, oddities) == ("Nguyễn\u00a0\nVăn", [])
    joined, _ = cell("prs_SecondName", "می\u200cخواهم")
    assert joined == "می\u200cخواهم"


def test_a_cell_nobody_typed_rejects_its_row_and_only_it() -> None:
    long = "9" * 100_001
    found = rows(text([["prs_FirstName", "cas_CaseOwner"], ["a", long], ["b", long[:-1]], ["c", "d"]]))
    assert [row.rejected for row in found] == [True, False, False]
    assert "Row 2, column B (cas_CaseOwner): The cell holds more than 100000 characters" in said(
        found[0].oddities
    )
    million = rows(text([["prs_FirstName", "cas_CaseOwner"], ["a", "9" * 1_000_000], ["c", "d"]]))
    assert [row.rejected for row in million] == [True, False]


def test_messages_hold_no_values() -> None:
    _, oddities = cell("prs_Gender", "Secret of Siti")
    assert "Siti" not in said(oddities)
    assert oddities[0].found == "Secret of Siti"
