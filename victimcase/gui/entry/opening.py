"""What is asked of a vault the moment it opens, on the lane that opened it, before any page is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from victimcase.services import drafts, preferences, vaults
from victimcase.services.drafts import Draft
from victimcase.services.look import Look, sound_look
from victimcase.services.preferences import LOOK
from victimcase.services.session import Session

IDLE: Final = "idle_minutes"
"""The key of the user's own minutes in their preferences."""
USUAL_IDLE: Final = 5


@dataclass(frozen=True)
class Opened:
    """A session, and how its user likes the window."""

    session: Session
    look: Look | None
    """None where the user never chose one: then it stays as it was before unlocking."""
    idle_minutes: int
    drafts: tuple[Draft, ...]
    read_only: str = ""
    """Why nothing can be written: `put_back`, `restored`, or nothing."""


def prepared(session: Session) -> Opened:
    """The session with what the window needs at once; a session that cannot tell is closed again."""
    try:
        read_only = str(session.vault.read_only_reason or "")
        if not read_only:
            session.do(drafts.sweep)
        kept = session.look(preferences.get, LOOK)
        return Opened(
            session,
            sound_look(kept) if kept is not None else None,
            idle_minutes(session),
            tuple(session.look(drafts.listed)),
            read_only,
        )
    except BaseException:
        session.close()
        raise


def office_minutes(session: Session) -> int:
    """After how many minutes without a touch the office wants the window locked, at the latest."""
    found = session.look(vaults.settings).get("idle_minutes")
    return int(found) if found else USUAL_IDLE


def idle_minutes(session: Session) -> int:
    """After how many minutes without a touch the window locks: as the user likes, never later than the
    office says.
    """
    own = session.look(preferences.get, IDLE)
    most = office_minutes(session)
    return min(own, most) if isinstance(own, int) and own > 0 else most
