"""A file shown inside the program, from memory alone: pictures, PDF, text. Nothing is written outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from victimcase.gui.dialogs.pdf_pages import PdfPages
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.boxes import scrolling
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.i18n import N_, tr
from victimcase.services.documents import Content

WIDE, HIGH = 760, 520
MOST_LETTERS: Final = 200_000
"""As much text as is shown; more nobody reads here."""
MOST_DOTS: Final = 60_000_000
"""A page scanned at 600 dots an inch has 35 million; a small file may claim any number."""


def preview(parent: QWidget, content: Content, copy: Callable[[], object] | None = None) -> Dialog:
    """Show a file over the window. It is opened, never waited for, so that locking closes it.

    `copy` is called, in place of what is shown, when somebody wants a copy; without it none is offered.
    """
    dialog = Dialog(
        parent,
        content.name,
        tr(N_("Shown here only. Nothing of it is written outside the vault.")),
        name="preview",
        wide=WIDE,
    )
    shown = inside(content, _jobs_of(parent))
    shown.setMinimumHeight(min(HIGH, max(240, parent.height() - 220)))
    dialog.inside.addWidget(shown)
    if copy is not None:

        def leave() -> None:
            dialog.accept()
            copy()

        dialog.add_button(tr(N_("Save a copy…")), leave, name="copy")
    dialog.add_button(tr(N_("Close")), dialog.reject, name="close", kind="filled", safe=True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _jobs_of(widget: QWidget) -> Jobs:
    """The lanes of the window a widget belongs to, through the dialogs between."""
    above: QWidget | None = widget
    while above is not None:
        jobs = getattr(above, "jobs", None)
        if isinstance(jobs, Jobs):
            return jobs
        above = above.parentWidget()
    return Jobs(widget)


def inside(content: Content, jobs: Jobs) -> QWidget:
    """What shows a file; words where its kind cannot be shown here."""
    if content.media_type.startswith("image/"):
        image = decoded(content)
        if not image.isNull():
            return _picture(image, content.name)
    if content.media_type == "application/pdf":
        return PdfPages(content.data, content.name, jobs)
    if content.media_type == "text/plain":
        return _text(content)
    return Empty(
        "file",
        tr(N_("This kind of file cannot be shown here")),
        tr(N_("It is kept safely. Other offices and programs can open it after an exchange.")),
        name="preview.nothing",
    )


def decoded(content: Content) -> QImage:
    """The picture, read as the kind it was kept as; none where it is damaged or has more dots than a scan."""
    kept = QByteArray(content.data)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(content.media_type.partition("/")[2].encode()))
    reader.setAutoTransform(True)
    dots = reader.size()
    if dots.width() * dots.height() > MOST_DOTS:
        return QImage()
    return reader.read()


def _picture(image: QImage, name: str) -> QWidget:
    shown = Label("")
    shown.setObjectName("preview.picture")
    shown.setAccessibleName(name)
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    room = QSize(WIDE - 80, HIGH * 4)
    if image.width() > room.width():
        image = image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    shown.setPixmap(QPixmap.fromImage(image))
    area = scrolling(shown)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return area


def _text(content: Content) -> QWidget:
    shown = QPlainTextEdit()
    shown.setObjectName("preview.text")
    shown.setAccessibleName(content.name)
    shown.setReadOnly(True)
    shown.setPlainText(content.data.decode("utf-8", "replace")[:MOST_LETTERS])
    return shown
