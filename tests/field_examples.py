"""One example of every kind of field: what is typed, what it means, how it is kept and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from victimcase.domain import spec as s
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import Amount, Spec, Value
from victimcase.domain.values import Plain

ID = "0" * 31 + "1"


@dataclass(frozen=True)
class Example:
    """A field of a kind of record, and one value of it in all its forms; `bad` is what it cannot hold."""

    kind: str
    field: str
    given: object
    value: Value
    plain: Plain
    shown: str
    bad: tuple[object, ...] = ()


EXAMPLES: dict[type[Spec], Example] = {
    s.Text: Example(
        "person", "given_names", "  Thiri ", "Thiri", "Thiri", "Thiri",
        ("x" * 201, "a\0b", "a\ud800b", True, {}),
    ),
    s.LongText: Example(
        "note", "text", "one\ntwo", "one\ntwo", "one\ntwo", "one\ntwo", ("x" * 50_001, "\0", False, ["a"])
    ),
    s.Day: Example(
        "closure", "closed_on", "2026-03-01", date(2026, 3, 1), "2026-03-01", "2026-03-01",
        ("2026-02-30", "yesterday", "1.3.2026", 5.5, "2026"),
    ),
    s.PartialDay: Example(
        "person", "birth", "1998-05~", PartialDate.parse("1998-05~"), "1998-05~", "about 1998-05",
        ("1998-13", "about 1998", "x" * 200, 19.5),
    ),
    s.Instant: Example(
        "incident", "happened_at", "2026-03-01T23:30:00.123456+07:00",
        datetime(2026, 3, 1, 16, 30, 0, 123000, UTC), "2026-03-01T16:30:00.123Z", "2026-03-01T16:30:00.123Z",
        ("2026-03-01T25:00", "noon", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"),
    ),
    s.Choice: Example(
        "person", "gender", " non conforming", "NonConforming", "NonConforming", "Non-Conforming",
        ("neither of these", True, ["Feminine"]),
    ),
    s.Choices: Example(
        "consent", "categories", ["health", "Identity", "health"], ("identity", "health"),
        ["identity", "health"], "Identity, Health",
        ("identity, nothing", [None], {"identity": 1}, [["identity"]]),
    ),
    s.YesNo: Example("consent", "given", "Yes", True, True, "Yes", ("maybe", 2, [], "y e s")),
    s.Number: Example(
        "stated_age", "age", "17", 17, 17, "17", ("17.5", "many", "-1", "1e999999", "9" * 25, "nan", True),
    ),
    s.Money: Example(
        "health_record", "cost", "1250.00 thb", Amount(Decimal("1250.00"), "THB"),
        "1250.00 THB", "1250.00 THB",
        ("1250", "THB", "nan THB", "1e999999 THB", "12 baht", "1.23456 THB", "1 THB now", True),
    ),
    s.Country: Example("case", "found_in", "Thailand", "TH", "TH", "Thailand", ("Atlantis", True, ["TH"])),
    s.Countries: Example(
        "person", "citizenships", "MM; Thailand", ("MM", "TH"), ["MM", "TH"], "Myanmar, Thailand",
        ("MM, Atlantis", [True]),
    ),
    s.Language: Example("consent", "language", "Burmese", "mya", "mya", "Burmese", ("Elvish", False)),
    s.Languages: Example(
        "person", "other_languages", ["khm", "Thai"], ("khm", "tha"), ["khm", "tha"], "Khmer, Thai",
        ("Elvish",),
    ),
    s.Phone: Example(
        "person", "mobile_phone", "+66 2 123 4567", "+6621234567", "+6621234567", "+6621234567",
        ("0" * 201, "\ud800", True),
    ),
    s.Link: Example("case_link", "other", ID, ID, ID, ID, ("x" * 201, True)),
    s.User: Example(
        "task", "assignee", "caseworker", "caseworker", "caseworker", "caseworker", ("x" * 201, "\0"),
    ),
    s.Attachment: Example("document", "file", ID, ID, ID, ID, ("x" * 201, ["a"])),
}  # fmt: skip


def without_example(kinds: Iterable[type[Spec]]) -> list[str]:
    """Kinds of fields nobody has given an example of: what is said of values may not hold for them."""
    return [kind.__name__ for kind in kinds if kind not in EXAMPLES]
