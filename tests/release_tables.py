"""What may leave: the tables of `domain.outputs` and `domain.purposes`, written a second time by hand.

Whoever adds a paper or changes what one may tell writes it here as well: two people have to mean it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CARE = "identity contact family account health legal travel note administrative"
_TO_OTHERS = (
    "referral services medical_exam police consulate family_tracing voluntary_return case_transfer "
    "testimony follow_up_contact"
)

# purpose: the consent it needs, the categories that may go at all, and whether the person receives it
PURPOSES: Final[Mapping[str, tuple[str, str, bool]]] = {
    "internal": ("", f"{_CARE} money protection_claim location_of_shelter witness release", False),
    "referral": ("referral", f"{_CARE} money location_of_shelter protection_claim", False),
    "services": ("services", f"{_CARE} money", False),
    "medical_exam": ("medical_exam", "identity contact health", False),
    "police": ("police", "identity contact account legal", False),
    "consulate": ("consulate", "identity contact family travel administrative", False),
    "family_tracing": ("family_tracing", "identity contact family", False),
    "voluntary_return": (
        "voluntary_return",
        "identity contact family health travel money administrative",
        False,
    ),
    "case_transfer": ("case_transfer", f"{_CARE} money location_of_shelter protection_claim", False),
    "testimony": ("testimony", "identity account legal", False),
    "follow_up_contact": ("follow_up_contact", "identity contact", False),
    "legal_assistance": ("testimony", "legal", False),
    "financial_investigation": ("police", "money perpetrator", False),
    "own_copy": ("", f"{_CARE} money", True),
    "access": ("", f"{_CARE} money protection_claim location_of_shelter", True),
    "recall": ("", "", False),
    "liaison": ("", "perpetrator", False),
}

# output: its purposes
OUTPUTS: Final[Mapping[str, str]] = {
    "referral_letter": _TO_OTHERS,
    "case_sheet": "internal",
    "intake_sheet": "internal own_copy case_transfer",
    "screening_record": "internal case_transfer",
    "presumption_note": "internal own_copy services referral case_transfer",
    "reflection_certificate": "internal own_copy police services",
    "identification_decision": "internal own_copy police services case_transfer",
    "support_plan": "internal own_copy services referral case_transfer",
    "option_decision": "internal own_copy case_transfer",
    "offences_letter": "internal own_copy police services",
    "evidence_list": "internal police testimony",
    "evidence_copy": "internal police testimony",
    "document_copy": f"internal {_TO_OTHERS}",
    "consent_form": "internal own_copy",
    "consent_form_blank": "internal",
    "person_note": "own_copy",
    "data_protection_receipt": "own_copy",
    "recall_letter": "recall",
    "access_request": "access",
    "repatriation_file": "internal consulate voluntary_return",
    "return_clearance": "internal consulate voluntary_return",
    "travel_document_request": "internal consulate",
    "mission_note": "internal consulate",
    "handover_protocol": "internal own_copy voluntary_return case_transfer",
    "reception_note": "internal voluntary_return case_transfer",
    "reintegration_plan": "internal own_copy services case_transfer",
    "grant_agreement": "internal own_copy services",
    "follow_up_report": "internal services case_transfer",
    "closure_report": "internal case_transfer",
    "legal_assistance_annex": "internal legal_assistance",
    "financial_annex": "financial_investigation",
    "liaison_extract": "liaison",
    "statistics_report": "internal",
    "export_htcds": "internal case_transfer services referral",
    "export_cases": "internal case_transfer",
}

NO_RECORDS: Final = frozenset({"consent_form_blank", "recall_letter", "liaison_extract", "statistics_report"})
"""Outputs no record of a case goes into."""

GATES: Final[Mapping[str, str]] = {
    "identification_decision": "decision",
    "option_decision": "option",
    "return_clearance": "clearance",
    "closure_report": "closure",
}
"""Papers that certify what has to hold first."""

NEVER: Final = (
    "supervisor_release override task flag complaint alleged_perpetrator assignment whistle_blower_record"
)
"""Kinds that are on no paper and in no file for others."""

# papers that are no letter about the whole case: the kinds they can be made of, where those are few
KINDS: Final[Mapping[str, str]] = {
    "screening_record": "person stated_age screening screening_answer",
    "presumption_note": "person stated_age screening",
    "evidence_list": "evidence_item custody_step",
    "evidence_copy": "evidence_item",
    "document_copy": "document",
    "financial_annex": "payment",
    "legal_assistance_annex": "legal_assistance_request proceeding evidence_item custody_step",
    "mission_note": "person stated_age consular_notification nationality_verification travel_document",
}
