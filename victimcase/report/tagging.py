"""The structure of a tagged PDF: headings, paragraphs, tables, figures, languages (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFString


@dataclass(eq=False)
class Node:
    """One element of the structure; what is drawn for it is noted as (page, mark) pairs.

    `written` is its text as written, where the order it is drawn in is another: from right to left.
    """

    role: str
    language: str = ""
    alternative: str = ""
    scope: str = ""
    written: str = ""
    children: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, role: str, language: str = "", *, alternative: str = "", scope: str = "") -> Node:
        """A new element inside this one."""
        child = Node(role, language, alternative, scope)
        self.children.append(child)
        return child

    def holds(self) -> bool:
        """Whether anything was drawn for the element or for one inside it."""
        return bool(self.marks) or any(child.holds() for child in self.children)


class Marks:
    """Which element each marked content of each page belongs to."""

    def __init__(self) -> None:
        self.of_page: dict[int, list[Node]] = {}

    def begin(self, node: Node | None, page: int, text: str = "") -> str:
        """The operator that begins what is drawn for `node`, or for nothing but looks (None).

        `text` is what the glyphs stand for where they cannot tell it themselves.
        """
        if node is None:
            return "/Artifact BMC"
        nodes = self.of_page.setdefault(page, [])
        node.marks.append((page, len(nodes)))
        nodes.append(node)
        if text:
            said = text.encode("utf-16-be").hex().upper()
            return f"/Span <</MCID {len(nodes) - 1}/ActualText <FEFF{said}>>> BDC"
        return f"/{node.role} <</MCID {len(nodes) - 1}>> BDC"


def write(document: Any, root: Node, marks: Marks, language: str) -> None:
    """Put the structure into a ReportLab document whose pages are all there."""
    elements = _Elements(document)
    top = elements.element(root, elements.tree)
    numbers = []
    for number, page in enumerate(document.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")
        owners = " ".join(elements.of[node] for node in marks.of_page.get(number + 1, ()))
        numbers.append(f"{number} [{owners}]")
    parents = f"/ParentTree <</Nums [{' '.join(numbers)}]>> /ParentTreeNextKey {len(numbers)}"
    elements.root.text = f"<</Type /StructTreeRoot /K [{top}] {parents}>>"
    catalog = document.Catalog
    catalog.StructTreeRoot = elements.root
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Lang = PDFString(language)


class _Plain(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """An object written as it stands: a structure has hundreds, and ReportLab would go over every word."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.text = ""

    def format(self, document: Any) -> bytes:
        return self.text.encode("ascii")


class _Elements:
    """The structure's objects as they are made, with the reference of each node."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.of: dict[Node, str] = {}
        self.root = _Plain()
        self.tree = self._reference(self.root, "StructTreeRoot")

    def element(self, node: Node, parent: str) -> str:
        """The reference of the node's object, made with everything inside it."""
        made = _Plain()
        own = self.of[node] = self._reference(made, f"Element{len(self.of)}")
        entries = [f"<</Type /StructElem /S /{node.role} /P {parent}"]
        said = (("Lang", node.language), ("Alt", node.alternative), ("ActualText", node.written))
        entries += [f"/{name} {_text(text)}" for name, text in said if text]
        if node.scope:
            entries.append(f"/A <</O /Table /Scope /{node.scope}>>")
        kids = [self.element(child, own) for child in node.children if child.holds()]
        if node.marks:
            first = node.marks[0][0]
            entries.append(f"/Pg {self._page(first)}")
            kids += [str(mark) if page == first else self._elsewhere(page, mark) for page, mark in node.marks]
        made.text = " ".join([*entries, f"/K [{' '.join(kids)}]>>"])
        return own

    def _elsewhere(self, page: int, mark: int) -> str:
        return f"<</Type /MCR /Pg {self._page(page)} /MCID {mark}>>"

    def _page(self, number: int) -> str:
        return self._number(f"Page{number}")

    def _reference(self, made: _Plain, name: str) -> str:
        self.document.Reference(made, name)
        return self._number(name)

    def _number(self, name: str) -> str:
        number, version = self.document.idToObjectNumberAndVersion[name]
        return f"{number} {version} R"


def _text(text: str) -> str:
    """A text string that holds any script."""
    if text.isascii() and text.isalnum():
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
