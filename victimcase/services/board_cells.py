"""What a return needs, one thing at a time: where it stands in a case, and in which record it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from victimcase.domain import consent, status
from victimcase.domain.dossier import Dossier
from victimcase.domain.gates import repatriation
from victimcase.domain.gates.result import Condition
from victimcase.domain.profiles import Profile
from victimcase.domain.records.family import IdentityClaim, IdentityDocument
from victimcase.domain.records.protection import RiskAssessment
from victimcase.domain.records.repatriation import (
    NationalityVerification,
    ReceivingAgencyAcceptance,
    TravelDocument,
)
from victimcase.domain.words import Category
from victimcase.i18n import N_


class State(StrEnum):
    """Where one thing stands that a return needs."""

    READY = "ready"
    ASKED = "asked"
    ATTENTION = "attention"
    TO_DO = "to_do"
    WITHHELD = "withheld"
    NOT_NEEDED = "not_needed"


class Need(StrEnum):
    """What a return needs, in the order of the columns."""

    IDENTITY = "identity"
    NATIONALITY = "nationality"
    DOCUMENT = "document"
    CONSENT = "consent"
    RISK = "risk"
    RECEIVER = "receiver"
    TRAVEL = "travel"


NEED_TITLES: Final = {
    Need.IDENTITY: N_("Identity"),
    Need.NATIONALITY: N_("Nationality"),
    Need.DOCUMENT: N_("Document"),
    Need.CONSENT: N_("Consent"),
    Need.RISK: N_("Risk"),
    Need.RECEIVER: N_("Receiver"),
    Need.TRAVEL: N_("Travel"),
}
TELLS: Final = {
    Need.IDENTITY: Category.IDENTITY,
    Need.NATIONALITY: Category.IDENTITY,
    Need.DOCUMENT: Category.TRAVEL,
    Need.CONSENT: Category.ADMINISTRATIVE,
    Need.RISK: Category.ACCOUNT,
    Need.RECEIVER: Category.ADMINISTRATIVE,
    Need.TRAVEL: Category.TRAVEL,
}
"""What each column tells. Who may not read it sees `withheld` in every line alike."""
KINDS: Final = {
    Need.IDENTITY: "identity_document",
    Need.NATIONALITY: "nationality_verification",
    Need.DOCUMENT: "travel_document",
    Need.CONSENT: "consent",
    Need.RISK: "risk_assessment",
    Need.RECEIVER: "receiving_agency_acceptance",
    Need.TRAVEL: "travel_plan",
}
"""The kind of record in which each column is written."""


@dataclass(frozen=True)
class Cell:
    """One thing of one person: its state, since how many days it was asked for, the day it is about, and the
    record to open (empty: one has to be added).
    """

    state: State
    days: int | None = None
    day: str = ""
    record: str = ""


WITHHELD: Final = Cell(State.WITHHELD)


Conditions = Sequence[Condition]
"""What is asked of the consent to return."""


def _identity(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    papers = [one for one in dossier.all(IdentityDocument) if one.record.number]
    claims = dossier.all(IdentityClaim)
    agreed = [one for one in claims if one.record.result == "match"]
    if papers or agreed or repatriation.is_nationality_verified(dossier):
        known = [one.id for one in (*agreed, *papers)]
        return Cell(State.READY, record=known[-1] if known else "")
    asked = [one for one in claims if one.record.asked_on and not one.record.answered_on]
    if asked:
        return _asked(dossier.today, asked[-1].record.asked_on, asked[-1].id)
    return Cell(State.TO_DO)


def _asked(today: date, asked_on: date | None, record: str) -> Cell:
    return Cell(State.ASKED, (today - asked_on).days if asked_on else None, record=record)


def _nationality(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    if status.is_domestic(dossier):
        return Cell(State.NOT_NEEDED)
    kept = dossier.latest(NationalityVerification)
    if repatriation.is_nationality_verified(dossier):
        return Cell(State.READY, record=kept.id if kept else "")
    if kept is None:
        return Cell(State.TO_DO)
    if kept.record.result in (None, "pending"):
        return _asked(dossier.today, kept.record.asked_on, kept.id)
    return Cell(State.ATTENTION, record=kept.id)


def _document(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    if status.is_domestic(dossier):
        return Cell(State.NOT_NEEDED)
    found = [one for one in dossier.all(TravelDocument) if one.record.used_on is None]
    if any(repatriation.is_valid_on(one.record, dossier) for one in found):
        return Cell(State.READY, record=found[-1].id)
    if not found:
        return Cell(State.TO_DO)
    last, plan = found[-1], status.planned_travel(dossier)
    until = last.record.valid_until
    if until is None:
        return _asked(dossier.today, last.record.asked_on, last.id)
    soon = dossier.today + timedelta(days=profile["document_warning_days"])
    if until < soon or (plan is not None and plan.record.departs_on and until < plan.record.departs_on):
        return Cell(State.ATTENTION, day=until.isoformat(), record=last.id)
    return Cell(State.READY, record=last.id)


def _consent(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    agreed = consent.agreed(dossier, "voluntary_return")
    if not agreed:
        return Cell(State.TO_DO)
    last = agreed[-1]
    oldest = timedelta(days=profile["return_consent_days"])
    ends = [one.record.expires_on for one in agreed if one.record.expires_on]
    ends += [one.record.given_on + oldest for one in agreed if one.record.given_on]
    end = min(ends, default=None)
    soon = dossier.today + timedelta(days=profile["consent_warning_days"])
    if all(one.met for one in conditions) and (end is None or end > soon):
        return Cell(State.READY, record=last.id)
    return Cell(State.ATTENTION, day=end.isoformat() if end else "", record=last.id)


def _risk(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    kept = dossier.latest(RiskAssessment)
    if repatriation.is_risk_borne(dossier):
        return Cell(State.READY, record=kept.id if kept else "")
    if kept is None or kept.record.conclusion is None:
        return Cell(State.TO_DO, record=kept.id if kept else "")
    return Cell(State.ATTENTION, record=kept.id)


def _receiver(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    kept = dossier.latest(ReceivingAgencyAcceptance)
    if repatriation.is_received(dossier, status.is_child(dossier)):
        return Cell(State.READY, record=kept.id if kept else "")
    if kept is None:
        return Cell(State.TO_DO)
    if kept.record.answer in (None, "pending"):
        return _asked(dossier.today, kept.record.asked_on, kept.id)
    return Cell(State.ATTENTION, record=kept.id)


def _travel(dossier: Dossier, profile: Profile, conditions: Conditions) -> Cell:
    kept = status.planned_travel(dossier)
    if kept is None or kept.record.departs_on is None:
        return Cell(State.TO_DO, record=kept.id if kept else "")
    day = kept.record.departs_on
    if kept.record.arrived_at is not None:
        return Cell(State.READY, day=day.isoformat(), record=kept.id)
    late = day + timedelta(hours=profile["arrival_alert_hours"]) < dossier.today
    return Cell(State.ATTENTION if late else State.ASKED, day=day.isoformat(), record=kept.id)


CELLS: Final[Mapping[Need, Callable[[Dossier, Profile, Conditions], Cell]]] = {
    Need.IDENTITY: _identity,
    Need.NATIONALITY: _nationality,
    Need.DOCUMENT: _document,
    Need.CONSENT: _consent,
    Need.RISK: _risk,
    Need.RECEIVER: _receiver,
    Need.TRAVEL: _travel,
}
