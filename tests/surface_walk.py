"""Looks into everything a call gives back, for what its reader should not have been shown."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any, Final

import pypdfium2

from tests.canaries import OFFICE, Planted, Reader, signs
from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.reference import IndicatorSet
from victimcase.domain.spec import Amount, Record, Spec, category_of, specs
from victimcase.domain.values import empty
from victimcase.domain.words import Category, Scope
from victimcase.services.session import Session
from victimcase.services.tx import Tx

PUBLIC: Final = (IndicatorSet, Spec)
"""What the program brings with it: nothing in it is about anybody."""


@dataclass
class Walked:
    """The texts in a result, and what is wrong with it whatever stands there."""

    reader: Reader
    texts: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def into(self, value: object) -> None:
        """Go through a value and everything in it. Raises TypeError for what cannot be looked into."""
        if value is None or isinstance(value, (bool, *PUBLIC)):
            return
        match value:
            case str() | int() | float() | Decimal() | PurePath() | Amount():
                self.texts.append(str(value))
            case datetime() | date():
                self.texts.append(value.isoformat())
            case PartialDate():
                self.texts.append(value.text)
            case bytes():
                self.texts += file_texts(value)
            case Exception():
                self.texts.append(str(value))
                self.into(vars(value))
            case Mapping():
                for key, one in value.items():
                    self.into(key)
                    self.into(one)
            case list() | tuple() | AbstractSet():
                for one in value:
                    self.into(one)
            case _ if is_dataclass(value) and not isinstance(value, type):
                self._into_parts(value)
            case _:
                raise TypeError(f"cannot look into {type(value).__name__}")

    def _into_parts(self, value: Any) -> None:
        if isinstance(value, Record):
            self.wrong += closed_fields(value, self.reader)
        else:
            self.wrong += closed_mentions(value, self.reader)
        for one in fields(value):
            if one.repr:  # what holds each field is told by `heads` alone
                self.into(getattr(value, one.name))


def file_texts(data: bytes) -> Iterator[str]:
    """What can be read in a file: of a PDF its words and its facts, of an archive every file."""
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        yield " ".join(document.get_metadata_dict().values())
        for page in document:
            text = page.get_textpage().get_text_range()
            yield text
            yield "".join(text.split())  # a word may be broken at the end of its column
        document.close()
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from (name, archive.read(name).decode("utf-8", "replace"))
    else:
        yield data.decode("utf-8", "replace")


def _readable(cls: type[Record], reader: Reader) -> frozenset[Category]:
    directory = {Category.ADMINISTRATIVE} if cls.scope is Scope.OFFICE else set()
    return reader.readable | directory


def closed_fields(record: Record, reader: Reader) -> Iterator[str]:
    """Fields that are filled and closed to the reader: codes and answers, too, which no word gives away."""
    cls = type(record)
    if cls.category not in _readable(cls, reader):
        yield f"a record of the kind {cls.kind}"
    for name in specs(cls):
        if category_of(cls, name) not in _readable(cls, reader) and not empty(getattr(record, name)):
            yield f"{cls.kind}.{name} holds {getattr(record, name)!r}"


VALUES: Final = ("old", "new", "before", "since", "said", "value")
"""What a line is called that tells what a field held."""


def closed_mentions(line: object, reader: Reader) -> Iterator[str]:
    """Lines about a kind of record, or what its field held, that is closed to the reader."""
    kind = getattr(line, "kind", None)
    cls = RECORDS.get(kind) if isinstance(kind, str) else None
    if cls is None or not any(hasattr(line, name) for name in (*VALUES, "record")):
        return
    name = getattr(line, "field", "")
    tells = name in specs(cls) and any(hasattr(line, one) for one in VALUES)
    if tells and category_of(cls, name) not in _readable(cls, reader):
        yield f"a line about {cls.kind}.{name}"
    said = getattr(line, "said", None)
    for one in said if isinstance(said, tuple) else ():
        if category_of(cls, one.name) not in _readable(cls, reader):
            yield f"words about {cls.kind}.{one.name}"


@dataclass(frozen=True)
class Call:
    """One way to ask: arguments after the transaction."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    @property
    def typed(self) -> set[str]:
        """The canaries the reader typed: an error may quote them, a result may not."""
        return signs(f"{self.args} {self.kwargs}")

    def __str__(self) -> str:
        named = (f"{name}={one!r}" for name, one in self.kwargs.items())
        return f"({', '.join([*map(repr, self.args), *named])})"[:160]


