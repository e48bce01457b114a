"""Invented people as rows of the standard: as they should come out, and as people type them in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from victimcase.exchange.code_lists import CodeLists, Field, Kind, load
from victimcase.exchange.reading import Value

RESOURCES = Path(__file__).parents[1] / "resources" / "htcds"
TEMPLATES = ("htcds-excel-plain-v2.0.xlsx", "htcds-excel-single-select-v2.0.xlsx")
LISTS: CodeLists = load(RESOURCES)

_GIVEN = """
Siti Nguyễn Thảo มะลิ สมชาย မြင့်မြင့် သီတာ សុភា ចាន់ណា ບຸນມີ ຄຳ রহিমা করিম සුනිල් ලක්ෂ්මී செல்வி
குமார் लक्ष्मी राम احمد فاطمه گلنار زینب محمد 王小明 李娜 Мэри José O'Neil Anne-Marie Jumong ñandú
"""
GIVEN = _GIVEN.split()
_FAMILY = """
Rahayu Trần ใจดี บุญมี အောင် វង្ស ແກ້ວ বেগম පෙරේරා முருகன் थापा رحیمی حسینی خان 陈 Santos de-la-Cruz
D'Souza
"""
FAMILY = _FAMILY.split()
PLACES = [
    "Medan",
    "กรุงเทพมหานคร",
    "ရန်ကုန်",
    "ភ្នំពេញ",
    "ວຽງຈັນ",
    "ঢাকা",
    "කොළඹ",
    "சென்னை",
    "काठमाडौं",
    "کابل",
    "کراچی",
    "Đà Nẵng",
    "昆明",
]
SENTENCES = [
    "Needs transport; speaks no English.",
    "Line one\nline two",
    "=SUM(A1:A9)",
    "+66 is not a number here",
    "@mention, \"quoted\" and 'single'",
    "ต้องการล่าม",
    "به مترجم نیاز دارد (دری)",
    "- a dash first",
]
_MONTHS = """
January February March April May June July August September October November December
"""
MONTHS = _MONTHS.split()


def people(count: int, seed: int = 1) -> Iterator[dict[str, Value]]:
    """So many people with some of the core fields, canonical; every field and every code occurs."""
    rnd = random.Random(seed)
    for number in range(count):
        yield {field.name: value for field in LISTS.core if (value := _value(field, rnd, number)) is not None}


def _value(field: Field, rnd: random.Random, number: int) -> Value | None:
    if rnd.random() < 0.7 and field.name != "prs_FirstName":
        return None
    match field.kind:
        case Kind.DATE:
            day = date(1950, 1, 1) + timedelta(days=rnd.randrange(27_000))
            return str(day.year) if rnd.random() < 0.05 else f"{day:%Y-%m}" if rnd.random() < 0.05 else day
        case Kind.YES_NO:
            return rnd.random() < 0.5
        case Kind.CHOICE:
            return rnd.choice([code.code for code in LISTS.codes[field.list] if not code.local])
        case Kind.CHOICES:
            codes = [code.code for code in LISTS.codes[field.list] if not code.local]
            most = 1 if field.name == "vic_ForcedLabourIndustry" else 3
            return tuple(rnd.sample(codes, rnd.randint(1, most)))
        case Kind.PHONE:
            return f"+668{rnd.randrange(10**8):08d}"
        case Kind.EMAIL:
            return f"person{number}@example.org"
        case Kind.LONG_TEXT:
            return rnd.choice(SENTENCES)
    return _text(field.name, rnd, number)


def _text(name: str, rnd: random.Random, number: int) -> str:
    if name == "prs_FirstName":
        return rnd.choice(GIVEN)
    if name == "prs_SecondName":
        return rnd.choice(FAMILY)
    if name == "prs_Salutation":
        return rnd.choice(["Ms", "Mr", "นาง", "Mx."])
    if "PostalCode" in name:
        return f"{rnd.randrange(100_000):05d}"
    return f"{rnd.choice(PLACES)} {number % 97}"


def typed(field: Field, value: Value, rnd: random.Random) -> Any:
    """A value as somebody may type it under its label in a spreadsheet."""
    match value:
        case bool():
            return rnd.choice(
                [value, "Yes" if value else "No", "TRUE" if value else "false", " yes " if value else "no"]
            )
        case date():
            return rnd.choice(_days(value, rnd))
        case tuple():
            joint = rnd.choice(["; ", ";", " ; ", ";\n"])
            return joint.join(_code(field.list, code, rnd) for code in value)
        case str() if field.kind is Kind.CHOICE:
            return _code(field.list, value, rnd)
        case str() if field.kind is Kind.PHONE and rnd.random() < 0.5:
            return f"{value[:3]} {value[3:5]} {value[5:8]} {value[8:]}"
        case str() if field.kind is Kind.TEXT and rnd.random() < 0.2:
            return f"  {value}\u00a0"
    return value


def _days(day: date, rnd: random.Random) -> list[Any]:
    shown = [
        datetime(day.year, day.month, day.day),
        day.isoformat(),
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    ]
    shown += [f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day.day}-{MONTHS[day.month - 1][:3]}-{day.year}"]
    return shown


def _code(list_name: str, code: str, rnd: random.Random) -> str:
    label = next(one.label for one in LISTS.codes[list_name] if one.code == code)
    return rnd.choice([label, code, label.upper(), f" {label.lower()} ", label.title()])


def fill_template(
    template: str, rows: Sequence[Mapping[str, Value]], target: Path, rnd: random.Random
) -> None:
    """An official template with these people typed in under its labels."""
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(RESOURCES / template)
    sheet = book.worksheets[0]
    columns = {LISTS.labelled(cell.value)[0]: cell.column for cell in sheet[2] if cell.value}
    for number, person in enumerate(rows):
        sheet.cell(number + 3, 1, number + 1)
        for name, value in person.items():
            cell = sheet.cell(number + 3, columns[name])
            cell.value = typed(LISTS.fields[name], value, rnd)
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(target)
