"""How each kind of field is kept, read back, understood from what somebody typed, and shown.

The *plain* form of a value is what JSON can say: text, true or false, a whole number, or a list of texts.
It is the form in the log, in the tables, in exports and on the command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, TypeAlias

from victimcase.domain import spec as s
from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.reference import Reference
from victimcase.domain.spec import Amount, Record, Spec, Value, remembered, specs
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


@remembered
def _readers(cls: type[Record]) -> Mapping[str, Callable[[Any], Value] | None]:
    return {name: reader(spec) for name, spec in specs(cls).items()}


def build(cls: type[Record], plain: Mapping[str, Plain]) -> Record:
    """A record from plain values; a field not named is empty."""
    return cls(
        **{
            name: kept if read is None else read(kept)
            for name, read in _readers(cls).items()
            if (kept := plain.get(name)) is not None
        }
    )


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
    if isinstance(given, str):
        given = given.strip()
    if given is None or given in ("", [], ()):
        return () if many(spec) else None
    if isinstance(spec, s.YesNo):
        return _yes_no(spec, given)
    if many(spec):
        return _several(spec, _items(spec, given), reference)
    return _single(spec, _word(spec, given), reference)


def _word(spec: Spec, given: object) -> str:
    """One value as text."""
    if given is None or isinstance(given, bool | list | tuple | dict):
        raise _refuse(N_("“{label}” cannot hold this kind of value."), label=spec.label)
    return str(given).strip()


def _items(spec: Spec, given: object) -> list[str]:
    """Several values as texts: a list, or a text with commas or semicolons between them."""
    listed = given.replace(";", ",").split(",") if isinstance(given, str) else given
    each = listed if isinstance(listed, list | tuple) else [listed]
    return [text for one in each if (text := _word(spec, one))]


def _yes_no(spec: Spec, given: object) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    answer = words.get(str(given).strip().casefold())
    if answer is None:
        raise _refuse(N_("“{label}” takes yes or no, not “{given}”."), label=spec.label, given=given)
    return answer


def _code(spec: Spec, text: str, reference: Reference) -> str:
    match spec:
        case s.Choice(codes=codes) | s.Choices(codes=codes):
            return _listed(spec, codes, text, reference)
        case s.Country() | s.Countries():
            found = reference.find_country(text)
        case _:
            found = reference.find_language(text)
    if found is None:
        raise _refuse(N_("“{given}” is not on the list of “{label}”."), given=text, label=spec.label)
    return found


def _listed(spec: Spec, codes: str, text: str, reference: Reference) -> str:
    """A code of a list; where there is none like it, a short list is told."""
    found = reference.find(codes, text)
    if found is not None:
        return found
    possible = reference.codes(codes)
    raise Invalid(
        N_("“{given}” is not on the list of “{label}”."),
        N_("Possible are: {codes}. Nothing was changed.") if len(possible) <= TELLABLE else CHECK_IT,
        given=text[:SHORT],
        label=spec.label,
        codes=", ".join(one.code for one in possible),
    )


TELLABLE: Final = 30
"""Codes a message may list; more of them nobody reads."""


def _several(spec: Spec, items: list[str], reference: Reference) -> tuple[str, ...]:
    """Codes of a list in the order of the list; countries and languages as they were given."""
    found = dict.fromkeys(_code(spec, item, reference) for item in items)
    if isinstance(spec, s.Choices):
        return tuple(one.code for one in reference.codes(spec.codes) if one.code in found)
    return tuple(found)


def _single(spec: Spec, text: str, reference: Reference) -> Value:
    match spec:
        case s.Choice() | s.Country() | s.Language():
            return _code(spec, text, reference)
        case s.Text() | s.LongText():
            return _text(spec, text)
        case s.Number():
            return _number(spec, text)
        case s.Phone():
            return phone(_text(spec, text))
        case s.Day() | s.PartialDay() | s.Instant() | s.Money():
            return _formed(spec, text)
    return _text(spec, text)


_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")
"""Characters no vault can keep: the end of a C string, and halves of characters."""
SHORT: Final = 200
"""Characters of a text that is no prose: a phone number as it was noted, an id, a login name."""


def _text(spec: Spec, text: str) -> str:
    most = spec.max_length if isinstance(spec, s.Text | s.LongText) else SHORT
    if len(text) > most:
        raise _refuse(
            N_("“{label}” takes up to {most} characters; this has {length}."),
            label=spec.label,
            most=most,
            length=len(text),
        )
    if _UNKEPT.search(text):
        raise _refuse(N_("“{label}” holds a character that cannot be kept."), label=spec.label)
    return text


def _typed_instant(text: str) -> datetime:
    """A moment as exact as it is kept; without an offset it is the time it was here."""
    at = _instant(text)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _typed_amount(text: str) -> Amount:
    number, currency = text.split()
    exact = _kept_number(number)
    if exact != round(exact, CENTS) or not _CURRENCY.fullmatch(currency):
        raise ValueError(text)
    return Amount(Decimal(f"{exact:f}"), currency.upper())


def _kept_number(text: str) -> Decimal:
    """A number the vault can keep; one with a monstrous exponent is none."""
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= MOST or number.adjusted() < -SHORT:
        raise ValueError(text)
    return number


CENTS: Final = 4
"""Decimal places an amount may have: no currency has more (ISO 4217)."""
MOST: Final = 2**63
"""Where whole numbers of a database end."""
_CURRENCY: Final = re.compile("[A-Za-z]{3}")


def _formed(spec: Spec, text: str) -> Value:
    shapes: dict[type[Spec], tuple[Callable[[str], Value], str]] = {
        s.Day: (date.fromisoformat, "2026-03-14"),
        s.PartialDay: (PartialDate.parse, "1998, 1998-05, 1998-05-17 or 1998~"),
        s.Instant: (_typed_instant, "2026-03-14T09:30:00Z"),
        s.Money: (_typed_amount, "1250.00 THB"),
    }
    read, example = shapes[type(spec)]
    try:
        return read(text)
    except (ValueError, InvalidOperation, OverflowError, Invalid):
        raise _refuse(
            N_("“{given}” could not be read for “{label}”; it is written like {example}."),
            given=text[:60],
            label=spec.label,
            example=example,
        ) from None


def _number(spec: s.Number, text: str) -> int | Decimal:
    try:
        number = _kept_number(text)
        if spec.decimals == 0 and number != number.to_integral_value():
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
    if spec.decimals == 0:
        return int(number)
    return Decimal(f"{round(number, spec.decimals).normalize():f}")


def phone(text: str) -> str:
    """A phone number as E.164 when it is one with its country; otherwise the note as it was made."""
    import phonenumbers  # slow to load, and most records hold no phone

    try:
        read = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_possible_number(read):
        return text
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
        case s.PartialDay():
            return _about(str(to_plain(value)))
    return str(to_plain(value))


DOUBTS = {"~": N_("about {day}"), "?": N_("perhaps {day}"), "%": N_("perhaps about {day}")}
"""How the marks of EDTF (ISO 8601-2) are said."""


def _about(text: str) -> str:
    """A day known in part, without the signs of EDTF where words say it: 1978~ is about 1978."""
    if text[-1:] in DOUBTS and not text[:-1].strip("0123456789-"):
        return tr(DOUBTS[text[-1]], day=text[:-1])
    return text
