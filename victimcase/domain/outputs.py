"""What may leave the program, for which purpose, resting on which consent, and telling about what.

Two tables: purpose -> the consent it needs and the categories that can go at all (`purposes`); output -> the
purposes it serves and the kinds of records it is made of. What is not in the tables is refused. The expected
tables stand a second time, written by hand, in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain.purposes import (
    ACCESS,
    FINANCIAL,
    INTERNAL,
    LIAISON,
    OWN_COPY,
    PURPOSES,
    RECALL,
    Purpose,
)
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_

__all__ = [
    "INTERNAL",
    "NEVER_LEAVES",
    "OUTPUTS",
    "PURPOSES",
    "Output",
    "Purpose",
    "is_part",
    "papers",
    "possible",
]

_TO_OTHERS = frozenset(PURPOSES) - {
    INTERNAL,
    OWN_COPY,
    ACCESS,
    RECALL,
    LIAISON,
    FINANCIAL,
    "legal_assistance",
}


@dataclass(frozen=True)
class Output:
    """One thing that can leave: its words, the purposes it serves, the kinds of records it is made of.

    `kinds` None means every kind that leaves at all. `gate` is the step whose gate has to hold before it
    leaves the own organisation: a paper that certifies something certifies what is so. `paper` tells papers,
    which are composed, from files; `records` is false for what no record of a case goes into.
    """

    code: str
    title: str
    purposes: frozenset[str]
    kinds: frozenset[str] | None = None
    gate: Step | None = None
    paper: bool = True
    right: Right = Right.RELEASE
    records: bool = True


def _out(
    code: str,
    title: str,
    purposes: str,
    kinds: str | None = "",
    *,
    gate: Step | None = None,
    paper: bool = True,
    right: Right = Right.RELEASE,
    records: bool = True,
) -> Output:
    made_of = None if kinds is None else frozenset(kinds.split())
    return Output(code, title, frozenset(purposes.split()), made_of, gate, paper, right, records)


_LETTER = (
    "person stated_age identity_document relative guardian contact_event trafficking_summary "
    "identification_decision reflection_period immigration_status needs_assessment health_record "
    "risk_assessment risk safety_plan support_plan support_goal service schooling legal_aid proceeding "
    "wage_claim protection_claim shelter_stay family_assessment travel_document fit_to_travel "
    "vulnerability_assessment"
)
LETTER_KINDS: Final = frozenset(_LETTER.split())
"""Kinds a referral letter is made of: who the person is, what is needed, what is under way. Answers to a
screening, interviews, sessions and notes stay here: who takes over asks the person anew, if at all."""

LETTER: Final = "referral_letter"
ASKED: Final = (
    "hand_over",
    "urgent",
    "services",
    "needed_why",
    "until_on",
    "outgoing_reason",
    "referred_worker",
    "referring_worker",
)
"""Fields of a referral that its letter tells to whoever is asked, though other notes stay: the question."""

_RETURN_FILE = (
    "person stated_age identity_document nationality_verification travel_document consular_notification "
    "risk_assessment risk receiving_agency_acceptance travel_plan travel_leg property_held hand_over "
    "relative guardian fit_to_travel exit_permission family_assessment family_tracing "
    "best_interests_report option_decision"
)

OUTPUTS: Final[Mapping[str, Output]] = {
    one.code: one
    for one in (
        Output(LETTER, N_("Referral letter"), _TO_OTHERS, LETTER_KINDS),
        _out("case_sheet", N_("Case sheet"), "internal", None),
        # identification
        _out(
            "intake_sheet",
            N_("Intake sheet"),
            "internal own_copy case_transfer",
            "person stated_age identity_document relative guardian contact_event needs_assessment "
            "risk_assessment risk consent",
        ),
        _out(
            "screening_record",
            N_("Screening record"),
            "internal case_transfer",
            "person stated_age screening screening_answer",
        ),
        _out(
            "presumption_note",
            N_("Presumption note"),
            "internal own_copy services referral case_transfer",
            "person stated_age screening",
        ),
        _out(
            "reflection_certificate",
            N_("Certificate of a reflection period"),
            "internal own_copy police services",
            "person stated_age reflection_period",
        ),
        _out(
            "identification_decision",
            N_("Identification decision and notice"),
            "internal own_copy police services case_transfer",
            "person stated_age identification_decision review",
            gate=Step.DECISION,
        ),
        # protection
        _out(
            "support_plan",
            N_("Support and safety plan"),
            "internal own_copy services referral case_transfer",
            "person stated_age guardian needs_assessment risk_assessment risk safety_plan support_plan "
            "support_goal service schooling",
        ),
        _out(
            "option_decision",
            N_("Option decision"),
            "internal own_copy case_transfer",
            "person stated_age guardian option_decision best_interests_report",
            gate=Step.OPTION,
        ),
        _out(
            "offences_letter",
            N_("Letter on offences linked to trafficking"),
            "internal police own_copy services",
            "person identification_decision screening offence immigration_status proceeding",
        ),
        _out(
            "evidence_list", N_("List of evidence"), "internal police testimony", "evidence_item custody_step"
        ),
        _out(
            "evidence_copy", N_("Copy of evidence"), "police testimony internal", "evidence_item", paper=False
        ),
        _out(
            "document_copy",
            N_("Copy of a document"),
            " ".join(sorted({*_TO_OTHERS, INTERNAL})),
            "document",
            paper=False,
        ),
        # consent
        _out("consent_form", N_("Consent form"), "internal own_copy", "person stated_age guardian consent"),
        _out("consent_form_blank", N_("Consent form to fill in"), INTERNAL, records=False),
        _out("person_note", N_("The person's note"), OWN_COPY, "person consent"),
        _out("data_protection_receipt", N_("Data-protection receipt"), OWN_COPY, "person consent"),
        _out("recall_letter", N_("Recall letter"), RECALL, records=False),
        _out("access_request", N_("Access-request file"), ACCESS, None),
        # repatriation
        _out(
            "repatriation_file", N_("Repatriation file"), "internal consulate voluntary_return", _RETURN_FILE
        ),
        _out(
            "return_clearance",
            N_("Return clearance"),
            "internal consulate voluntary_return",
            "person travel_document travel_plan travel_leg receiving_agency_acceptance fit_to_travel "
            "exit_permission nationality_verification",
            gate=Step.CLEARANCE,
        ),
        _out(
            "travel_document_request",
            N_("Request for a travel document"),
            "internal consulate",
            "person stated_age identity_document nationality_verification travel_document relative",
        ),
        _out(
            "mission_note",
            N_("Note to a mission"),
            "internal consulate",
            "person stated_age consular_notification nationality_verification travel_document",
        ),
        _out(
            "handover_protocol",
            N_("Hand-over protocol"),
            "internal own_copy voluntary_return case_transfer",
            "person guardian travel_plan travel_leg travel_document property_held hand_over",
        ),
        # reintegration
        _out(
            "reception_note",
            N_("Reception note"),
            "internal voluntary_return case_transfer",
            "person reception hand_over",
        ),
        _out(
            "reintegration_plan",
            N_("Reintegration plan"),
            "internal own_copy services case_transfer",
            "person vulnerability_assessment family_assessment reintegration_plan reintegration_goal "
            "schooling",
        ),
        _out(
            "grant_agreement",
            N_("Grant agreement and receipts"),
            "internal own_copy services",
            "person reintegration_plan grant instalment",
        ),
        _out(
            "follow_up_report",
            N_("Follow-up report"),
            "internal services case_transfer",
            "person reintegration_plan reintegration_goal follow_up",
        ),
        _out(
            "closure_report",
            N_("Closure report"),
            "internal case_transfer",
            "person trafficking_summary identification_decision service option_decision closure",
            gate=Step.CLOSURE,
        ),
        # the region
        _out(
            "legal_assistance_annex",
            N_("Legal-assistance annex"),
            "internal legal_assistance",
            "legal_assistance_request proceeding evidence_item custody_step",
        ),
        _out("financial_annex", N_("Financial annex"), FINANCIAL, "payment"),
        _out(
            "liaison_extract",
            N_("Extract for liaison officers"),
            LIAISON,
            right=Right.RELEASE_EXTRACT,
            records=False,
        ),
        _out("statistics_report", N_("Monthly sheet"), INTERNAL, records=False),
        # files of many cases
        _out(
            "export_htcds",
            N_("Export of HTCDS"),
            "internal case_transfer services referral",
            None,
            paper=False,
        ),
        _out("export_cases", N_("Export of cases"), "internal case_transfer", None, paper=False),
    )
}
"""Everything that can leave, by its code."""

NEVER_LEAVES: Final = frozenset(
    {"supervisor_release", "override", "task", "flag", "complaint", "alleged_perpetrator", "assignment"}
)
"""Kinds of records that are the office's own business and go into no paper for others."""


def papers() -> tuple[Output, ...]:
    """The outputs that are papers, in the order of the work."""
    return tuple(one for one in OUTPUTS.values() if one.paper)


def is_part(kind: str, output: str) -> bool:
    """Whether records of a kind can be part of an output. What stays in the own organisation is whole."""
    made_of = OUTPUTS[output].kinds
    if made_of is not None:
        return kind in made_of
    return output == "case_sheet" or kind not in NEVER_LEAVES


def to_country_of_origin(citizenships: frozenset[str], recipient_country: str | None, purpose: str) -> bool:
    """Whether a recipient may stand for the country of origin: one that sits there, a mission, or one whose
    country is not known. Benefit of the doubt is the person's."""
    return purpose == "consulate" or not recipient_country or recipient_country in citizenships


def possible(purpose: Purpose, *, origin: bool) -> frozenset[Category]:
    """The categories that can go at all. A protection claim is never told to the country of origin."""
    return purpose.categories - {Category.PROTECTION_CLAIM} if origin else purpose.categories
