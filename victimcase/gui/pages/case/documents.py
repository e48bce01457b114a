"""The files kept with a case: dropped, pasted or chosen, then listed and shown inside the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.add_files import AddFiles, Coming
from victimcase.gui.pages.case.evidence import EvidenceCard
from victimcase.gui.pages.case.files import show_file
from victimcase.gui.pages.case.papers import Papers
from victimcase.gui.parts.boxes import Card, column, frame, row, stretched
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label, Symbol
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.gui.words import day, size
from victimcase.i18n import N_, tr
from victimcase.services import documents, file_kinds
from victimcase.services.case_sheets import Sheet
from victimcase.services.documents import Listed

LEAST: Final = 280
"""Pixels the list is high at least; what is below it is scrolled to."""


class Documents(QWidget):
    """The documents of a case. Files may be dropped anywhere on it, or pasted with Ctrl+V."""

    editing = Signal(str, str)
    deleting = Signal(object)
    printing = Signal(str)
    """Output of the paper somebody wants to make."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._number = ""
        self.setObjectName("case.documents")
        self._may = desk.may(Right.EDIT_CASE) and Category.NOTE in desk.me.writable
        self.setAcceptDrops(self._may)
        self._card = Card(tr(N_("Documents")), name="case.documents.card")
        self._model: PagedModel[Listed] = PagedModel(self._columns())
        self._table = Table(self._model, name="case.documents.table", aloud=tr(N_("Documents")))
        self._table.opened.connect(self._open)
        self._table.chosen.connect(self._chosen)
        self._add_tools()
        self._empty = Empty("file-dotted", "", name="case.documents.empty")
        self._card.body.addWidget(self._table, 1)
        self._card.body.addWidget(self._empty, 1)
        self._row_tools()
        self._drop = self._drop_line()
        self._drop.setVisible(self._may)
        layout = column(self._drop, space=12)
        self._card.setMinimumHeight(theme.px(LEAST))
        layout.addWidget(self._card, 1)
        self.evidence = EvidenceCard(desk)
        self.evidence.editing.connect(self.editing)
        layout.addWidget(self.evidence)
        self.papers = Papers(desk)
        self.papers.wanted.connect(self.printing)
        layout.addWidget(self.papers)
        self.setLayout(layout)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        paste.setEnabled(self._may)
        self.begin()

    def _columns(self) -> list[Column[Listed]]:
        label = self._desk.reference.label
        return [
            Column("name", tr(N_("Name")), 0, lambda one: Cell(one.name, bold=True, icon="file"), False),
            Column(
                "type",
                tr(N_("Type")),
                180,
                lambda one: Cell(tr(label("document_type", one.type)) if one.type else ""),
                False,
            ),
            Column("about", tr(N_("Tells about")), 200, self._about, False, from_width=760),
            Column("kind", tr(N_("Kind of file")), 130, _kind, False, from_width=620),
            Column("size", tr(N_("Size")), 90, lambda one: Cell(size(one.size) if one.size else ""), False),
            Column("received", tr(N_("Received")), 120, _received, False),
        ]

    def _about(self, one: Listed) -> Cell:
        return Cell(", ".join(tr(self._desk.reference.label("category", code)) for code in one.tells_about))

    def _add_tools(self) -> None:
        paste = Button(tr(N_("Paste")), name="case.documents.paste", icon="clipboard", hint="Ctrl+V")
        paste.clicked.connect(self.paste)
        choose = Button(tr(N_("Choose files…")), name="case.documents.choose", icon="plus", kind="filled")
        choose.clicked.connect(self.choose)
        for button in (paste, choose):
            button.setVisible(self._may)
            self._card.tools.addWidget(button)

    def _row_tools(self) -> None:
        self._show = Button(tr(N_("Show")), name="case.documents.show", icon="eye")
        self._show.clicked.connect(lambda: self._open(self._table.current()))
        self._edit = Button(tr(N_("Describe")), name="case.documents.edit", icon="pencil-simple")
        self._edit.clicked.connect(self._describe)
        self._delete = IconButton("trash", tr(N_("Delete document")), name="case.documents.delete")
        self._delete.clicked.connect(self._take_out)
        self._hint = Label("", "small", wrap=True)
        foot = self._card.set_foot(stretched(self._hint), self._show, self._edit, self._delete)
        foot.setObjectName("case.documents.foot")
        self._chosen(None)

    def _drop_line(self) -> QWidget:
        words = Label(tr(N_("Drop files here. They are encrypted before they are kept.")), "small", wrap=True)
        line = row(Symbol("tray"), words, space=10, margins=(16, 10, 16, 10))
        line.setStretch(1, 1)
        return frame("box", line, tone="dashed")

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self._model.begin(0)
        self.evidence.begin()
        self.papers.begin()
        self._table.show()
        self._empty.hide()

    def read(self, number: str) -> None:
        """Read the list."""
        self._number = number
        self._desk.look(documents.listed, number).then(self, self._came, key="documents")
        self.evidence.read(number)
        self.papers.read(number)

    def _came(self, found: list[Listed]) -> None:
        rows = list(reversed(found))
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._card.say(tr(N_("Documents")), str(len(rows)) if rows else "")
        if not rows:
            why = N_("Drop a scan here, paste a picture, or choose files.")
            self._empty.say(tr(N_("No documents yet")), tr(why) if self._may else "")
        self._chosen(self._table.current())

    def _chosen(self, one: Listed | None) -> None:
        self._show.setEnabled(one is not None and one.has_file)
        self._edit.setVisible(self._may)
        self._delete.setVisible(self._may)
        self._edit.setEnabled(one is not None)
        self._delete.setEnabled(one is not None)
        if one is None:
            self._hint.setText(tr(N_("Choose a document to show it.")))
        elif not one.has_file:
            self._hint.setText(tr(N_("Its file is not here; it may be kept on paper.")))
        elif one.keeps_place:
            self._hint.setText(tr(N_("This kind of file may still say where it was made.")))
        else:
            self._hint.setText(tr(N_("Opening it is noted in the history.")))

    def _open(self, one: Listed | None) -> None:
        if one is not None and one.has_file:
            show_file(self, self._desk, self._number, one.id)

    def _describe(self) -> None:
        one = self._table.current()
        if one is not None:
            self.editing.emit("document", one.id)

    def _take_out(self) -> None:
        one = self._table.current()
        if one is not None:
            title = one.name or tr(N_("Document"))
            self.deleting.emit(Sheet("document", one.id, "", title, "", "", (), ()))

    def choose(self) -> None:
        """Let somebody choose files."""
        if not self._may:
            return
        endings = sorted({f"*{end}" for kind in file_kinds.KINDS.values() for end in kind.endings})
        dialog = QFileDialog(self, tr(N_("Choose files to keep with the case")))
        dialog.setObjectName("case.documents.files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{tr(N_('Files that can be kept'))} ({' '.join(endings)})"])
        dialog.filesSelected.connect(lambda names: self.take([Coming(Path(name)) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        found = coming_of(QGuiApplication.clipboard().mimeData(), day(self._desk.today))
        if found:
            self.take(found)
        else:
            self._hint.setText(tr(N_("There is no file and no picture to paste.")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped."""
        found = coming_of(event.mimeData(), day(self._desk.today))
        if found:
            event.acceptProposedAction()
            self.take(found)

    def take(self, coming: list[Coming]) -> None:
        """Ask what files are and whom they are for, then keep them."""
        if self._may and coming:
            AddFiles(self, self._desk, self._number, coming).open()


def coming_of(data: QMimeData, today: str) -> list[Coming]:
    """What a clipboard or a drop holds: files by their place, a picture as a PNG made in memory."""
    files = [Coming(Path(url.toLocalFile())) for url in data.urls() if url.isLocalFile()]
    if files or not data.hasImage():
        return files
    image = data.imageData()
    if not isinstance(image, QImage):
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    name = tr(N_("Picture of {day}"), day=today)
    return [Coming(Path(f"{name}.png"), bytes(buffer.data().data()))]


def _kind(one: Listed) -> Cell:
    known = file_kinds.KINDS.get(one.media_type)
    return Cell(tr(known.title) if known else "")


def _received(one: Listed) -> Cell:
    return Cell(day(date.fromisoformat(one.received_on)) if one.received_on else "", second="")
