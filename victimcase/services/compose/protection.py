"""Papers of protection: the support and safety plan, and what the person chose."""

from __future__ import annotations

from typing import Final

from victimcase.domain.records.care import SafetyPlan
from victimcase.domain.records.protection import (
    BestInterestsReport,
    NeedsAssessment,
    OptionDecision,
    Risk,
    RiskAssessment,
)
from victimcase.domain.records.support import Schooling, Service, SupportGoal, SupportPlan
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Table, Tick, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import (
    CASEWORKER,
    childhood,
    contact_part,
    guardian_part,
    interpreted,
    is_child,
    person_part,
    signed_by,
    signed_by_person,
    text_part,
)
from victimcase.services.compose.writing import UNSAID, Kept, Writing

_OWN_PLAN: Final = N_(
    "This plan is the person's own. They can change it, or say no to any part of it, at any time. No help "
    "depends on testifying, and saying no to one help takes no other away."
)
_SAFETY: Final = (
    "made_on", "language", "dangers", "warning_signs", "actions", "safe_place", "trusted_people",
    "emergency_phone", "phone_safety", "children", "review_on",
)  # fmt: skip


@paper(
    "support_plan",
    needs=(SupportPlan.kind, SafetyPlan.kind, NeedsAssessment.kind, RiskAssessment.kind),
    gather=childhood,
)
def support_plan(writing: Writing) -> Draft:
    """What the person needs and wants, what threatens them and what stands against it, who does what."""
    plan = writing.latest(SupportPlan)
    parts = [
        Part(paragraphs=(writing.say(_OWN_PLAN),), notice=True),
        *person_part(writing),
        *(guardian_part(writing) if is_child(writing) else ()),
        *_needs(writing),
        *_risks(writing),
        *_safety(writing),
        *_plans(writing),
        *_services(writing),
        *_review(writing, plan),
        contact_part(writing),
    ]
    signers = [*signed_by_person(writing), signed_by(writing, CASEWORKER, _by(writing, plan))]
    return Draft(parts, [*signers, signed_by(writing, N_("Interpreter, if there was one"))])


def _by(writing: Writing, plan: SupportPlan | None) -> Words:
    return writing.value(plan, "written_by") if plan else ""


def _needs(writing: Writing) -> list[Part]:
    """The assessment made last; those before it are history."""
    found = writing.latest(NeedsAssessment)
    if found is None:
        return list(writing.part(N_("Wishes and needs"), NeedsAssessment))
    rows = writing.lines(
        found, NeedsAssessment, "assessed_on", "wishes", "needs", "urgent", "medical", "psychosocial",
        "shelter", "safety", "legal", "family", "education", "livelihood",
    )  # fmt: skip
    return [Part(writing.say(N_("Wishes and needs")), rows=rows)]


def _risks(writing: Writing) -> list[Part]:
    """The assessment that holds for each purpose, and its open risks with what stands against each."""
    if not writing.goes(RiskAssessment.category):
        return list(writing.part(N_("Risks and measures"), RiskAssessment))
    parts = []
    for purpose in ("care", "return"):
        found = [one for one in writing.all(RiskAssessment) if one.record.purpose == purpose]
        if found:
            parts.append(_assessment(writing, found[-1]))
    return parts


def _assessment(writing: Writing, kept: Kept) -> Part:
    open_ = [one.record for one in writing.rows(Risk, kept.id) if one.record.closed_on is None]
    rows = writing.lines(
        kept.record,
        RiskAssessment,
        "purpose",
        "assessed_on",
        "country",
        "level",
        "conclusion",
        "persons_view",
    )
    columns = (N_("What may happen"), N_("Likelihood, severity"), N_("Measure"), N_("Who, until when"),
               N_("Risk that remains"))  # fmt: skip
    table = Table(
        tuple(writing.say(one) for one in columns),
        tuple(_risk(writing, one) for one in open_),
        (4.0, 2.2, 5.0, 3.0, 2.0),
    )
    said = () if open_ else (writing.say(N_("No risk stands open.")),)
    return Part(writing.say(N_("Risks and measures")), said, rows, table if open_ else None)


def _risk(writing: Writing, risk: Risk) -> tuple[Words | Cell, ...]:
    """One risk as a row. From whom it comes is not on a paper the person takes along."""
    threat = [value] if (value := writing.value(risk, "what")) else []
    if risk.who and not writing.released.recipient.person:
        threat.append(writing.say(N_("From: {who}"), who=writing.value(risk, "who")))
    return (
        Cell(writing.join(threat, "\n") if threat else UNSAID, "risk.what"),
        _together(writing, risk, "likelihood", "severity", between=", "),
        _together(writing, risk, "measure"),
        _together(writing, risk, "responsible", "due_on"),
        _together(writing, risk, "residual"),
    )


def _together(writing: Writing, risk: Risk, *names: str, between: str = "\n") -> Cell:
    found = [value for name in names if (value := writing.value(risk, name))]
    return Cell(writing.join(found, between) if found else UNSAID, f"risk.{names[0]}")


