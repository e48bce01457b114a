"""The canvas paper is drawn on: fonts by glyph, marks for the structure, page totals, sparing metadata."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas

from victimcase.report import look, tagging
from victimcase.report.embedding import Program
from victimcase.report.fonts import Face
from victimcase.report.preflight import Missing
from victimcase.report.tagging import Marks, Node

PDF_VERSION = (1, 7)


class PaperCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
    """A canvas that embeds what it draws, marks it for the structure, and holds pages until all are there."""

    def __init__(self, out: Any = None, *, root: Node | None = None, language: str = "en", **_: Any) -> None:
        self.buffer = out if out is not None else io.BytesIO()
        self.programs: dict[Face, Program] = {}
        self.root = root or Node("Document", language)
        self.marks, self.language = Marks(), language
        self.missing: list[Missing] = []
        self.furnish: Callable[[PaperCanvas, int, int], None] | None = None
        self._held: list[dict[str, Any]] = []
        super().__init__(
            self.buffer,
            pagesize=look.PAGE,
            pageCompression=0,
            invariant=1,
            pdfVersion=PDF_VERSION,
            lang=language,
        )

    def program(self, face: Face) -> Program:
        """The face as this document embeds it."""
        known = self.programs.get(face)
        if known is None:
            known = self.programs[face] = Program(face, f"T{len(self.programs) + 1}")
            self._doc.delayedFonts.append(known)
        return known

    def mark(self, node: Node | None, text: str = "") -> str:
        """The operator that begins what is drawn for an element, or for looks alone; EMC ends it."""
        return self.marks.begin(node, self.getPageNumber(), text)

    def write(self, operators: list[str]) -> None:
        """Put operators into the page as they are."""
        self._code.extend(operators)

    def note_missing(self, characters: list[str], field: str, part: str) -> None:
        """Remember characters no face could draw, with the page they would have stood on."""
        page = self.getPageNumber()
        self.missing += [Missing(character, field, part, page) for character in characters]

    def describe(self, title: str, number: str) -> None:
        """Say the two things the file tells about itself."""
        self._doc.info = _Info(title, number)

    def showPage(self) -> None:
        """Close the page; it is kept until `finish` (the name is ReportLab's)."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish every page, now that their number is known, and make the file."""
        for number, state in enumerate(self._held, 1):
            self.__dict__.update(state)
            if self.furnish:
                self.furnish(self, number, len(self._held))
            super().showPage()
        tagging.write(self._doc, self.root, self.marks, self.language)
        super().save()

    def _make_preamble(self) -> None:
        """ReportLab would begin each page with a font that is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"


class _Info(PDFObject):  # type: ignore[misc]
    """The document information dictionary, with nothing in it but a title and a number."""

    def __init__(self, title: str, number: str) -> None:
        self.title, self.number, self.invariant = title, number, 1

    def digest(self, signature: Any) -> None:
        signature.update(f"{self.title}\n{self.number}".encode())

    def format(self, document: Any) -> Any:
        entries = {"Title": PDFString(self.title)}
        if self.number:
            entries["Subject"] = PDFString(self.number)
        return PDFDictionary(entries).format(document)
