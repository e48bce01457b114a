"""Forms opened from a form: a row of the record, or a new record a field leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.domain.words import Scope
from victimcase.gui.desk import Desk
from victimcase.gui.desk import Saved as SavedWords
from victimcase.gui.dialogs.question import Dialog, ask
from victimcase.gui.forms.links import LinkEditor
from victimcase.i18n import N_, tr
from victimcase.services import directory, forms, records
from victimcase.services.forms import FormData
from victimcase.services.records import OFFICE, Saved

if TYPE_CHECKING:
    from victimcase.gui.forms.record_form import RecordForm

WIDE = 780


def open_form(
    above: QWidget,
    desk: Desk,
    number: str,
    kind: str,
    *,
    record: str = "",
    parent: str = "",
    done: Callable[[Saved], object] | None = None,
) -> RecordForm:
    """A form over the window. It goes when it is saved or left; `done` is told what was saved."""
    from victimcase.gui.forms.record_form import RecordForm  # a form opens forms

    window = above.window()
    dialog = Dialog(window, tr(RECORDS[kind].title), name=f"form.{kind}.dialog", wide=WIDE)
    form = RecordForm(desk, number, kind, record=record, parent=parent)
    form.setMinimumHeight(min(520, max(360, window.height() - 200)))
    dialog.inside.addWidget(form)
    form.left.connect(dialog.reject)

    def saved(what: Saved) -> None:
        dialog.accept()
        if done is not None:
            done(what)

    form.saved.connect(saved)
    dialog.rejected.connect(form.drafting.keep)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return form


def open_row(form: RecordForm, kind: str, record: str) -> None:
    """The form of a row below the record of a form; an empty id makes a new one."""
    open_form(form, form.desk, form.number, kind, record=record, parent=form.record)


def remove_row(form: RecordForm, kind: str, record: str, words: str) -> None:
    """Ask, and take a row away; undo brings it back."""
    title = tr(RECORDS[kind].title)

    def remove() -> None:
        asked = (
            form.desk.do(directory.delete, kind, record)
            if form.number == OFFICE
            else form.desk.do(records.delete, form.number, kind, record)
        )
        asked.then(form, saved=SavedWords(tr(N_("Removed: {what}"), what=title)))

    ask(
        form.window(),
        tr(N_("Remove “{what}”?"), what=words),
        tr(N_("It stays in the history, and Undo brings it back.")),
        yes=tr(N_("Remove")),
        no=tr(N_("Keep it")),
        then=remove,
        name="form.remove",
        careful=True,
    )


def new_link(form: RecordForm, name: str, kind: str) -> None:
    """A new record a field leads to; once it is saved the field leads there."""
    number = OFFICE if RECORDS[kind].scope is Scope.OFFICE else form.number

    def saved(what: Saved) -> None:
        form.desk.look(forms.read, form.number, form.kind, form.record, parent=form.parent_record).then(
            form, lambda data: _lead_to(form, name, what.id, data)
        )

    open_form(form, form.desk, number, kind, done=saved)


def _lead_to(form: RecordForm, name: str, record: str, data: FormData) -> None:
    row = form.sheet.rows.get(name) if form.sheet is not None else None
    found = next((one for one in data.links.get(name, ()) if one.id == record), None)
    if row is not None and isinstance(row.editor, LinkEditor) and found is not None:
        row.editor.learn(found)
