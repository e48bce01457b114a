"""Words and badges for lines of the ledger."""

from __future__ import annotations

from typing import Final

from victimcase.gui.parts.badge import Status
from victimcase.i18n import N_, tr
from victimcase.services.disclosures import PRINT, Line

_STATES: Final = {
    "issued": Status("check-circle", N_("given out"), "ok"),
    "not_issued": Status("prohibit", N_("not given out"), "neutral"),
    "unsure": Status("question", N_("may have gone out"), "warn"),
    "prepared": Status("hourglass-medium", N_("being prepared"), "neutral"),
}


def state(code: str) -> Status:
    """The badge of a state of the ledger."""
    found = _STATES.get(code, _STATES["prepared"])
    return found._replace(word=tr(found.word))


def medium(code: str) -> str:
    """How something left, in words."""
    return tr(N_("printed") if code == PRINT else N_("as a file"))


def withheld(line: Line) -> list[str]:
    """What was held back from a paper: one text for each reason, so that none is read ten times."""
    reasons: dict[str, list[str]] = {}
    for one in line.withheld:
        reasons.setdefault(one.why, []).append(one.what)
    return [
        tr(N_("Withheld: {what} ({why})"), what=", ".join(dict.fromkeys(found)), why=why)
        for why, found in reasons.items()
    ]
