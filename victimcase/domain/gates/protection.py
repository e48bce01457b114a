"""Gates of protection: care and option."""

from __future__ import annotations

from victimcase.domain import status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.gates.result import Condition, condition
from victimcase.domain.profiles import Profile
from victimcase.domain.records.protection import (
    BestInterestsReport,
    NeedsAssessment,
    OptionDecision,
    Risk,
    RiskAssessment,
)
from victimcase.i18n import N_


def care(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """Needs assessed, every open risk with a measure; for a child the panel agrees."""
    needs = [kept for kept in dossier.all(NeedsAssessment) if kept.record.assessed_on]
    panel = condition(
        N_("The best-interests panel agrees with the plan for the child"),
        BestInterestsReport,
        "care_agreed",
        any(kept.record.care_agreed for kept in dossier.all(BestInterestsReport)[-1:]),
    )
    return (
        condition(N_("The needs of the person are assessed"), NeedsAssessment, "assessed_on", needs),
        condition(
            N_("Every open risk has a measure"),
            Risk,
            "measure",
            all(risk.record.measure for risk in open_risks(dossier)),
        ),
        *((panel,) if status.is_child(dossier) else ()),
    )


def option(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """A choice, “not yet” among them, made by the person; for a child by the panel."""
    found = [kept.record for kept in dossier.all(OptionDecision) if kept.record.choice]
    by = found[-1].decided_by if found else None
    child = status.is_child(dossier)
    return (
        condition(
            N_("There is a choice: stay, return, third country, or not yet"), OptionDecision, "choice", found
        ),
        condition(
            N_("The panel decided for the child") if child else N_("The person decided"),
            OptionDecision,
            "decided_by",
            by == ("panel" if child else "person"),
        ),
    )


def latest_risk_assessment(dossier: Dossier, purpose: str) -> Kept[RiskAssessment] | None:
    """The risk assessment that holds now for `care` or `return`: the last one made replaces those before."""
    found = [kept for kept in dossier.all(RiskAssessment) if kept.record.purpose == purpose]
    return found[-1] if found else None


def open_risks(dossier: Dossier, *purposes: str) -> list[Kept[Risk]]:
    """The open risks of the assessments that hold now; for both purposes when none is named."""
    holding = [latest_risk_assessment(dossier, purpose) for purpose in purposes or ("care", "return")]
    parents = {kept.id for kept in holding if kept is not None}
    return [risk for risk in dossier.all(Risk) if risk.parent in parents and risk.record.closed_on is None]


def is_high(risk: Risk) -> bool:
    """Whether what remains of a risk is high; before that is judged, its likelihood and severity speak."""
    if risk.residual is not None:
        return risk.residual == "high"
    return "high" in (risk.likelihood, risk.severity)
