"""The supervisor's release: one line for everybody, so that its reasons stay where they are."""

from __future__ import annotations

from victimcase.domain import status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.gates.result import Condition, condition
from victimcase.domain.records.case import Case, SupervisorRelease
from victimcase.domain.records.protection import RiskAssessment, TestimonyArrangement
from victimcase.domain.records.repatriation import FitToTravel
from victimcase.i18n import N_

CONSIDERED = {
    "protection_claim_considered": N_("The supervisor looked at: protection claim"),
    "testimony_considered": N_("The supervisor looked at: testimony that needs the person here"),
    "officials_considered": N_("The supervisor looked at: officials suspected"),
    "health_considered": N_("The supervisor looked at: health"),
}


def latest(dossier: Dossier) -> Kept[SupervisorRelease] | None:
    """The supervisor's last word on the return."""
    found = [kept for kept in dossier.all(SupervisorRelease) if kept.record.decision]
    return found[-1] if found else None


def is_released(dossier: Dossier) -> bool:
    """Whether the supervisor's last word is to release. Every reader may know it; nothing else goes into
    it.
    """
    kept = latest(dossier)
    return kept is not None and kept.record.decision == "released"


def conditions(dossier: Dossier) -> tuple[Condition, ...]:
    """What stands behind the line: the decision, the four matters looked at, no hold, nothing new since.

    Sealed records are never read here: whoever writes one sets the bare hold on the case.
    """
    kept = latest(dossier)
    release = kept.record if kept else SupervisorRelease()
    return (
        condition(
            N_("The supervisor has released the return"), SupervisorRelease, "decision", is_released(dossier)
        ),
        *(
            condition(text, SupervisorRelease, name, getattr(release, name))
            for name, text in CONSIDERED.items()
        ),
        condition(
            N_("No hold on the return stands"),
            Case,
            "return_hold",
            not status.case_of(dossier).return_hold,
        ),
        condition(
            N_("Nothing new has come up since the release"),
            SupervisorRelease,
            "decided_on",
            not _new_since(dossier, kept),
        ),
    )


def _new_since(dossier: Dossier, kept: Kept[SupervisorRelease] | None) -> bool:
    """Whether testimony, officials or health gave a reason after the release to look again."""
    if kept is None:
        return False
    facts: list[Kept[TestimonyArrangement] | Kept[RiskAssessment] | Kept[FitToTravel]] = [
        *(one for one in dossier.all(TestimonyArrangement) if one.record.presence_needed),
        *(one for one in dossier.all(RiskAssessment) if one.record.officials_suspected),
        *(one for one in dossier.all(FitToTravel) if one.record.result == "not_fit"),
    ]
    return any(one.id > kept.id for one in facts)
