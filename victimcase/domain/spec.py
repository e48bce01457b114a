"""The vocabulary in which records declare their fields, once.

A record is a frozen dataclass whose fields carry their spec in the annotation::

    @dataclass(frozen=True, kw_only=True)
    class TravelDocument(Record, kind="travel_document", title=N_("Travel document"), step=Step.CLEARANCE,
                         category=Category.TRAVEL):
        type: Annotated[str | None, Choice(N_("Type"), codes="travel_document", required=True)] = None

Everything else about the field follows from that line: column, form, check, label, journal, merge,
redaction, search, export, help. `values.py` says how each kind of field is read, kept and shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, ParamSpec, TypeAlias, TypeVar, cast, get_type_hints

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.words import SEALED, STAGE_OF, Category, Scope, Stage, Step


@dataclass(frozen=True, order=True)
class Amount:
    """Money: an exact amount in one currency (ISO 4217 code)."""

    number: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.number} {self.currency}"


Value: TypeAlias = (
    "str | bool | int | Decimal | date | datetime | PartialDate | Amount | tuple[str, ...] | None"
)
"""What a field of a record may hold."""


@dataclass(frozen=True)
class Spec:
    """What every kind of field says about itself."""

    label: str
    required: bool = field(default=False, kw_only=True)
    """What gates and papers ask for; it never stops saving."""
    help: str = field(default="", kw_only=True)
    category: Category | None = field(default=None, kw_only=True)
    """What the field tells about the person; none = the category of its record."""
    htcds: str = field(default="", kw_only=True)
    """Name of the field in IOM's Human Trafficking Case Data Standard 2.0, where it has one."""
    was: tuple[str, ...] = field(default=(), kw_only=True)
    """Earlier names: field names live for ever in the log."""
    search: str = field(default="", kw_only=True)
    """`name`: found as a name, in any script; `code`: found by exact beginning; `text`: found in
    narratives.
    """


@dataclass(frozen=True)
class Text(Spec):
    """One line of text."""

    max_length: int = field(default=200, kw_only=True)
    prose: bool = field(default=False, kw_only=True)
    """Whether people tell something in it, and not a name or a number: reviewed before it leaves."""


@dataclass(frozen=True)
class LongText(Spec):
    """Several paragraphs; what people tell. Reviewed by a person before it leaves the program."""

    max_length: int = field(default=50_000, kw_only=True)


@dataclass(frozen=True)
class Day(Spec):
    """A day that is known."""

    not_in_future: bool = field(default=False, kw_only=True)
    makes_task: str = field(default="", kw_only=True)
    """Rule that makes a task as this day comes near (`domain/clocks.py`)."""


@dataclass(frozen=True)
class PartialDay(Spec):
    """A day that may be known only in part, or about (EDTF, ISO 8601-2)."""

    not_in_future: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Instant(Spec):
    """A moment, kept in UTC."""

    not_in_future: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Choice(Spec):
    """One code of a list under `resources/codes`."""

    codes: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Choices(Spec):
    """Any number of codes of a list, kept in the order of the list."""

    codes: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class YesNo(Spec):
    """Yes, no, or not known yet (none)."""

    alert_when: bool | None = field(default=None, kw_only=True)
    """The answer that raises an alert on the case."""


@dataclass(frozen=True)
class Number(Spec):
    """A whole or decimal number."""

    low: int | None = field(default=None, kw_only=True)
    high: int | None = field(default=None, kw_only=True)
    decimals: int = field(default=0, kw_only=True)
    unit: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Money(Spec):
    """An amount in a currency."""


@dataclass(frozen=True)
class Country(Spec):
    """A country (ISO 3166-1 alpha-2)."""


@dataclass(frozen=True)
class Countries(Spec):
    """Any number of countries."""


@dataclass(frozen=True)
class Language(Spec):
    """A language (ISO 639-2 terminology code)."""


@dataclass(frozen=True)
class Languages(Spec):
    """Any number of languages."""


@dataclass(frozen=True)
class Phone(Spec):
    """A phone number (E.164), or what was noted when it cannot be read as one."""


@dataclass(frozen=True)
class Link(Spec):
    """Another record, by id."""

    to: str = field(default="", kw_only=True)
    """Kind of the record it leads to."""


@dataclass(frozen=True)
class User(Spec):
    """A user of this office, by login name."""


@dataclass(frozen=True)
class Attachment(Spec):
    """An encrypted file kept beside the vault's database, by id."""


class Record:
    """One form's worth of facts. Frozen, and never tied to a database session."""

    kind: ClassVar[str]
    title: ClassVar[str]
    scope: ClassVar[Scope]
    step: ClassVar[Step | None]
    many: ClassVar[bool]
    category: ClassVar[Category]
    parent: ClassVar[str]
    """Kind of the record this one is a row of (`risk` of a `risk_assessment`); empty for most."""
    help: ClassVar[str]

    def __init_subclass__(
        cls,
        *,
        kind: str,
        title: str,
        scope: Scope = Scope.CASE,
        step: Step | None = None,
        many: bool = True,
        category: Category = Category.ADMINISTRATIVE,
        parent: str = "",
        help: str = "",
    ) -> None:
        super().__init_subclass__()
        if kind in RECORDS and RECORDS[kind].__qualname__ != cls.__qualname__:
            raise TypeError(f"two records call themselves {kind!r}")
        cls.kind, cls.title, cls.scope, cls.step, cls.many = kind, title, scope, step, many
        cls.category, cls.parent, cls.help = category, parent, help
        RECORDS[kind] = cls


RECORDS: dict[str, type[Record]] = {}
"""Every kind of record, in the order the modules declare them. `domain.kinds` imports all of them."""


P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """The function with a memory of what it gave for which arguments, its types kept as they are."""
    return cast("Callable[P, R]", cache(function))


@remembered
def specs(cls: type[Record]) -> Mapping[str, Spec]:
    """The fields of a kind of record, in the order they were declared: name -> spec."""
    hints = get_type_hints(cls, include_extras=True)
    return {
        item.name: extra
        for item in fields(cls)  # type: ignore[arg-type]  # every record is a dataclass; a test holds it
        for extra in getattr(hints[item.name], "__metadata__", ())
        if isinstance(extra, Spec)
    }


@remembered
def category_of(cls: type[Record], name: str) -> Category:
    """The category of a field: its own, or that of its record."""
    return specs(cls)[name].category or cls.category


def sealed(cls: type[Record], name: str) -> bool:
    """Whether the field is kept as ciphertext inside the vault."""
    return category_of(cls, name) in SEALED


def stage_of(cls: type[Record]) -> Stage | None:
    """The stage at which this kind of record is usually written."""
    return STAGE_OF[cls.step] if cls.step else None


def filled(record: Record) -> Iterator[tuple[str, Spec, Any]]:
    """The fields of a record that say something: name, spec, value."""
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if value not in (None, "", ()):
            yield name, spec, value
