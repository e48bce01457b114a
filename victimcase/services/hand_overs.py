"""What holds of referrals wherever they are written: one open hand-over of a case, and no state out of order.

`check` stands where every entry is sealed: a form, the page of a referral, the command line, an import, an
undo come past it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from victimcase.domain.dossier import Kept
from victimcase.domain.errors import Refused
from victimcase.domain.operations import GONE
from victimcase.domain.records.referrals import Referral
from victimcase.domain.referral_rules import (
    OUT,
    STATE_TITLES,
    State,
    direction_of,
    is_open_hand_over,
    may_follow,
    state_of,
)
from victimcase.domain.values import Plain
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.store import rows
from victimcase.store.journal import Touched, Writer
from victimcase.store.rows import Row

_OPENING: Final = frozenset({"hand_over", "state", "direction", GONE})
"""Fields by which a referral becomes an open hand-over."""


def check(conn: Connection, writer: Writer) -> None:
    """Raise Refused when this entry opens a hand-over, out or in, in a case where another one is open."""
    changed = [one for one in writer.touched if one.kind == Referral.kind and _opens(one, writer)]
    for case in {one.scope for one in changed}:
        open_ = {one.id for one in of_case(conn, case) if is_open_hand_over(one.record)}
        if len(open_) > 1 and any(one.id in open_ for one in changed):
            raise Refused(
                N_("A hand-over of this case is open already; there is no second one. Nothing was changed."),
                N_("Write how the first one ended: declined, completed or taken back. Then begin anew."),
            )


def _opens(one: Touched, writer: Writer) -> bool:
    return writer.made(one.id) or bool(one.fields & _OPENING)


def of_case(conn: Connection, case: RecordId) -> list[Kept[Referral]]:
    """The referrals of a case, oldest first, without deleted ones."""
    return [
        Kept(one.id, one.record, one.parent)
        for one in rows.bare(rows.of_scope(conn, Referral.kind, case))
        if isinstance(one.record, Referral)
    ]


def check_typed(row: Row, changes: Mapping[str, Plain]) -> None:
    """Raise Refused when a form would give a referral a state that does not follow, or call it sent.

    Sending asks first whether everything stands that has to; that is the business of its own page.
    """
    wanted, record = changes.get("state"), _record(row)
    if "state" not in changes or wanted == state_of(record).value:
        return
    if wanted == State.SENT and may_follow(record, State.SENT):
        raise Refused(
            N_("A referral is not sent by writing so: it is asked first whether all that it needs is there."),
            N_("Open it and go through its steps (command line: referral send). Nothing was changed."),
        )
    if wanted is None or not may_follow(record, State(str(wanted))):
        raise Refused(
            N_("This referral is {state}; “{wanted}” does not follow from that. Nothing was changed."),
            N_("Look at how it stands. Who begins anew writes a new referral."),
            state=tr(STATE_TITLES[state_of(record)]),
            wanted=tr(STATE_TITLES[State(str(wanted))]) if wanted else "",
        )


def check_removal(row: Row) -> None:
    """Raise Refused when a referral that was sent would be deleted: who was asked stays known."""
    record = _record(row)
    if direction_of(record) == OUT and state_of(record) is not State.DRAFT:
        raise Refused(
            N_("A referral that was sent is not deleted: who was asked, and what they hold, stays known."),
            N_("Take it back instead, with a reason. Nothing was changed."),
        )


def _record(row: Row) -> Referral:
    [seen] = rows.bare([row])
    assert isinstance(seen.record, Referral)
    return seen.record
