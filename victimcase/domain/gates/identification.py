"""Gates of the first stage: intake, screening, reflection, decision."""

from __future__ import annotations

from datetime import timedelta

from victimcase.domain import consent, indicators, status
from victimcase.domain.dossier import Dossier
from victimcase.domain.gates.result import Condition, condition
from victimcase.domain.profiles import Profile
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.decision import IdentificationDecision, ReflectionPeriod
from victimcase.domain.records.identification import ContactEvent, Screening
from victimcase.domain.records.person import Guardian
from victimcase.i18n import N_

HANDLED = ("none", "handled")
NO_CONFLICT = ("not_needed", "no_conflict")


def intake(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """Danger and health handled or none, interpreter checked, and the person agrees to the screening."""
    return (
        condition(
            N_("Urgent danger was handled, or there is none"),
            ContactEvent,
            "danger",
            _last_said(dossier, "danger") in HANDLED,
        ),
        condition(
            N_("Urgent health needs were handled, or there are none"),
            ContactEvent,
            "health",
            _last_said(dossier, "health") in HANDLED,
        ),
        condition(
            N_("The interpreter has no tie to anybody involved, or none is needed"),
            ContactEvent,
            "interpreter_check",
            _last_said(dossier, "interpreter_check") in NO_CONFLICT,
        ),
        *_agreement(dossier),
    )


def _last_said(dossier: Dossier, field: str) -> object:
    """What the latest contact that speaks of it says."""
    said = (getattr(kept.record, field) for kept in reversed(dossier.all(ContactEvent)))
    return next((value for value in said if value is not None), None)


def _agreement(dossier: Dossier) -> tuple[Condition, ...]:
    if not status.is_child(dossier):
        agrees = bool(consent.agreed(dossier, "interview"))
        return (condition(N_("The person agrees to the screening"), Consent, "given", agrees),)
    without = not status.guardians(dossier) and _last_said(dossier, "no_guardian_reason") is not None
    return (
        condition(
            N_("The child agrees to the screening"),
            Consent,
            "child_assent",
            consent.child_agrees(dossier, "interview"),
        ),
        condition(
            N_("A checked guardian agrees to the screening, or it is written why there is none"),
            Guardian,
            "checked",
            without or consent.guardian_agrees(dossier, "interview"),
        ),
    )


def screening(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """One screening with an outcome; “not indicated” rests on a clear no and says where else help is."""
    found = [kept.record for kept in dossier.all(Screening) if kept.record.outcome]
    outcome = condition(
        N_("A screening says: presumed, child presumed, or not indicated"), Screening, "outcome", found
    )
    if not found or found[-1].outcome != "not_indicated":
        return (outcome,)
    last = found[-1]
    answers = {"act": last.act, "means": last.means, "purpose": last.purpose}
    ruled_out = indicators.ruled_out_by(answers, child=status.is_child(dossier))
    return (
        outcome,
        condition(
            N_("“Not indicated” rests on a clear no; what is not known counts in favour of the person"),
            Screening,
            "act",
            ruled_out,
        ),
        condition(
            N_("It is written where else the person can find help"),
            Screening,
            "referred_elsewhere",
            last.referred_elsewhere,
        ),
    )


def reflection(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """The period has ended, or an adult gave it up in writing; the supervisor confirms."""
    kept = dossier.latest(ReflectionPeriod)
    period = kept.record if kept else ReflectionPeriod()
    child = status.is_child(dossier)
    waived = bool(period.waived and period.waived_in_writing) and not child
    ended = period.ends_on is not None and period.ends_on < dossier.today
    asked = (
        N_("The reflection period has ended; a child cannot give it up")
        if child
        else N_("The reflection period has ended, or the person gave it up in writing")
    )
    return (
        condition(asked, ReflectionPeriod, "ends_on", ended or waived),
        condition(
            N_("The reflection period is as long as the law gives"),
            ReflectionPeriod,
            "starts_on",
            waived or _long_enough(period, profile, child),
        ),
        condition(
            N_("The supervisor has confirmed it"), ReflectionPeriod, "confirmed_by", period.confirmed_by
        ),
    )


def _long_enough(period: ReflectionPeriod, profile: Profile, child: bool) -> bool:
    if period.starts_on is None or period.ends_on is None:
        return False
    days = profile["reflection_days_child" if child else "reflection_days_adult"]
    return period.ends_on - period.starts_on >= timedelta(days=days)


def decision(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """A decision of a competent authority, or a foreign one recognised, with reasons and review; or not
    sought.

    A negative decision leaves the step like any other and ends nothing else. A status reported by an import
    never counts.
    """
    kept = status.decision_of(dossier)
    found = kept.record if kept else IdentificationDecision()
    made = condition(
        N_("A competent authority has decided, or it is written why no decision is sought"),
        IdentificationDecision,
        "outcome",
        is_made(found),
    )
    if found.outcome == "not_sought":
        return (made,)
    recognised = condition(
        N_("The decision from another country is recognised here"),
        IdentificationDecision,
        "recognised",
        found.recognised,
    )
    return (
        made,
        *((recognised,) if found.foreign else ()),
        condition(N_("The reasons are written down"), IdentificationDecision, "reasons", found.reasons),
        condition(
            N_("The person was told how to seek review"),
            IdentificationDecision,
            "how_to_review",
            found.how_to_review,
        ),
    )


def is_made(found: IdentificationDecision) -> bool:
    """Whether a record says that a body decided, or why none was asked; recognition comes beside it."""
    if found.imported:
        return False
    if found.outcome == "not_sought":
        return found.not_sought_reason is not None
    by_body = bool(found.authority and found.deciding_body and found.decided_on)
    return found.outcome in ("identified", "not_identified") and by_body


def is_decided(dossier: Dossier) -> bool:
    """Whether identification is settled, as clearance asks: decided and recognised where needed, or not
    sought.
    """
    kept = status.decision_of(dossier)
    if kept is None or not is_made(kept.record):
        return False
    return kept.record.outcome == "not_sought" or not kept.record.foreign or kept.record.recognised is True
