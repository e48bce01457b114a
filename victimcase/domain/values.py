"""How each kind of field is kept, read back, understood from what somebody typed, and shown.

The *plain* form of a value is what JSON can say: text, true or false, a whole number, or a list of texts.
It is the form in the log, in the tables, in exports and on the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeAlias

from victimcase.domain import spec as s
from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.reference import Reference
from victimcase.domain.spec import Amount, Record, Spec, Value, specs
from victimcase.i18n import N_, tr

Plain: TypeAlias = "str | bool | int | list[str] | None"

CHECK_IT = N_("Please check the value and save again. Nothing was changed.")


def to_plain(value: Value) -> Plain:
    """The value as JSON can say it; the same for every field of a kind, so it needs no spec."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case PartialDate():
            return value.text
        case Decimal() | Amount():
            return str(value)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _amount(text: str) -> Amount:
    number, currency = text.split()
    return Amount(Decimal(number), currency)


@cache
def reader(spec: Spec) -> Callable[[Any], Value] | None:
    """What turns a kept plain value back into the value; None where the two are the same."""
    match spec:
        case s.Day():
            return date.fromisoformat
        case s.PartialDay():
            return PartialDate.parse
        case s.Instant():
            return _instant
        case s.Number(decimals=0):
            return None
        case s.Number():
            return Decimal
        case s.Money():
            return _amount
        case s.Choices() | s.Countries() | s.Languages():
            return tuple
    return None


def from_plain(spec: Spec, plain: Plain) -> Value:
    """The value of a plain form that this program wrote."""
    if plain is None:
        return () if many(spec) else None
    read = reader(spec)
    return plain if read is None else read(plain)  # type: ignore[return-value]  # text, bool and int are values


def many(spec: Spec) -> bool:
    """Whether a field holds any number of codes."""
    return isinstance(spec, s.Choices | s.Countries | s.Languages)


def build(cls: type[Record], plain: Mapping[str, Plain]) -> Record:
    """A record from plain values; a field not named is empty."""
    return cls(**{name: from_plain(spec, plain.get(name)) for name, spec in specs(cls).items()})


def empty(value: Value) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", ())


def _refuse(message: str, **values: object) -> Invalid:
    return Invalid(message, CHECK_IT, **values)


def parse(spec: Spec, given: object, reference: Reference) -> Value:
    """The value of what somebody typed, or of what JSON holds.

    Codes are taken by code or by label, countries and languages by code or name, dates as ISO 8601. Raises
    Invalid naming the field and what would be understood.
    """
    if given is None or given in ("", [], ()):
        return () if many(spec) else None
    if many(spec):
        items = given if isinstance(given, list | tuple) else str(given).replace(";", ",").split(",")
        return _several(spec, [str(item).strip() for item in items if str(item).strip()], reference)
    if isinstance(spec, s.YesNo):
        return _yes_no(spec, given)
    if isinstance(given, bool | list | tuple | dict):
        raise _refuse(N_("“{label}” cannot hold this kind of value."), label=spec.label)
    return _single(spec, str(given).strip(), reference)


def _yes_no(spec: Spec, given: object) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    answer = words.get(str(given).strip().casefold())
    if answer is None:
        raise _refuse(N_("“{label}” takes yes or no, not “{given}”."), label=spec.label, given=given)
    return answer


def _code(spec: Spec, text: str, reference: Reference) -> str:
    match spec:
        case s.Choice(codes=codes) | s.Choices(codes=codes):
            found = reference.find(codes, text)
        case s.Country() | s.Countries():
            found = reference.find_country(text)
        case _:
            found = reference.find_language(text)
    if found is None:
        raise _refuse(N_("“{given}” is not on the list of “{label}”."), given=text, label=spec.label)
    return found


def _several(spec: Spec, items: list[str], reference: Reference) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_code(spec, item, reference) for item in items))


