"""Sharing without consent where the law allows it: danger to life, or the order of a court (case model §4).

A second person has to confirm. In danger to life that may come afterwards, within the hours of the profile;
until then it counts already, but only once: whoever was not confirmed waits for the second person next time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from victimcase.domain.consent import Basis
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.outputs import PURPOSES
from victimcase.domain.records.case import Override
from victimcase.domain.words import Category
from victimcase.i18n import N_

OF_CONSENT: Final = "consent"
DANGER: Final = "danger_to_life"
COURT: Final = "court_order"
BASES: Final = frozenset({DANGER, COURT})
"""What the law allows it for. A supervisor's own decision moves a step on, and never a consent."""

NEVER: Final = frozenset({Category.PERPETRATOR, Category.WHISTLE_BLOWER, Category.RELEASE})
"""Categories no override lets out, whatever a purpose may hold."""


class Stand(StrEnum):
    """Where an override of a consent stands now."""

    OPEN = "open"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ENDED = "ended"


STAND_TITLES: Final[dict[Stand, str]] = {
    Stand.OPEN: N_("Counts, the second person is still to confirm"),
    Stand.WAITING: N_("Does not count before the second person confirms"),
    Stand.CONFIRMED: N_("Confirmed by a second person"),
    Stand.DECLINED: N_("The second person said no"),
    Stand.LAPSED: N_("Not confirmed in time, counts no more"),
    Stand.ENDED: N_("Ended"),
}

COUNTS: Final = frozenset({Stand.OPEN, Stand.CONFIRMED})
"""Where it lets something go."""
ASKS: Final = frozenset({Stand.OPEN, Stand.WAITING})
"""Where the second person can still say yes."""


def coverable(purpose: str) -> frozenset[Category]:
    """The categories an override may name for a purpose a person consents to; none for any other purpose."""
    tables = (one.categories for one in PURPOSES.values() if one.consent == purpose and purpose)
    return frozenset[Category]().union(*tables) - NEVER


def confirm_until(override: Override, hours: int) -> datetime | None:
    """Until when the second person may confirm; none where no time runs (a court has decided)."""
    if override.basis != DANGER or override.made_at is None:
        return None
    return override.made_at + timedelta(hours=hours)


def stand(
    kept: Kept[Override], others: Iterable[Kept[Override]], now: datetime, today: date, hours: int
) -> Stand:
    """Where an override stands among the others of the case. `now` has a time zone; the day it ends on
    still counts. One of a gate let the step be left, and is only looked at afterwards.
    """
    one = kept.record
    if one.declined:
        return Stand.DECLINED
    if one.of != OF_CONSENT:
        return Stand.CONFIRMED if one.confirmed_by else Stand.WAITING
    if one.ends_on is not None and one.ends_on < today:
        return Stand.ENDED
    until = confirm_until(one, hours)
    if _is_confirmed(one, until):
        return Stand.CONFIRMED
    if one.basis not in BASES or one.made_at is None or one.made_at > now:
        return Stand.WAITING
    if until is not None and now > until:
        return Stand.LAPSED
    if one.basis != DANGER or any(_went_unconfirmed(other, kept, now, hours) for other in others):
        return Stand.WAITING
    return Stand.OPEN


def _is_confirmed(one: Override, until: datetime | None) -> bool:
    """Whether somebody else said yes, in time."""
    if not one.confirmed_by or one.confirmed_at is None or one.basis not in BASES:
        return False
    other = one.confirmed_by.casefold() != (one.made_by or "").casefold()
    return other and (until is None or one.confirmed_at <= until)


def _went_unconfirmed(other: Kept[Override], kept: Kept[Override], now: datetime, hours: int) -> bool:
    """Whether danger was declared before towards the same recipient, and nobody stood by it."""
    one = other.record
    if other.id >= kept.id or one.of != OF_CONSENT or one.basis != DANGER:
        return False
    until = confirm_until(one, hours)
    late = until is not None and now > until and not _is_confirmed(one, until)
    return one.recipient == kept.record.recipient and bool(one.declined or late)


def of_consent(dossier: Dossier) -> tuple[Kept[Override], ...]:
    """The overrides of a consent in a case, oldest first."""
    return tuple(kept for kept in dossier.all(Override) if kept.record.of == OF_CONSENT)


def overriding(
    dossier: Dossier, purpose: str, recipient: str | None, category: Category, now: datetime, hours: int
) -> Basis | None:
    """The legal override by which one category may go for a purpose (the code of its consent) to a recipient
    of the directory, or none: withheld. `hours`: figure `danger_confirmation_hours` of the profile.

    It never widens what the purpose may hold, and is asked only where no consent is there.
    """
    if recipient is None or category not in coverable(purpose):
        return None
    found = of_consent(dossier)
    for kept in reversed(found):
        one = kept.record
        fits = one.purpose == purpose and one.recipient == recipient and str(category) in one.categories
        if fits and stand(kept, found, now, dossier.today, hours) in COUNTS:
            return Basis(purpose, (), override=kept.id)
    return None
