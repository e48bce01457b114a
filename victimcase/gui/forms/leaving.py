"""Leaving a form in which something was typed: it is asked what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from victimcase.gui.dialogs.question import Dialog
from victimcase.i18n import N_, tr

if TYPE_CHECKING:
    from victimcase.gui.forms.record_form import RecordForm


def ask(form: RecordForm) -> None:
    """Go on writing, keep the draft, or throw away."""
    dialog = Dialog(
        form.window(),
        tr(N_("Leave this form?")),
        tr(N_("It is not saved. A draft of it waits for you when you come back.")),
        name="form.leave",
    )

    def go(*, keep: bool) -> None:
        dialog.accept()
        if keep:
            form.drafting.keep()
        else:
            form.throw_away()
        form.left.emit()

    dialog.add_button(tr(N_("Go on writing")), dialog.reject, name="stay", safe=True)
    dialog.add_button(tr(N_("Keep the draft")), lambda: go(keep=True), name="keep")
    dialog.add_button(tr(N_("Throw away")), lambda: go(keep=False), name="throw", kind="careful")
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
