"""The rules `makes_task` names: a title without a name, how early it tells, when it is settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from victimcase.domain.dossier import Kept
from victimcase.domain.profiles import Profile
from victimcase.domain.spec import Record
from victimcase.i18n import N_

Records = Sequence[Kept[Record]]


@dataclass(frozen=True)
class Rule:
    """What a day that comes near asks for.

    `done`: fields of which any being filled settles the record. `states`: codes of a field `state`,
    `outcome` or `result` that settle it. `by_newer`: fields that, being alike in a newer record of the
    kind, mean that one has replaced this; none = never replaced.
    """

    name: str
    title: str
    days: int = 7
    figure: str = ""
    done: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    by_newer: tuple[str, ...] | None = None
    unless: Callable[[Record], bool] = lambda record: False

    def lead(self, profile: Profile) -> int:
        """How many days before the day the task appears."""
        return profile[self.figure] if self.figure else self.days

    def settled(self, kept: Kept[Record], every: Records) -> bool:
        """Whether the record asks for nothing any more."""
        record = kept.record
        if any(_said(record, name) for name in self.done) or self.unless(record):
            return True
        if any(getattr(record, name, None) in self.states for name in ("state", "outcome", "result")):
            return True
        return self.by_newer is not None and any(
            other.id > kept.id and self._replaces(other, kept) for other in every
        )

    def _replaces(self, newer: Kept[Record], older: Kept[Record]) -> bool:
        both = newer.record, older.record  # a rule may stand for kinds that lack a field others have
        alike = (len({getattr(one, name, None) for one in both}) == 1 for name in self.by_newer or ())
        return newer.parent == older.parent and all(alike)


def _said(record: Record, name: str) -> bool:
    return getattr(record, name, None) not in (None, "", (), False)


_DONE = frozenset({"done", "refused", "not_available", "stopped", "reached", "changed", "given_up"})
_CLAIM_FILED = frozenset(
    {"filed", "mediation", "hearing", "settled", "awarded", "paid_in_part", "paid", "refused", "withdrawn"}
)

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "reflection_end",
            N_("Reflection period ends: ask what the person wants"),
            3,
            done=("confirmed_by", "waived"),
        ),
        Rule(
            "consent_expiry",
            N_("A consent runs out: ask again, or leave it"),
            figure="consent_warning_days",
            done=("withdrawn_on",),
            by_newer=("purpose", "recipient", "recipient_text", "given_by"),
            unless=lambda record: getattr(record, "given", None) is not True,
        ),
        Rule(
            "document_expiry",
            N_("A document runs out: renew it"),
            figure="document_warning_days",
            done=("used_on",),
            by_newer=("type",),
        ),
        Rule(
            "permit_expiry",
            N_("A permit to stay runs out"),
            figure="document_warning_days",
            by_newer=("country",),
        ),
        Rule("property_return", N_("Give back what is held for the person"), done=("returned_on",)),
        Rule(
            "retention",
            N_("The time to keep this case ends: decide about erasing it"),
            30,
            done=("legal_hold",),
        ),
        Rule("review_answer", N_("Answer to a request for review is due"), done=("decided_on", "result")),
        Rule("stay_end", N_("A shelter stay ends: what comes next?"), done=("left_on",)),
        Rule("risk_review", N_("Look again at the risks"), by_newer=("purpose",)),
        Rule("risk_measure", N_("A measure against a risk is due"), done=("closed_on",)),
        Rule("testimony", N_("A hearing comes near: prepare it"), 14, done=("done_on",)),
        Rule("best_interests_review", N_("Look again at the best interests of the child"), by_newer=()),
        Rule("plan_review", N_("Look again at the plan"), done=("ended_on",), by_newer=()),
        Rule("goal", N_("A goal is due"), done=("done_on", "result"), states=_DONE),
        Rule("instalment", N_("An instalment is due"), done=("paid_on",)),
        Rule("health_visit", N_("A health visit is due"), by_newer=()),
        Rule("psychosocial_session", N_("A psychosocial session is due"), by_newer=()),
        Rule("safety_plan", N_("Look again at the safety plan"), by_newer=()),
        Rule("incident", N_("Look again at an incident"), done=("settled_on",)),
        Rule("hearing", N_("A date in a proceeding comes near"), 14, done=("outcome", "outcome_on")),
        Rule(
            "claim_limit",
            N_("A claim must be filed before it is too late"),
            30,
            done=("filed_on", "paid_on"),
            states=_CLAIM_FILED,
        ),
        Rule(
            "referral_answer",
            N_("Answer to a referral is due"),
            0,
            done=("answered_on", "completed_on", "revoked_on"),
        ),
        Rule(
            "referral_feedback",
            N_("Feedback on a referral is due"),
            0,
            done=("feedback_on", "revoked_on"),
            states=frozenset({"rejected"}),
        ),
        Rule("service", N_("A service is due"), done=("done_on",), states=_DONE),
        Rule("flag", N_("Look again at a flag"), done=("lowered_on",)),
        Rule(
            "legal_assistance", N_("Answer to a request for legal assistance is due"), done=("answered_on",)
        ),
        Rule("profile_figure", N_("A figure of the jurisdiction profile runs out"), 30),
        Rule("shelf_document", N_("Look again at a document on the shelf"), 30),
    )
}
"""Rules by name. `nationality_answer` is counted from the day of asking and lives in `clocks`."""