def call(*args: Any, **kwargs: Any) -> Call:
    """Arguments for a use case or query."""
    return Call(args, kwargs)


class Leave(Exception):
    """Ends a transaction so that nothing of it is kept."""


def outcome(session: Session, function: Callable[..., object], asked: Call) -> object:
    """What a call gives back, or the error it ends with; nothing of it is kept."""
    found: list[object] = []

    def attempt(tx: Tx) -> None:
        found.append(function(tx, *asked.args, **asked.kwargs))
        raise Leave

    try:
        session.do(attempt)
    except UserError as problem:
        return problem
    except Leave:
        return found[0]
    raise AssertionError("never here")


def looked_at(reader: Reader, result: object) -> Walked:
    """A result with everything in it."""
    walked = Walked(reader)
    walked.into(result)
    return walked


def leaks(planted: Planted, walked: Walked, typed: Iterable[str] = ()) -> list[str]:
    """What a result shows that its reader should not see; `typed` is what may be quoted."""
    return [*planted.hidden(walked.reader, walked.texts, but=typed), *walked.wrong]


@dataclass
class At:
    """Where somebody asks from: the reader's session, and one of the cases."""

    session: Session
    reader: Reader
    planted: Planted
    case: str

    @property
    def n(self) -> str:
        """The number of the case."""
        return self.planted.number(self.case)

    @property
    def numbers(self) -> list[str]:
        """The numbers of all cases, seen or not."""
        return list(self.planted.numbers.values())

    @property
    def records(self) -> list[tuple[str, str]]:
        """Kind and id of records of the case: all of `main`, and some of others, as they are alike."""
        found = self.planted.records[self.case]
        if self.case not in self.reader.sees:
            return found[::40]
        return found if self.case == "main" else found[::12]

    @property
    def few(self) -> list[tuple[str, str]]:
        """One record of each kind, where one is as good as another."""
        return list({kind: (kind, id_) for kind, id_ in reversed(self.records)}.values())

    @property
    def office(self) -> list[tuple[str, str]]:
        """Kind and id of the records of the office; asked for once, beside `main`, and not by two alike."""
        wanted = self.case == "main" and self.reader.login != "colleague"
        return self.planted.records[OFFICE] if wanted else []

    @property
    def strange(self) -> list[tuple[str, str]]:
        """Records of cases that are not for the reader, to be asked for under the number of this one."""
        if self.case != "main":
            return []
        unseen = [name for name in self.planted.numbers if name not in self.reader.sees and name != self.case]
        return [one for name in unseen for one in self.planted.records[name][::15]]

    def id(self, kind: str) -> str:
        """A record of a kind, of the case or of the office."""
        found = self.planted.ids(self.case, kind) + self.planted.ids(OFFICE, kind)
        return (found or self.planted.ids("main", kind))[0]

    def names(self) -> list[str]:
        """The names of every person, as they were planted."""
        return [
            word
            for word, one in self.planted.found.items()
            if (one.kind, one.field) in (("person", "given_names"), ("person", "family_name"))
        ]


class LogWatch(logging.Handler):
    """Keeps every line of the log; none of them may hold a canary, whoever reads it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line with its values, and the trace under it."""
        self.lines.append(f"{self.format(record)} {record.args}")

    def told(self, planted: Planted) -> list[str]:
        """The lines that tell of somebody."""
        return [line for line in self.lines if signs(line) & planted.found.keys()]