def _single(spec: Spec, text: str, reference: Reference) -> Value:
    match spec:
        case s.Choice() | s.Country() | s.Language():
            return _code(spec, text, reference)
        case s.Text() | s.LongText():
            return _text(spec, text)
        case s.Number():
            return _number(spec, text)
        case s.Phone():
            return phone(text)
        case s.PartialDay():
            return PartialDate.parse(text)
        case s.Day() | s.Instant() | s.Money():
            return _formed(spec, text)
    return text


def _text(spec: s.Text | s.LongText, text: str) -> str:
    if len(text) > spec.max_length:
        raise _refuse(
            N_("“{label}” takes up to {most} characters; this has {length}."),
            label=spec.label,
            most=spec.max_length,
            length=len(text),
        )
    if "\x00" in text:
        raise _refuse(N_("“{label}” holds a character that cannot be kept."), label=spec.label)
    return text


def _formed(spec: Spec, text: str) -> Value:
    shapes: dict[type[Spec], tuple[Callable[[str], Value], str]] = {
        s.Day: (date.fromisoformat, "2026-03-14"),
        s.Instant: (_instant, "2026-03-14T09:30:00Z"),
        s.Money: (_amount, "1250.00 THB"),
    }
    read, example = shapes[type(spec)]
    try:
        return read(text)
    except (ValueError, InvalidOperation, OverflowError):
        raise _refuse(
            N_("“{given}” could not be read for “{label}”; it is written like {example}."),
            given=text[:60],
            label=spec.label,
            example=example,
        ) from None


def _number(spec: s.Number, text: str) -> int | Decimal:
    try:
        if len(text) > 30:
            raise ValueError
        number = Decimal(text)
        if not number.is_finite() or (spec.decimals == 0 and number != number.to_integral_value()):
            raise ValueError
    except (ValueError, InvalidOperation):
        raise _refuse(
            N_("“{given}” is not a number “{label}” can hold."), given=text[:60], label=spec.label
        ) from None
    if (spec.low is not None and number < spec.low) or (spec.high is not None and number > spec.high):
        raise _refuse(
            N_("“{label}” lies between {low} and {high}; this is {given}."),
            label=spec.label,
            low="–" if spec.low is None else spec.low,
            high="–" if spec.high is None else spec.high,
            given=text,
        )
    return int(number) if spec.decimals == 0 else round(number, spec.decimals)


def phone(text: str) -> str:
    """A phone number as E.164 when it is one with its country; otherwise the note as it was made."""
    import phonenumbers  # slow to load, and most records hold no phone

    try:
        read = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return text[:60]
    if not phonenumbers.is_possible_number(read):
        return text[:60]
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Problem:
    """What speaks against a value: the field, and words for the person who wrote it."""

    field: str
    message: str


def problems(record: Record, today: date) -> list[Problem]:
    """What a form marks beside its fields. Empty required fields are no problem: any record may be half
    known.
    """
    return list(_problems(record, today))


def _problems(record: Record, today: date) -> Iterable[Problem]:
    for name, spec, value in s.filled(record):
        match spec:
            case s.Day(not_in_future=True) if value > today:
                yield Problem(name, N_("This day lies in the future."))
            case s.PartialDay(not_in_future=True) if value.earliest > today:
                yield Problem(name, N_("This day lies in the future."))
            case s.Instant(not_in_future=True) if value.date() > today:
                yield Problem(name, N_("This moment lies in the future."))


def show(spec: Spec, value: Value, reference: Reference) -> str:
    """The value in words, as a form, a paper or a list shows it."""
    if empty(value):
        return ""
    match spec:
        case s.YesNo():
            return tr(N_("Yes")) if value else tr(N_("No"))
        case s.Choice(codes=codes):
            return tr(reference.label(codes, str(value)))
        case s.Choices(codes=codes):
            return ", ".join(tr(reference.label(codes, str(item))) for item in value)  # type: ignore[union-attr]
        case s.Country():
            return reference.country(str(value))
        case s.Countries():
            return ", ".join(reference.country(str(item)) for item in value)  # type: ignore[union-attr]
        case s.Language():
            return reference.language(str(value))
        case s.Languages():
            return ", ".join(reference.language(str(item)) for item in value)  # type: ignore[union-attr]
    return str(to_plain(value))
