"""Gates of repatriation: clearance and travel."""

from __future__ import annotations

from datetime import date, timedelta

from victimcase.domain import consent, consular, status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.gates import release
from victimcase.domain.gates.identification import is_decided
from victimcase.domain.gates.protection import latest_risk_assessment, open_risks
from victimcase.domain.gates.result import Condition, condition
from victimcase.domain.profiles import Profile
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.decision import IdentificationDecision
from victimcase.domain.records.protection import BestInterestsReport, RiskAssessment
from victimcase.domain.records.repatriation import (
    ConsularNotification,
    NationalityVerification,
    ReceivingAgencyAcceptance,
    TravelDocument,
)
from victimcase.domain.records.travel import HandOver, TravelPlan
from victimcase.i18n import N_

VERIFIED = ("confirmed", "permanent_residence")


def clearance(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """All that a safe return needs (case model §2), and the supervisor's release."""
    child = status.is_child(dossier)
    return (
        *consent_conditions(dossier, profile, child),
        condition(
            N_("The risks of the return are acceptable, or measures make them so"),
            RiskAssessment,
            "conclusion",
            is_risk_borne(dossier),
        ),
        *(() if status.is_domestic(dossier) else _border(dossier)),
        condition(
            N_("A receiving agency has accepted in writing")
            if child
            else N_("A receiving agency has accepted in writing, or the person does without in writing"),
            ReceivingAgencyAcceptance,
            "answer",
            is_received(dossier, child),
        ),
        *(_best_interests(dossier) if child else ()),
        condition(
            N_("The identification is decided, or it is written why no decision is sought"),
            IdentificationDecision,
            "outcome",
            is_decided(dossier),
        ),
        *release.conditions(dossier),
    )


def consent_conditions(dossier: Dossier, profile: Profile, child: bool) -> tuple[Condition, ...]:
    """What is asked of the consent to return: given, resting on the assessment that holds, recent."""
    agreed = consent.agreed(dossier, "voluntary_return")
    given = condition(
        N_("A checked guardian agrees to the return, and the child agrees too")
        if child
        else N_("The person agrees to the return"),
        Consent,
        "given",
        agreed,
    )
    if not agreed:
        return (given,)
    rests, fresh = _best_consent(dossier, profile, agreed)
    return (
        given,
        condition(
            N_("The consent to return names the risk assessment that holds now"),
            Consent,
            "risk_assessment",
            rests,
        ),
        condition(N_("The consent to return is recent enough"), Consent, "given_on", fresh),
    )


def _best_consent(dossier: Dossier, profile: Profile, agreed: tuple[Kept[Consent], ...]) -> tuple[bool, bool]:
    """Whether a consent rests on the risk assessment that holds now, and is recent: of one and the same
    consent.

    For a child the guardian's consent names the assessment, and none of the two may be too old.
    """
    holding = latest_risk_assessment(dossier, "return")
    oldest = dossier.today - timedelta(days=profile["return_consent_days"])
    speaking = [kept for kept in agreed if kept.record.given_by != "child_assent"] or list(agreed)
    found = [
        (
            holding is not None and kept.record.risk_assessment == holding.id,
            kept.record.given_on is not None and kept.record.given_on >= oldest,
        )
        for kept in speaking
    ]
    rests, fresh = max(found, key=lambda pair: (all(pair), pair))
    assents = [kept.record for kept in agreed if kept.record.given_by == "child_assent"]
    return rests, fresh and all(one.given_on is not None and one.given_on >= oldest for one in assents)


def is_risk_borne(dossier: Dossier) -> bool:
    """Whether the return assessment that holds now finds the risks acceptable, or made so by its measures."""
    holding = latest_risk_assessment(dossier, "return")
    if holding is None:
        return False
    if holding.record.conclusion == "mitigated":
        return all(risk.record.measure for risk in open_risks(dossier, "return"))
    return holding.record.conclusion == "acceptable"


def _border(dossier: Dossier) -> tuple[Condition, ...]:
    """What only a border asks for; none of it in a case inside one country."""
    travel_day = _travel_day(dossier)
    document = (
        condition(
            N_("The day of travel is set, so that the travel document can be checked against it"),
            TravelPlan,
            "departs_on",
            False,
        )
        if travel_day is None
        else condition(
            N_("A travel document is valid on the day of travel"),
            TravelDocument,
            "valid_until",
            any(is_valid_on(kept.record, dossier) for kept in dossier.all(TravelDocument)),
        )
    )
    told = condition(
        N_("It is decided whether the mission is told"),
        ConsularNotification,
        "decision",
        any(kept.record.decision for kept in dossier.all(ConsularNotification)),
    )
    return (
        condition(
            N_("Nationality or a right of permanent residence is verified"),
            NationalityVerification,
            "result",
            is_nationality_verified(dossier),
        ),
        document,
        *((told,) if consular.missions(dossier) else ()),
    )


def is_nationality_verified(dossier: Dossier) -> bool:
    """Whether a country has answered that the person is its citizen or may live there for good.

    The last answer of a country replaces its earlier ones.
    """
    last: dict[str | None, str] = {}
    for kept in dossier.all(NationalityVerification):
        if kept.record.result is not None and kept.record.result != "pending":
            last[kept.record.country] = kept.record.result
    return any(result in VERIFIED for result in last.values())


def _travel_day(dossier: Dossier) -> date | None:
    plan = status.planned_travel(dossier)
    return plan.record.departs_on if plan else None


def is_valid_on(document: TravelDocument, dossier: Dossier) -> bool:
    """Whether a travel document carries the person on the day of travel."""
    day = _travel_day(dossier)
    if day is None or document.valid_until is None or document.valid_until < day:
        return False
    started = document.valid_from is None or document.valid_from <= day
    used_up = bool(document.single_use) and document.used_on is not None and document.used_on < day
    return started and not used_up


def is_received(dossier: Dossier, child: bool) -> bool:
    """Whether somebody receives the person: accepted in writing, or an adult does without in writing."""
    found = [kept.record for kept in dossier.all(ReceivingAgencyAcceptance)]
    accepted = any(one.answer == "accepted" and one.in_writing for one in found)
    waived = any(one.waived and one.waived_in_writing for one in found[-1:])
    return accepted or (waived and not child)


def _best_interests(dossier: Dossier) -> tuple[Condition, ...]:
    kept = dossier.latest(BestInterestsReport)
    report = kept.record if kept else BestInterestsReport()
    return (
        condition(
            N_("The best interests of the child speak for the return"),
            BestInterestsReport,
            "recommendation",
            report.recommendation == _wanted(dossier),
        ),
        condition(
            N_("The person or home that receives the child is named"),
            BestInterestsReport,
            "receiver",
            report.receiver,
        ),
        condition(
            N_("Whoever receives the child was assessed and found fit"),
            BestInterestsReport,
            "receiver_assessed",
            report.receiver_assessed,
        ),
    )


def _wanted(dossier: Dossier) -> str:
    """What the panel has to find best: the way that was chosen, which is a return unless a third country
    is.
    """
    return "third_country" if status.choice_of(dossier) == "third_country" else "return"


def travel(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """Arrival confirmed, hand-over signed by both sides."""
    plan = status.planned_travel(dossier)
    kept = dossier.latest(HandOver)
    handed = kept.record if kept else HandOver()
    return (
        condition(N_("The arrival is confirmed"), TravelPlan, "arrived_at", plan and plan.record.arrived_at),
        condition(
            N_("The side that hands over has signed"), HandOver, "signed_by_giver", handed.signed_by_giver
        ),
        condition(
            N_("The side that receives has signed"), HandOver, "signed_by_receiver", handed.signed_by_receiver
        ),
    )
