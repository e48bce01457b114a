"""Showing a file of a record inside the program, never through another one; a copy goes by the door."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.copy_out import CopyOut
from victimcase.gui.dialogs.preview import preview
from victimcase.services import documents
from victimcase.services.documents import Content


def show_file(
    parent: QWidget, desk: Desk, number: str, record: str, *, kind: str = "document", field: str = "file"
) -> None:
    """Read a file from the vault and show it; that it was opened is noted. Of documents a copy is offered."""
    may = kind == "document" and desk.may(Right.RELEASE)

    def came(found: Content) -> None:
        over = parent.window()
        preview(over, found, (lambda: CopyOut(over, desk, number, record, found).open()) if may else None)

    desk.look(documents.content, number, record, kind=kind, field=field).then(parent, came, key="file")
