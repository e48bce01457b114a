"""Which kinds of records stand on which tab of a case, and the sign each is known by."""

from __future__ import annotations

from functools import cache
from typing import Final

from victimcase.domain.kinds import ORDERED, RECORDS
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, stage_of
from victimcase.domain.words import STAGE_TITLES, Scope, Stage
from victimcase.gui.desk import Desk
from victimcase.i18n import N_
from victimcase.services.case_view import Point

TIMELINE, PERSON, DOCUMENTS, REFERRALS = "timeline", "person", "documents", "referrals"
CONSENT, TASKS, HISTORY = "consent", "tasks", "history"

TABS: Final = {
    TIMELINE: N_("Timeline"),
    PERSON: N_("Person"),
    **{str(stage): STAGE_TITLES[stage] for stage in Stage},
    DOCUMENTS: N_("Documents"),
    REFERRALS: N_("Referrals"),
    CONSENT: N_("Consent"),
    TASKS: N_("Tasks"),
    HISTORY: N_("History"),
}
"""Code of a tab -> its words, in the order they stand."""

SHEETS: Final = (PERSON, *(str(stage) for stage in Stage))
"""Tabs that show records as cards."""

_ELSEWHERE: Final = {
    "person": PERSON,
    "case": PERSON,
    "identity_document": PERSON,
    "identity_claim": PERSON,
    "relative": PERSON,
    "stated_age": PERSON,
    "guardian": PERSON,
    "flag": PERSON,
    "case_link": PERSON,
    "note": PERSON,
    "assignment": PERSON,
    "missing_report": PERSON,
    "death": PERSON,
    "document": DOCUMENTS,
    "evidence_item": DOCUMENTS,
    "referral": REFERRALS,
    "consent": CONSENT,
    "task": TASKS,
    "complaint": str(Stage.PROTECTION),
    "legal_assistance_request": str(Stage.PROTECTION),
    "closure": str(Stage.REINTEGRATION),
    "override": CONSENT,
}

NEVER_ADDED: Final = frozenset({"person", "case", "override"})
"""Kinds that come to be by what is done with the case, never by hand."""

OWN_PAGE: Final = {"screening": "screening"}
"""Kinds that are written on a page of their own."""

BEGUN_ELSEWHERE: Final = {**OWN_PAGE, "referral": "referral"}
"""Kinds that begin on a page of their own."""

_ICONS: Final = {
    "person": "user",
    "case": "folder",
    "consent": "hand-palm",
    "identity_document": "identification-card",
    "identity_claim": "identification-badge",
    "relative": "users",
    "guardian": "shield-check",
    "stated_age": "cake",
    "contact_event": "chat-circle",
    "screening": "list-numbers",
    "trafficking_summary": "file-text",
    "payment": "wallet",
    "journey_leg": "path",
    "reflection_period": "hourglass-medium",
    "identification_decision": "scales",
    "review": "scales",
    "interview": "chats-circle",
    "health_record": "first-aid-kit",
    "psychosocial_session": "chats",
    "legal_aid": "scales",
    "proceeding": "scales",
    "wage_claim": "wallet",
    "shelter_stay": "house",
    "needs_assessment": "heart",
    "risk_assessment": "warning",
    "safety_plan": "shield",
    "support_plan": "map-trifold",
    "service": "handshake",
    "schooling": "student",
    "best_interests_report": "baby",
    "option_decision": "git-fork",
    "family_assessment": "house-line",
    "supervisor_release": "check-square-offset",
    "consular_notification": "flag-banner",
    "nationality_verification": "identification-card",
    "travel_document": "identification-badge",
    "family_tracing": "users-three",
    "receiving_agency_acceptance": "handshake",
    "fit_to_travel": "heartbeat",
    "exit_permission": "pen-nib",
    "travel_plan": "suitcase",
    "hand_over": "hand",
    "reception": "airplane-landing",
    "vulnerability_assessment": "heart",
    "reintegration_plan": "map-trifold",
    "grant": "wallet",
    "follow_up": "phone",
    "closure": "archive",
    "task": "check-square",
    "note": "note",
    "document": "file",
    "evidence_item": "fingerprint",
    "flag": "flag",
    "case_link": "link",
    "assignment": "user-gear",
    "override": "warning-octagon",
    "referral": "paper-plane-tilt",
    "incident": "bell-ringing",
    "death": "flower",
    "missing_report": "magnifying-glass",
}


def icon_of(kind: str) -> str:
    """The sign of a kind of record."""
    return _ICONS.get(kind, "file-text")


@cache
def tab_of(kind: str) -> str:
    """The tab records of a kind stand on; rows stand where the record above them does."""
    cls = RECORDS.get(kind)
    if cls is None:
        return TIMELINE
    if cls.parent:
        return tab_of(cls.parent)
    stage = stage_of(cls)
    return _ELSEWHERE.get(kind) or (str(stage) if stage else str(Stage.PROTECTION))


@cache
def kinds_of(tab: str) -> tuple[type[Record], ...]:
    """The kinds on a tab, in the order of the work; rows of others are not named."""
    return tuple(
        cls for cls in ORDERED if cls.scope is not Scope.OFFICE and not cls.parent and tab_of(cls.kind) == tab
    )


ASKED_ANEW: Final = {"consent": ("given", "child_assent"), "follow_up": ("outcome",)}
"""Kinds and their fields that are missing in a record yet to be made: each consent has its purpose, each
contact its month.
"""


def adds(point: Point) -> bool:
    """Whether a point that is missing asks for a new record."""
    return not point.record or (not point.ready and point.field in ASKED_ANEW.get(point.kind, ()))


def may_add(desk: Desk, cls: type[Record]) -> bool:
    """Whether somebody may write a record of a kind, as far as the kind says."""
    return desk.may(Right.EDIT_CASE) and cls.category in desk.me.writable and cls.kind not in NEVER_ADDED
