"""What a paper is: its frame and its parts, said in plain frozen data; `render` gives the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from victimcase import i18n

Words = str | tuple[str, ...]
"""One text, or one for each of the paper's languages, in their order."""
Translate = Callable[[str, str], str]
"""Gives a text of the frame in a language (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value. `value` None leaves a line to write on; "" says that nothing is recorded.

    `field` is what the preflight calls it (else the label); `language` is the value's, if it is known.
    """

    label: Words
    value: Words | None = ""
    field: str = ""
    language: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, where a plain text does not say enough."""

    value: Words
    field: str = ""
    language: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows. `shares` are the columns' parts of the width; `numbers` the columns of figures."""

    columns: tuple[Words, ...]
    rows: tuple[tuple[Words | Cell, ...], ...]
    shares: tuple[float, ...] = ()
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tick:
    """A sentence with a box: ticked, or left to be ticked by hand."""

    text: Words
    ticked: bool = False
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Room for one signature, with the name where it is known; `thumbprint` leaves room for one as well."""

    role: Words
    name: str = ""
    thumbprint: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section: a heading and what stands under it, in order. `notice` sets paragraphs on a soft ground,
    `fine` in smaller type, for what every paper says.
    """

    heading: Words = ""
    paragraphs: tuple[Words | Cell, ...] = ()
    rows: tuple[Line, ...] = ()
    table: Table | None = None
    ticks: tuple[Tick, ...] = ()
    signatures: tuple[Signature, ...] = ()
    notice: bool = False
    new_page: bool = False
    fine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper: what stands in its frame on every page, and its parts.

    `languages` are one or two tags (BCP 47); with two, every text that is a tuple stands in both, side by
    side. `watermark` is the recipient's name; `qr_text` holds the disclosure number and the hash of what was
    released.
    Neither the title nor the number may name the person: they are all that the file tells about itself.
    """

    title: Words
    office: Words
    number: str
    date: Words
    parts: tuple[Part, ...]
    recipient: Words = ""
    purpose: Words = ""
    categories: tuple[Words, ...] = ()
    languages: tuple[str, ...] = ("en",)
    watermark: str = ""
    qr_text: str = ""
    confidential: bool = True

    def __post_init__(self) -> None:
        if not 1 <= len(self.languages) <= len(("left", "right")):
            raise ValueError("a paper is in one language or in two")


def spoken(text: str, language: str) -> str:
    """The text in the language asked for, as its catalogue has it; else in English."""
    return i18n.spoken(text, language)


def render(paper: Paper, words: Translate = spoken) -> bytes:
    """The paper as a tagged PDF, made in memory; the same paper gives the same bytes.

    Raises `preflight.MissingGlyphs` where a character cannot be printed, and then gives nothing.
    """
    from victimcase.report.press import made

    return made(paper, words)
