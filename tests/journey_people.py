"""The three people of the journey: the row each comes in with, and the records of each step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.journey import AGREED, Leaving, Person, day

Records = list[tuple[str, Mapping[str, Any]]]

CONTACT = {
    "happened_on": day(-3),
    "channel": "police",
    "danger": "none",
    "health": "handled",
    "interpreter_check": "no_conflict",
}
NEEDS = {"assessed_on": day(-2), "assessed_by": "caseworker", "needs": ["medical", "legal"]}
RELEASED = {
    "decision": "released",
    "protection_claim_considered": True,
    "testimony_considered": True,
    "officials_considered": True,
    "health_considered": True,
    "decided_on": day(0),
    "decided_by": "supervisor",
}
DECIDED = {
    "outcome": "identified",
    "deciding_body": "Police",
    "authority": "Anti-trafficking unit",
    "threshold": "reasonable_grounds",
    "decided_on": day(-1),
    "reasons": "Papers were taken away and wages never paid.",
    "how_to_review": "In writing to the same office within thirty days.",
    "recorded_by": "supervisor",
}
FOLLOW_UPS = [
    ("follow_up", {"month": month, "outcome": "made", "retrafficking_risk": "low", "how": "phone"})
    for month in (1, 3, 6, 12)
]
CLOSED = {
    "reason": "help_completed",
    "closed_on": day(0),
    "approved_by": "supervisor",
    "approved_on": day(0),
    "told_person": True,
}
TRAVEL_PLAN = {"departs_on": day(5), "escort": "staff", "destination": "Phnom Penh"}
HANDED_OVER = {"signed_by_giver": True, "signed_by_receiver": True, "handed_on": day(0)}
RECEIVED = {"case_owner": "Reintegration desk", "acknowledged_on": day(0)}
PLANNED = {"agreed_by_person": True, "agreed_by_manager": True, "agreed_on": day(0)}


def border(country: str) -> Records:
    """What a border asks for, and the agency that receives."""
    return [
        ("nationality_verification", {"country": country, "result": "confirmed", "answered_on": day(-1)}),
        ("travel_plan", TRAVEL_PLAN),
        ("travel_document", {"type": "laissez_passer", "valid_from": day(-1), "valid_until": day(30)}),
        ("receiving_agency_acceptance", {"answer": "accepted", "in_writing": True, "answered_on": day(-1)}),
        ("consular_notification", {"country": country, "wish": "wants", "decision": "notify"}),
        ("supervisor_release", RELEASED),
    ]


WAIVED = {"starts_on": day(-2), "waived": True, "waived_in_writing": True, "confirmed_by": "supervisor"}
ENDED = {"starts_on": day(-120), "ends_on": day(-1), "confirmed_by": "supervisor"}
PANEL = {"reported_on": day(-1), "panel": "Child protection panel", "care_agreed": True}
GUARDIAN = {"name": "Daw Khin", "relation": "aunt_uncle", "checked": True, "suspected": False}
RISK = {"what": "The recruiter lives nearby", "measure": "Another village", "residual": "low"}


def until_decided(outcome: str, reflection: Mapping[str, Any], decision: Mapping[str, Any]) -> list[Leaving]:
    """Screening, reflection and decision."""
    screening = {"screened_on": day(-2), "act": "yes", "means": "yes", "purpose": "yes", "outcome": outcome}
    return [
        Leaving("screening", "caseworker", [("screening", screening)], "screening"),
        Leaving("reflection", "supervisor", [("reflection_period", reflection)], "reflection"),
        Leaving("decision", "supervisor", [("identification_decision", decision)], "identification_decision"),
    ]


def cared_for(choice: str, decided_by: str, more: Records, names: str) -> list[Leaving]:
    """Care, and the choice that was made."""
    chosen = {"choice": choice, "decided_by": decided_by}
    return [
        Leaving("care", "supervisor", [("needs_assessment", NEEDS), *more], names),
        Leaving("option", "caseworker", [("option_decision", chosen)], "choice"),
    ]


def cleared(country: str, agreed: Mapping[str, Any], conclusion: str, more: Records, names: str) -> Leaving:
    """Everything a return needs: the consent rests on the risk assessment made for it."""
    risk = {"purpose": "return", "conclusion": conclusion, "assessed_on": day(-1)}
    consent = {
        **agreed,
        "purpose": "voluntary_return",
        "risk_assessment": "$risk_assessment",
        "risks_explained": True,
    }
    records = [("risk_assessment", risk), *more, ("consent", consent), *border(country)]
    return Leaving("clearance", "supervisor", records, names)


def after_return() -> list[Leaving]:
    """The way home and after it, alike for everybody who returns."""
    arrived: Records = [
        ("travel_plan", {"id": "$travel_plan", "arrived_at": f"{day(0)}T00:00:00Z"}),
        ("hand_over", HANDED_OVER),
    ]
    return [
        Leaving("travel", "caseworker", arrived, "arrival"),
        Leaving("reception", "caseworker", [("reception", RECEIVED)], "acknowledgement"),
        Leaving("plan", "caseworker", [("reintegration_plan", PLANNED)], "plan"),
        Leaving("follow_up", "caseworker", FOLLOW_UPS, "contact"),
        Leaving("closure", "supervisor", [("closure", CLOSED)], "reason"),
    ]


def returning_adult() -> Person:
    """An adult from Cambodia, found in Indonesia, who goes home."""
    agreed = {**AGREED, "given_by": "person"}
    met: Records = [("contact_event", CONTACT), ("consent", {**agreed, "purpose": "interview"})]
    return Person(
        "an adult who is returned",
        row("Sokha", "Chann", "1996-04-12", "Feminine", "Cambodia"),
        [
            Leaving("intake", "caseworker", met, "danger"),
            *until_decided("presumed", WAIVED, DECIDED),
            *cared_for("return", "person", [], "needs"),
            cleared("KH", agreed, "mitigated", [("risk", RISK)], "release"),
            *after_return(),
        ],
    )


def returning_child() -> Person:
    """A child from Myanmar with a guardian, found in Indonesia, whose best interests favour the return."""
    agreed = {**AGREED, "given_by": "guardian", "child_assent": True}
    met: Records = [
        ("contact_event", CONTACT),
        ("guardian", GUARDIAN),
        ("consent", {**agreed, "purpose": "interview"}),
    ]
    best = {**PANEL, "recommendation": "return", "receiver": "Her aunt", "receiver_assessed": True}
    return Person(
        "a child",
        row("Hnin", "Thida", "2012-09-30", "Feminine", "Myanmar"),
        [
            Leaving("intake", "caseworker", met, "guardian"),
            *until_decided("child_presumed", ENDED, DECIDED),
            *cared_for("return", "panel", [("best_interests_report", PANEL)], "panel"),
            cleared("MM", agreed, "acceptable", [("best_interests_report", best)], "receive"),
            *after_return(),
        ],
    )


def staying_adult() -> Person:
    """An adult from Bangladesh who stays, and for whom no decision is sought."""
    agreed = {**AGREED, "given_by": "person", "purpose": "interview"}
    last = {"month": 1, "outcome": "made", "further_contact": "no"}
    return Person(
        "an adult who stays",
        row("Rahima", "Begum", "1989", "Feminine", "Bangladesh"),
        [
            Leaving("intake", "caseworker", [("contact_event", CONTACT), ("consent", agreed)], "agrees"),
            *until_decided("presumed", WAIVED, {"outcome": "not_sought", "not_sought_reason": "declined"}),
            *cared_for("stay", "person", [], "needs"),
            Leaving("plan", "caseworker", [("reintegration_plan", PLANNED)], "plan"),
            Leaving("follow_up", "caseworker", [("follow_up", last)], "contact"),
            Leaving("closure", "supervisor", [("closure", CLOSED)], "reason"),
        ],
    )


def row(given: str, family: str, birth: str, gender: str, citizenship: str) -> dict[str, Any]:
    """One row of the official template, as somebody in a shelter fills it in."""
    return {
        "cas_CaseOwner": "caseworker",
        "prs_FirstName": given,
        "prs_SecondName": family,
        "con_Consent": "Yes",
        "prs_Birthdate": birth,
        "prs_Gender": gender.upper(),
        "prs_Citizenship": citizenship,
        "vic_TypeOfExploitation": "forced labour ; Servitude",
        "vic_MethodsOfControl": "Debt bondage;Withholds documents",
        "cas_Status": "active",
        "cas_IncomingReferralDate": day(-3),
        "cas_ReferringOrganisation": "Harbour police",
    }


PEOPLE = (returning_adult, returning_child, staying_adult)
