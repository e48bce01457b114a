"""How referrals stand, and what can be done with one next: alike in the list and in the case."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from victimcase.domain.referral_rules import AFTER, State
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.gui.desk import Desk, Place
from victimcase.gui.dialogs.referral_acts import ReferralAct, following
from victimcase.gui.parts.badge import Status
from victimcase.i18n import N_
from victimcase.services.referrals import CODES, Referred
from victimcase.services.referrals import State as Shown

SIGNS: Final = {
    Shown.PREPARED: Status("pencil-simple", N_("Being written"), "neutral"),
    Shown.SENT: Status("hourglass-medium", N_("Sent"), "warn"),
    Shown.RECEIVED: Status("tray", N_("Received"), "warn"),
    Shown.ACCEPTED: Status("check-circle", N_("Accepted"), "ok"),
    Shown.DECLINED: Status("x-circle", N_("Declined"), "danger"),
    Shown.COMPLETED: Status("check-circle-fill", N_("Completed"), "ok"),
    Shown.REVOKED: Status("prohibit", N_("Taken back"), "neutral"),
}
"""How each state is shown."""


def may_refer(desk: Desk) -> bool:
    """Whether somebody writes referrals."""
    return desk.may(Right.EDIT_CASE) and Category.NOTE in desk.me.writable


def acts_of(one: Referred) -> list[str]:
    """The codes of what can be done next with a referral, the usual one first."""
    state = State(CODES[one.state])
    after = AFTER["out" if one.out else "in"].get(state, frozenset())
    return following(state, [step for step in State if step in after])


def act(parent: QWidget, desk: Desk, one: Referred, code: str) -> None:
    """Do what a code says: open the wizard of a draft, or the sheet of a step."""
    if code == State.SENT:
        desk.go(Place("referral", one.number, record=one.id))
        return
    ReferralAct(parent, desk, one.number, one.id, code, one.with_whom).open()
