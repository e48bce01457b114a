"""How a consent stands, in the words and colours of the window."""

from __future__ import annotations

from datetime import date

from victimcase.domain.consent import LACK_TITLES, STATE_TITLES, Lack, State
from victimcase.gui.parts.badge import Status
from victimcase.i18n import N_, tr
from victimcase.services.consents import Held

SOON = 14
"""Days before its end from which a consent is said to end soon."""

_SIGNS = {
    State.EXPIRED: ("hourglass-low", "warn"),
    State.WITHDRAWN: ("hand-palm", "danger"),
    State.NOT_GIVEN: ("prohibit", "neutral"),
    State.NOT_YET: ("hourglass-medium", "neutral"),
}


def status_of(held: Held, today: date) -> Status:
    """How a consent stands, as a badge."""
    if held.state is not State.VALID:
        icon, tone = _SIGNS[held.state]
        return Status(icon, tr(STATE_TITLES[held.state]), tone)
    if held.lack:
        replaced = held.lack == Lack.REPLACED
        return Status(
            "clock-counter-clockwise" if replaced else "warning",
            tr(LACK_TITLES[Lack(held.lack)]),
            "neutral" if replaced else "warn",
        )
    if not held.expires_on:
        return Status("check-circle", tr(N_("Valid")), "ok")
    days = (date.fromisoformat(held.expires_on) - today).days
    if days == 0:
        return Status("warning", tr(N_("Ends today")), "warn")
    words = N_("Valid, 1 day left") if days == 1 else N_("Valid, {days} days left")
    tone, icon = ("warn", "warning") if days <= SOON else ("ok", "check-circle")
    return Status(icon, tr(words, days=days), tone)


def holds(held: Held) -> bool:
    """Whether something may go because of it today."""
    return held.state is State.VALID and not held.lack