def _safety(writing: Writing) -> list[Part]:
    """The safety plan made last. The agreed sign is between the person and this office."""
    found = writing.latest(SafetyPlan)
    heading = N_("Safety plan")
    if found is None:
        return list(writing.part(heading, SafetyPlan))
    ours = writing.released.recipient.own or writing.released.recipient.person
    names = (*_SAFETY, "code_word") if ours else _SAFETY
    return [Part(writing.say(heading), rows=writing.lines(found, SafetyPlan, *names))]


def _plans(writing: Writing) -> list[Part]:
    if not writing.goes(SupportPlan.category):
        return list(writing.part(N_("Support plan"), SupportPlan))
    parts = []
    for kept in writing.all(SupportPlan):
        rows = writing.lines(
            kept.record, SupportPlan, "type", "own_words", "objectives", "action_plan", "starts_on",
            "planned_end_on", "ended_on", "agreed", "agreed_on", "language", "result",
        )  # fmt: skip
        parts.append(Part(writing.say(N_("Support plan")), rows=rows))
        goals = writing.table(
            writing.rows(SupportGoal, kept.id), SupportGoal, "area", "goal", "next_action", "responsible",
            "due_on", "state", shares=(3, 4, 4, 3, 3, 2),
        )  # fmt: skip
        if goals:
            parts.append(Part(writing.say(N_("Goals")), table=goals))
    return parts


def _services(writing: Writing) -> list[Part]:
    if not writing.goes(Service.category):
        return []  # the plan above says already that this is withheld
    given = writing.table(
        writing.all(Service), Service, "type", "provider", "offered_on", "accepted", "due_on", "state",
        shares=(3, 4, 3, 2, 3, 3),
    )  # fmt: skip
    learning = writing.table(
        writing.all(Schooling), Schooling, "type", "subject", "language", "began_on", "ends_on", "attendance",
        shares=(3, 3, 2, 3, 3, 3),
    )  # fmt: skip
    return [
        *([Part(writing.say(N_("Services")), table=given)] if given else []),
        *([Part(writing.say(N_("School and training")), table=learning)] if learning else []),
    ]


def _review(writing: Writing, plan: SupportPlan | None) -> list[Part]:
    """When plan and risks are looked at again; a line to write on where no day is set."""
    if plan is None or not writing.goes(SupportPlan.category):
        return []
    label = writing.say(N_("Plan looked at again on"))
    rows = [Line(label, writing.value(plan, "review_on") or None, field="support_plan.review_on")]
    risks = [one.record for one in writing.all(RiskAssessment) if one.record.review_on]
    if risks:
        rows.append(Line(writing.say(N_("Risks looked at again on")), writing.value(risks[-1], "review_on")))
    return [Part(writing.say(N_("When we look at it again")), rows=tuple(rows))]


# the option

_CHOICE: Final = N_(
    "The person decides, after hearing what is possible. “Not yet” is an answer too. Who changes their mind "
    "says so, and nobody asks why. Help goes on, whatever is chosen."
)
_CHOICE_CHILD: Final = N_(
    "For a child a panel decides after hearing the child, by what is best for the child. The child may say "
    "again at any time what they want. Help goes on, whatever is decided."
)


@paper("option_decision", needs=(OptionDecision.kind,), gather=childhood)
def option_decision(writing: Writing) -> Draft:
    """What was explained, in which language, what the person wishes, and what was chosen by whom."""
    found = writing.latest(OptionDecision) or OptionDecision()
    child = is_child(writing)
    explained = writing.lines(found, OptionDecision, "explained_on", "explained_in", "interpreter")
    options = writing.setting.reference.codes("option")
    ticks = tuple(
        Tick(writing.say(one.label), ticked=one.code in found.explained) for one in options if found.explained
    )
    choice = ("choice", "destination", "decided_by", "decided_on")
    parts = [
        Part(paragraphs=(writing.say(_CHOICE_CHILD if child else _CHOICE),), notice=True),
        *person_part(writing),
        *(guardian_part(writing) if child else ()),
        Part(writing.say(N_("What was explained")), rows=explained, ticks=ticks),
        *text_part(writing, found, "wishes"),
        *text_part(writing, found, "proceedings"),
        *(_best(writing, found) if child else ()),
        Part(writing.say(N_("The choice")), rows=writing.lines(found, OptionDecision, *choice)),
        contact_part(writing),
    ]
    panel = [signed_by(writing, N_("For the panel"))] if child else []
    signers = [*signed_by_person(writing), *panel, signed_by(writing, CASEWORKER, writing.value(found, "by"))]
    return Draft(parts, [*signers, *interpreted(writing, found.interpreter)])


def _best(writing: Writing, found: OptionDecision) -> list[Part]:
    """What the panel found best for the child: the report the choice names, else the last one."""
    reports = writing.all(BestInterestsReport)
    if not reports:
        return list(writing.part(BestInterestsReport.title, BestInterestsReport))
    named = [one for one in reports if one.id == found.best_interests]
    report: BestInterestsReport = (named or list(reports))[-1].record
    receiver = ("receiver", "receiver_relation", "receiver_assessed")
    names = ["reported_on", "panel", "recommendation", "childs_view", "guardians_view"]
    if report.receiver or not writing.goes(Category.FAMILY):
        names += receiver
    rows = writing.lines(report, BestInterestsReport, *names, "reasons", "review_on")
    return [Part(writing.say(BestInterestsReport.title), rows=rows)]
