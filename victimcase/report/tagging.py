"""The structure of a tagged PDF: headings, paragraphs, tables, figures, languages (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString


@dataclass(eq=False)
class Node:
    """One element of the structure; what is drawn for it is noted as (page, mark) pairs."""

    role: str
    language: str = ""
    alternative: str = ""
    scope: str = ""
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
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    tree_reference = document.Reference(tree, "StructTreeRoot")
    references = _Elements(document, tree_reference)
    tree["K"] = PDFArray([references.element(root, tree_reference)])
    numbers: list[Any] = []
    for number, page in enumerate(document.Pages.pages, 1):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number - 1, PDFName("S")
        owners = [references.of[node] for node in marks.of_page.get(number, ())]
        numbers += [number - 1, PDFArray(owners)]
    tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
    tree["ParentTreeNextKey"] = len(document.Pages.pages)
    catalog = document.Catalog
    catalog.StructTreeRoot = tree
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Lang = PDFString(language)


class _Elements:
    """The structure's objects as they are made, with the reference of each node."""

    def __init__(self, document: Any, tree: PDFObjectReference) -> None:
        self.document, self.tree = document, tree
        self.of: dict[Node, Any] = {}

    def element(self, node: Node, parent: Any) -> Any:
        """The reference of the node's object, made with everything inside it."""
        entries: dict[str, Any] = {"Type": PDFName("StructElem"), "S": PDFName(node.role), "P": parent}
        element = PDFDictionary(entries)
        reference = self.of[node] = self.document.Reference(element, f"Element{len(self.of)}")
        if node.language:
            element["Lang"] = PDFString(node.language)
        if node.alternative:
            element["Alt"] = PDFString(node.alternative)
        if node.scope:
            element["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(node.scope)})
        kids: list[Any] = [self.element(child, reference) for child in node.children if child.holds()]
        if node.marks:
            first = node.marks[0][0]
            element["Pg"] = self._page(first)
            kids += [mark if page == first else self._elsewhere(page, mark) for page, mark in node.marks]
        element["K"] = PDFArray(kids)
        return reference

    def _elsewhere(self, page: int, mark: int) -> PDFDictionary:
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": self._page(page), "MCID": mark})

    def _page(self, number: int) -> Any:
        return PDFObjectReference(f"Page{number}")
