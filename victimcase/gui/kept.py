"""What the first page says when somebody is back: which forms are kept, and why nothing can be written."""

from __future__ import annotations

from functools import partial

from victimcase.domain.kinds import RECORDS
from victimcase.gui.desk import Desk, Place
from victimcase.gui.parts.boxes import Flow, column, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.notice import Notice
from victimcase.i18n import N_, tr
from victimcase.services.drafts import Draft
from victimcase.services.records import OFFICE

MOST = 6
"""Buttons of kept forms; the rest are told as a number."""

TITLES = {
    "new_case": N_("New case"),
    "group_intake": N_("Register a group"),
    "screening": N_("Screening"),
}
"""Pages that keep a draft of their own under their name."""

READ_ONLY = {
    "put_back": N_("This vault was put back to an earlier state, so it is open for reading only."),
    "restored": N_("This vault came from a backup, so it is open for reading only."),
}


def read_only_notice(reason: str) -> Notice:
    """Why nothing can be written, and who can change that."""
    return Notice(
        tr(READ_ONLY.get(reason, N_("This vault is open for reading only."))),
        tr(
            N_(
                "Nothing is lost. A supervisor or administrator looks at why, under Administration, and "
                "allows writing again."
            )
        ),
        tone="warn",
        name="shell.read_only",
    )


def place_of(draft: Draft) -> Place:
    """Where the form of a draft stands."""
    page = draft.key.partition(":")[0]
    if page in TITLES:
        return Place(page, number="" if draft.number == OFFICE else draft.number)
    if draft.kind == "office_settings":
        return Place("administration", tab="office")
    if draft.number == OFFICE:
        return Place("directory", kind=draft.kind, record=draft.record)
    return Place("case", number=draft.number, kind=draft.kind, record=draft.record)


def words_of(draft: Draft) -> str:
    """What a draft is called: the kind of its record and the number of its case, never a name."""
    title = tr(TITLES.get(draft.key.partition(":")[0], N_("Form")))
    if draft.kind in RECORDS:
        title = tr(RECORDS[draft.kind].title)
    return title if draft.number == OFFICE else f"{title} · {draft.number}"


def drafts_notice(desk: Desk, found: tuple[Draft, ...]) -> Notice:
    """The forms that are kept, each with a button that opens it."""
    one = len(found) == 1
    more = (
        tr(N_("You had not saved it yet. Nothing of it was lost."))
        if one
        else tr(N_("You had not saved {count} of them yet. Nothing was lost."), count=len(found))
    )
    notice = Notice(
        tr(N_("Your form is kept")) if one else tr(N_("Your forms are kept")),
        more,
        tone="ok",
        name="shell.kept",
        closable=True,
    )
    ways = Flow(8)
    for number, draft in enumerate(found[:MOST]):
        button = Button(words_of(draft), name=f"shell.kept.open.{number}", small=True)
        button.setAccessibleName(tr(N_("Open {form}"), form=words_of(draft)))
        button.clicked.connect(partial(_open, desk, notice if one else None, draft))
        ways.addWidget(button)
    box = holder(column(ways))
    notice.ways.addWidget(box, 1)
    return notice


def _open(desk: Desk, notice: Notice | None, draft: Draft, _checked: bool = False) -> None:
    desk.go(place_of(draft))
    if notice is not None:
        let_go(notice)
