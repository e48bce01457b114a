"""Gates of reintegration: reception, plan, follow-up."""

from __future__ import annotations

from decimal import Decimal

from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.gates.protection import is_high, open_risks
from victimcase.domain.gates.result import Condition, condition
from victimcase.domain.profiles import Profile
from victimcase.domain.records.protection import Risk
from victimcase.domain.records.reintegration import (
    FollowUp,
    Grant,
    Instalment,
    Reception,
    ReintegrationPlan,
)
from victimcase.i18n import N_

SETTLED = ("made", "declined")


def reception(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """Somebody owns the case at the receiving side, and the acknowledgement is sent."""
    kept = dossier.latest(Reception)
    found = kept.record if kept else Reception()
    return (
        condition(
            N_("Somebody at the receiving side owns the case"), Reception, "case_owner", found.case_owner
        ),
        condition(N_("The acknowledgement was sent"), Reception, "acknowledged_on", found.acknowledged_on),
    )


def plan(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """The plan is agreed by person and case manager, and the grants add up."""
    kept = dossier.latest(ReintegrationPlan)
    found = kept.record if kept else ReintegrationPlan()
    return (
        condition(
            N_("The person agrees to the plan"), ReintegrationPlan, "agreed_by_person", found.agreed_by_person
        ),
        condition(
            N_("The case manager agrees to the plan"),
            ReintegrationPlan,
            "agreed_by_manager",
            found.agreed_by_manager,
        ),
        condition(
            N_("Each grant's instalments make its budget, and each one paid has a receipt"),
            Grant,
            "budget",
            all(balances(dossier, grant) for grant in dossier.all(Grant)),
        ),
    )


def balances(dossier: Dossier, grant: Kept[Grant]) -> bool:
    """Whether the instalments of a grant add up to its budget in its currency, each paid one with a
    receipt.
    """
    budget = grant.record.budget
    rows = [row.record for row in dossier.rows(Instalment, grant.id)]
    if budget is None or any(row.amount is None or row.amount.currency != budget.currency for row in rows):
        return False
    total = sum((row.amount.number for row in rows if row.amount is not None), Decimal(0))
    receipted = all(row.receipt or row.receipt_number for row in rows if row.paid_on is not None)
    return total == budget.number and receipted


def follow_up(dossier: Dossier, profile: Profile) -> tuple[Condition, ...]:
    """Every planned contact made or declined, and no high risk open."""
    return (
        condition(
            N_("Every planned contact was made or declined"),
            FollowUp,
            "outcome",
            not contacts_left(dossier, profile),
        ),
        condition(N_("No high risk is open"), Risk, "residual", not has_high_risk(dossier)),
    )


def contacts_left(dossier: Dossier, profile: Profile) -> tuple[int, ...]:
    """The planned contacts, in months after the return, neither made nor declined; a wish for none ends
    them.
    """
    found = [kept.record for kept in dossier.all(FollowUp)]
    if any(one.further_contact == "no" for one in found[-1:]):
        return ()
    settled = {one.month for one in found if one.outcome in SETTLED}
    return tuple(month for month in profile.follow_up_months.value if month not in settled)


def has_high_risk(dossier: Dossier) -> bool:
    """Whether a high risk is open: in a risk assessment that holds now, or at the last contact that judged
    it.
    """
    judged = [kept.record.retrafficking_risk for kept in dossier.all(FollowUp)]
    last = next((level for level in reversed(judged) if level is not None), None)
    return last == "high" or any(is_high(risk.record) for risk in open_risks(dossier))
