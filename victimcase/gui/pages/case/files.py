"""Showing a file of a record inside the program, never through another one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.preview import preview
from victimcase.services import documents
from victimcase.services.documents import Content


def show_file(
    parent: QWidget, desk: Desk, number: str, record: str, *, kind: str = "document", field: str = "file"
) -> None:
    """Read a file from the vault and show it; that it was opened is noted."""

    def came(found: Content) -> None:
        preview(parent.window(), found)

    desk.look(documents.content, number, record, kind=kind, field=field).then(parent, came, key="file")
