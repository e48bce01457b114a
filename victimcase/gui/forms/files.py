"""The editor of an attached file: chosen, dropped or pasted; looked at inside the program alone."""

from __future__ import annotations

import stat
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.values import Plain
from victimcase.gui.dialogs.preview import preview
from victimcase.gui.forms.editor import Editor, Place, set_state
from victimcase.gui.parts.boxes import STRETCH, Flow, column, frame, holder, row
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.text import Elided, Symbol
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import documents, file_kinds
from victimcase.services.documents import Content
from victimcase.services.records import OFFICE

UNITS = (N_("{number} bytes"), N_("{number} kB"), N_("{number} MB"))


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < 1000:
        return tr(UNITS[0], number=size)
    if size < 1_000_000:
        return tr(UNITS[1], number=round(size / 1000))
    return tr(UNITS[2], number=f"{size / 1_000_000:.1f}")


def taken(path: Path) -> Content:
    """A file from this machine, read and judged. Raises Invalid for one that is not taken."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a folder; a device or a pipe would never end
            raise Invalid(
                N_("“{name}” is no file, but a folder or a device. Nothing was kept."),
                N_("Open the folder, and choose the files in it."),
                name=path.name,
            )
        if found.st_size > file_kinds.MOST_BYTES:
            raise Invalid(
                N_("“{name}” is larger than one file may be ({most}). Nothing was kept."),
                N_("Scan it in grey or at 200 dots an inch, or attach it in parts."),
                name=path.name,
                most=size_words(file_kinds.MOST_BYTES),
            )
        data = path.read_bytes()
    except OSError:
        raise Invalid(
            N_("“{name}” cannot be read. Nothing was kept."),
            N_("Look whether the file is still there, or choose another."),
            name=path.name,
        ) from None
    return judged(path.name, data)


def judged(name: str, data: bytes) -> Content:
    """Bytes with a name, if they are a file the vault takes. Raises Invalid otherwise."""
    return Content(name, file_kinds.judge(name, data).media_type, data)


class FileEditor(Editor):
    """A file kept with the record. What is chosen is kept when the form is saved."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.setAcceptDrops(True)
        self._kept: str | None = None
        self._was: str | None = None
        self._new: Content | None = None
        self._trouble = ""
        self._build(place)

    def _build(self, place: Place) -> None:
        name = place.object_name
        self.words = Elided("", "body")
        self.look = Button(tr(N_("Look")), name=f"{name}.look", icon="eye", small=True)
        self.look.setAccessibleName(tr(N_("{label}: look at the file"), label=place.label))
        self.look.clicked.connect(lambda _checked: self._look())
        self.away = IconButton(
            "x", tr(N_("{label}: take the file away"), label=place.label), name=f"{name}.away", kind="quiet"
        )
        self.away.clicked.connect(lambda _checked: self._take_away())
        shown = row(Symbol("paperclip"), self.words, self.look, self.away, margins=(10, 3, 4, 3))
        shown.setStretch(1, 1)
        self._shown = frame("field", shown)
        self.choose = Button(tr(N_("Choose a file")), name=name, icon="paperclip", pressed=self._choose)
        self.choose.setAccessibleName(tr(N_("{label}: choose a file"), label=place.label))
        self.paste = Button(tr(N_("Paste")), name=f"{name}.paste", icon="clipboard", pressed=self._paste)
        self.paste.setAccessibleName(tr(N_("{label}: paste a picture"), label=place.label))
        ways = Flow()
        ways.addWidget(self.choose)
        ways.addWidget(self.paste)
        self._ways = holder(ways)
        self.setLayout(column(self._shown, self._ways, STRETCH, space=4))
        self._show()

    def _show(self) -> None:
        there = self._new is not None or self._kept is not None
        self._shown.setVisible(there)
        self._ways.setVisible(not there)
        self.words.setText(self._said())
        self.look.setVisible(self._new is not None or self.place.data.seen is not None)

    def _said(self) -> str:
        if self._new is not None:
            kind = file_kinds.KINDS.get(self._new.media_type)
            parts = [self._new.name, tr(kind.title) if kind else "", size_words(len(self._new.data))]
            return " · ".join(part for part in parts if part)
        size = self.place.data.files.get(self.place.name)
        return tr(N_("A file is kept · {size}"), size=size_words(size)) if size else tr(N_("A file is kept"))

    def value(self) -> object:
        """The id of the file that is kept; a new one is in `file`."""
        return self._kept

    def file(self) -> tuple[str, bytes] | None:
        """A file that was chosen and is not kept yet: its name and its bytes."""
        return (self._new.name, self._new.data) if self._new is not None else None

    def set_value(self, plain: Plain) -> None:
        """Show that a file is kept, or none."""
        self._kept = self._was = str(plain) if plain else None
        self._new, self._trouble = None, ""
        self._show()

    def mistake(self) -> str:
        """Why the file that was chosen is not taken."""
        return self._trouble

    def says(self) -> tuple[str, str]:
        """What is known of the file before it is saved."""
        if self._new is None:
            return "", ""
        kind = file_kinds.KINDS.get(self._new.media_type)
        if kind is not None and kind.keeps_place:
            return "", tr(N_("Such a file may say where it was made. It is kept as it is."))
        return "", tr(N_("It is encrypted into the vault when you save."))

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), tr(N_("Choose a file")))
        dialog.setObjectName(f"{self.place.object_name}.files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, path: str) -> None:
        """Read a file from this machine."""
        self.place.desk.work(taken, Path(path)).then(self, self._came, failed=self._refused, key="file")

    def _paste(self) -> None:
        self.take_from(QGuiApplication.clipboard().mimeData())

    def take_from(self, found: QMimeData | None) -> bool:
        """Take a picture or a file that was pasted or dropped; whether there was one."""
        if found is not None and found.hasUrls() and found.urls()[0].isLocalFile():
            self.take(found.urls()[0].toLocalFile())
            return True
        image = found.imageData() if found is not None and found.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            self._trouble = tr(N_("There is no picture to paste. Copy one first."))
            self.edited.emit()
            return False
        kept = QByteArray()
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, b"PNG")
        self.place.desk.work(judged, tr(N_("picture.png")), bytes(kept.data())).then(
            self, self._came, failed=self._refused, key="file"
        )
        return True

    def _came(self, found: Content) -> None:
        self._new, self._trouble = found, ""
        self._show()
        self.edited.emit()

    def _refused(self, problem: UserError) -> None:
        self._trouble = f"{what(problem)} {next_step(problem)}"
        self.edited.emit()

    def _take_away(self) -> None:
        self._kept = self._was if self._new is not None and self._was else None
        self._new, self._trouble = None, ""
        self._show()
        self.target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _look(self) -> None:
        if self._new is not None:
            preview(self.window(), self._new)
            return
        data = self.place.data
        if data.seen is None:
            return
        if data.number == OFFICE:
            asked = self.place.desk.look(
                documents.directory_content, data.kind, data.seen.id, self.place.name
            )
        else:
            asked = self.place.desk.look(
                documents.content, data.number, data.seen.id, kind=data.kind, field=self.place.name
            )
        asked.then(self, lambda found: preview(self.window(), found), failed=self._refused, key="look")

    def target(self) -> QWidget:
        """The button that is there."""
        return self.choose if self._kept is None and self._new is None else self.away

    def mark(self, *, problem: bool) -> None:
        """Mark the file that is shown."""
        set_state(self._shown, "problem" if problem else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes a picture."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file or a picture may be dropped here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        if self.take_from(event.mimeData()):
            event.acceptProposedAction()
