"""Values: every kind of field is read, kept, read back and shown, and says no to what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer

from tests.field_examples import EXAMPLES, Example, without_example
from victimcase.domain import spec as s
from victimcase.domain import values
from victimcase.domain.dictionary import type_name
from victimcase.domain.errors import Invalid
from victimcase.domain.kinds import RECORDS
from victimcase.domain.records.identification import ContactEvent
from victimcase.domain.records.person import Person
from victimcase.domain.reference import Reference
from victimcase.domain.spec import Amount, Spec, Value, specs
from victimcase.services.reference import load
from victimcase.store.schema import TABLES, column

EVERY = [pytest.param(kind, example, id=kind.__name__) for kind, example in EXAMPLES.items()]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


def spec_of(example: Example) -> Spec:
    return specs(RECORDS[example.kind])[example.field]


def test_every_kind_of_field_has_an_example() -> None:
    assert without_example(Spec.__subclasses__()) == []


def test_a_kind_of_field_without_an_example_is_named() -> None:
    @dataclass(frozen=True)
    class Colour:
        """Not a kind of field: a lookalike, as a real one would stay among them for the whole run."""

    assert without_example([s.Text, Colour]) == ["Colour"]  # type: ignore[list-item]


def test_every_kind_of_field_is_used_by_some_record() -> None:
    used = {type(spec) for cls in RECORDS.values() for spec in specs(cls).values()}
    assert used == set(EXAMPLES)


@pytest.mark.parametrize(("kind", "example"), EVERY)
def test_an_example_is_read_kept_read_back_and_shown(
    kind: type[Spec], example: Example, reference: Reference
) -> None:
    spec = spec_of(example)
    assert type(spec) is kind
    value = values.parse(spec, example.given, reference)
    assert value == example.value
    assert type(value) is type(example.value)
    assert values.to_plain(value) == example.plain
    assert values.from_plain(spec, example.plain) == value
    assert values.parse(spec, example.plain, reference) == value
    assert values.show(spec, value, reference) == example.shown
    assert not values.empty(value)
    assert type_name(spec) == type_name(spec).lower()


@pytest.mark.parametrize(("kind", "example"), EVERY)
@pytest.mark.parametrize("nothing", [None, "", "  \t", [], ()])
def test_nothing_is_nothing_in_every_kind_of_field(
    kind: type[Spec], example: Example, nothing: object, reference: Reference
) -> None:
    spec = spec_of(example)
    value = values.parse(spec, nothing, reference)
    assert values.empty(value)
    assert value == values.from_plain(spec, None)
    assert values.show(spec, value, reference) == ""


@pytest.mark.parametrize(("kind", "example"), EVERY)
def test_what_a_field_cannot_hold_is_refused_by_its_name(
    kind: type[Spec], example: Example, reference: Reference
) -> None:
    spec = spec_of(example)
    for bad in example.bad:
        if bad in ([], ()):
            continue
        with pytest.raises(Invalid) as caught:
            values.parse(spec, bad, reference)
        assert spec.label in str(caught.value), bad
        assert "Nothing was changed" in str(caught.value)


@pytest.mark.parametrize(("kind", "example"), EVERY)
def test_every_kind_of_field_has_a_column(kind: type[Spec], example: Example) -> None:
    cls = RECORDS[example.kind]
    made = column(example.field, cls, spec_of(example))
    assert made.name == example.field
    assert made.nullable
    wanted = {bool: Boolean, int: Integer}.get(type(example.plain))
    if wanted is not None:
        assert isinstance(made.type, wanted)
    assert example.field in TABLES[example.kind].c


def test_a_sealed_field_is_text_whatever_its_kind() -> None:
    for cls in RECORDS.values():
        for name, spec in specs(cls).items():
            if s.sealed(cls, name):
                assert column(name, cls, spec).type.python_type is str, f"{cls.kind}.{name}"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("False", False), ("0", False)],
)
def test_yes_and_no_are_read_in_their_spellings(text: str, answer: bool, reference: Reference) -> None:
    assert values.parse(s.YesNo("Agreed?"), text, reference) is answer


@given(st.lists(st.sampled_from(["identity", "health", "account", "Contact", "Legal"])))
def test_several_codes_stand_in_the_order_of_their_list(codes: list[str]) -> None:
    read = values.parse(s.Choices("Categories", codes="category"), codes, load())
    assert isinstance(read, tuple)
    order = [one.code for one in load().codes("category")]
    assert list(read) == sorted({one.lower() for one in codes}, key=order.index)


def _round(spec: Spec, value: Value) -> None:
    plain = values.to_plain(value)
    back = values.from_plain(spec, plain)
    assert back == value
    assert type(back) is type(value)
    assert values.parse(spec, plain, load()) == value


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@given(TEXTS.filter(lambda text: text == text.strip() and bool(text)))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    _round(s.Text("Name"), text)
    _round(s.LongText("Note"), text)


@given(st.dates())
def test_any_day_comes_back_as_it_was(day: date) -> None:
    _round(s.Day("Day"), day)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES))
def test_any_moment_comes_back_as_it_was_to_the_millisecond(at: datetime) -> None:
    read = values.parse(s.Instant("At"), at.isoformat(), load())
    assert isinstance(read, datetime)
    assert read.tzinfo is UTC
    assert timedelta(0) <= at - read < timedelta(milliseconds=1)
    _round(s.Instant("At"), read)


@given(st.integers(-(2**62), 2**62))
def test_any_whole_number_comes_back_as_it_was(number: int) -> None:
    _round(s.Number("Number"), number)


@given(st.decimals(-180, 180, places=6))
def test_any_decimal_number_comes_back_as_it_was(number: Decimal) -> None:
    spec = s.Number("Latitude", low=-180, high=180, decimals=6)
    read = values.parse(spec, str(number), load())
    assert read == number
    _round(spec, read)


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["THB", "usd", "KHR"]))
def test_any_amount_comes_back_as_it_was(number: Decimal, currency: str) -> None:
    read = values.parse(s.Money("Amount"), f"{number} {currency}", load())
    assert read == Amount(number, currency.upper())
    _round(s.Money("Amount"), read)


@pytest.mark.parametrize("text", ["1E+3 THB", "1e3 thb", "1000 THB"])
def test_an_amount_is_kept_without_exponent(text: str, reference: Reference) -> None:
    assert values.to_plain(values.parse(s.Money("Amount"), text, reference)) == "1000 THB"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+855 12 345 678", "+85512345678"),
        ("(+95) 9-420 123456", "+959420123456"),
        ("012 345 678", "012 345 678"),
        ("ask at the shop", "ask at the shop"),
        ("+999 1", "+999 1"),
    ],
)
def test_a_phone_number_is_e164_or_the_note_as_it_was(typed: str, kept: str) -> None:
    assert values.phone(typed) == kept


def test_what_lies_in_the_future_is_marked_and_never_in_the_way() -> None:
    today = date(2026, 3, 14)
    known = ContactEvent(happened_on=today + timedelta(days=1))
    assert [one.field for one in values.problems(known, today)] == ["happened_on"]
    assert values.problems(ContactEvent(happened_on=today), today) == []
    assert values.problems(Person(), today) == []


@pytest.mark.parametrize("make", [cls for cls in RECORDS.values()])
def test_an_empty_record_is_built_from_nothing(make: Callable[[], s.Record]) -> None:
    assert values.build(make, {}) == make()  # type: ignore[arg-type]
