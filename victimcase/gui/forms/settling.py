"""What a form does when somebody else wrote the record meanwhile. Nothing is overwritten silently."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from victimcase.domain import values
from victimcase.domain.errors import Invalid
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.conflict import THEIRS, ConflictDialog, Contested
from victimcase.gui.forms.field_row import FieldRow
from victimcase.gui.forms.sheet import Sheet, kept
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import day_near
from victimcase.i18n import N_, tr
from victimcase.services import forms
from victimcase.services.forms import FormData

if TYPE_CHECKING:
    from victimcase.gui.forms.record_form import RecordForm

Writers = Mapping[str, tuple[str, str]]


def contested(sheet: Sheet, before: FormData, after: FormData) -> list[str]:
    """The fields somebody writes in here that were written elsewhere since they were read."""
    if before.seen is None or after.seen is None:
        return []
    old, new = before.seen.heads, after.seen.heads
    return [name for name in sheet.changed() if old.get(name) != new.get(name)]


def ask(
    desk: Desk,
    sheet: Sheet,
    before: FormData,
    after: FormData,
    names: list[str],
    then: Callable[[Mapping[str, str]], object],
) -> None:
    """Show the two sides of every contested field, with who wrote theirs."""
    assert after.seen is not None

    def show(writers: Writers) -> None:
        fields = [_contested(desk, sheet.rows[name], before, after, writers) for name in names]
        ConflictDialog(sheet.window(), fields, then).open()

    desk.look(forms.written_by, after.number, after.kind, after.seen.id, tuple(names)).then(sheet, show)


def _contested(desk: Desk, row: FieldRow, before: FormData, after: FormData, writers: Writers) -> Contested:
    name = row.name
    who, at = writers.get(name, ("", ""))
    when = day_near(datetime.fromisoformat(at), desk.now) if at else ""
    return Contested(
        name,
        row.place.label,
        in_words(row, kept(before, name)),
        in_words(row, kept(after, name)),
        in_words(row, row.given()),
        ", ".join(part for part in (who, when) if part),
    )


def in_words(row: FieldRow, given: object) -> str:
    """A value as people read it: links and users by name."""
    place = row.place
    for options in (place.data.links.get(place.name, ()), place.data.users):
        found = next((one.words for one in options if one.id == given), "")
        if found:
            return found
    try:
        return values.show(place.spec, values.parse(place.spec, given, place.reference), place.reference)
    except Invalid:
        return str(given)


def settle(sheet: Sheet, after: FormData, choices: Mapping[str, str]) -> None:
    """Let the choices stand in the form: theirs as read, yours as typed against what is there now."""
    for name, chosen in choices.items():
        row = sheet.rows[name]
        mine, theirs = row.given(), kept(after, name)
        row.load(theirs)
        if chosen != THEIRS:
            row.put(mine)


def compare(form: RecordForm) -> None:
    """Read the record again, and show both sides of what two people wrote."""
    form.desk.look(forms.read, form.number, form.kind, form.record).then(
        form, lambda after: _both(form, after), failed=form.refused, key="compare"
    )


def _both(form: RecordForm, after: FormData) -> None:
    sheet, before = form.sheet, form.data
    assert sheet is not None and before is not None
    names = contested(sheet, before, after)
    if not names:
        came_again(form, after)
        return

    def chosen(choices: Mapping[str, str]) -> None:
        settle(sheet, after, choices)
        form.data = after  # every difference was looked at: what is saved now stands on this
        came_again(form, after)
        form.save()

    ask(form.desk, sheet, before, after, names, chosen)


def came_again(form: RecordForm, data: FormData) -> None:
    """The record was read again: show it, but never over what is being written."""
    sheet, before = form.sheet, form.data
    assert sheet is not None and before is not None
    names = contested(sheet, before, data)
    sheet.take(data)
    if not names:
        form.data = data
        form.say_state()
        return
    form.clear_notices()
    labels = ", ".join(sheet.rows[name].place.label for name in names)
    notice = Notice(
        tr(N_("Somebody wrote here at the same time: {fields}"), fields=labels),
        tr(N_("Both are kept. Compare them before you save.")),
        tone="warn",
        name="form.meanwhile",
    )
    notice.add_way(tr(N_("Compare")), lambda: compare(form), name="form.compare")
    form.tell(notice)
