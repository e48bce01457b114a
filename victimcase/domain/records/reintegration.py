"""A life after the return, or in place: reception, plan, grants, follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.spec import (
    Amount,
    Attachment,
    Choice,
    Choices,
    Day,
    Link,
    LongText,
    Money,
    Number,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Reception(Record, kind="reception", title=N_("Reception"), step=Step.RECEPTION):
    """The first hours at the other end: somebody owns the case now and has said so."""

    received_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    organisation: Annotated[str | None, Link(N_("Receiving agency"), to="organisation")] = None
    case_owner: Annotated[
        str | None,
        Text(
            N_("Who owns the case now"),
            required=True,
            help=N_("Name of the worker at the receiving side who answers for the case."),
        ),
    ] = None
    interview: Annotated[
        str | None, LongText(N_("Reception interview"), category=Category.ACCOUNT, search="text")
    ] = None
    immediate_needs: Annotated[
        tuple[str, ...], Choices(N_("Immediate needs"), codes="need", category=Category.ACCOUNT)
    ] = ()
    transit_shelter: Annotated[
        str | None, Text(N_("Transit shelter"), category=Category.LOCATION_OF_SHELTER)
    ] = None
    transit_until: Annotated[
        date | None, Day(N_("In transit shelter until"), category=Category.LOCATION_OF_SHELTER)
    ] = None
    health: Annotated[str | None, LongText(N_("Health on arrival"), category=Category.HEALTH)] = None
    acknowledged_on: Annotated[
        date | None,
        Day(
            N_("Acknowledgement sent on"),
            not_in_future=True,
            required=True,
            help=N_("The sending office waits for this word."),
        ),
    ] = None
    by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class VulnerabilityAssessment(
    Record,
    kind="vulnerability_assessment",
    title=N_("Vulnerability and skills"),
    step=Step.PLAN,
    category=Category.ACCOUNT,
):
    """What makes life hard, and what the person can build on."""

    assessed_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    assessed_by: Annotated[str | None, User(N_("Assessed by"))] = None
    skills: Annotated[str | None, LongText(N_("Skills and experience"))] = None
    strengths: Annotated[str | None, LongText(N_("Strengths and support"))] = None
    wishes: Annotated[str | None, LongText(N_("What the person wants"))] = None
    education: Annotated[str | None, LongText(N_("School and training"))] = None
    health: Annotated[str | None, LongText(N_("Health"), category=Category.HEALTH)] = None
    psychosocial: Annotated[str | None, LongText(N_("Mind and feelings"), category=Category.HEALTH)] = None
    family: Annotated[str | None, LongText(N_("Family"), category=Category.FAMILY)] = None
    economic: Annotated[str | None, LongText(N_("Work and income"), category=Category.MONEY)] = None
    debt: Annotated[str | None, LongText(N_("Debts"), category=Category.MONEY)] = None
    housing: Annotated[str | None, LongText(N_("Housing"))] = None
    community: Annotated[str | None, LongText(N_("Community"))] = None
    retrafficking_risk: Annotated[
        str | None, Choice(N_("Risk of being trafficked again"), codes="risk_level")
    ] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class ReintegrationPlan(
    Record,
    kind="reintegration_plan",
    title=N_("Reintegration plan"),
    step=Step.PLAN,
    category=Category.ACCOUNT,
    help=N_("Made together with the person, within about a month after the return."),
):
    """What the person wants to reach and who helps."""

    made_on: Annotated[date | None, Day(N_("Date"), not_in_future=True, required=True)] = None
    place: Annotated[str | None, Text(N_("Where the person lives now"), category=Category.CONTACT)] = None
    aims: Annotated[str | None, LongText(N_("Aims"), required=True, search="text")] = None
    schooling: Annotated[str | None, LongText(N_("School and training"))] = None
    legal_follow_up: Annotated[str | None, LongText(N_("Legal follow-up"), category=Category.LEGAL)] = None
    agreed_by_person: Annotated[
        bool | None,
        YesNo(N_("Does the person agree?"), required=True, category=Category.ADMINISTRATIVE),
    ] = None
    agreed_by_manager: Annotated[
        bool | None,
        YesNo(N_("Does the case manager agree?"), required=True, category=Category.ADMINISTRATIVE),
    ] = None
    agreed_on: Annotated[
        date | None, Day(N_("Agreed on"), not_in_future=True, category=Category.ADMINISTRATIVE)
    ] = None
    case_manager: Annotated[str | None, User(N_("Case manager"), category=Category.ADMINISTRATIVE)] = None
    review_on: Annotated[
        date | None,
        Day(N_("Look again on"), makes_task="plan_review", category=Category.ADMINISTRATIVE),
    ] = None
    scan: Annotated[str | None, Attachment(N_("Signed plan"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class ReintegrationGoal(
    Record,
    kind="reintegration_goal",
    title=N_("Goal"),
    step=Step.PLAN,
    category=Category.ACCOUNT,
    parent="reintegration_plan",
):
    """One aim with the steps towards it."""

    area: Annotated[str | None, Choice(N_("Area"), codes="need", required=True)] = None
    goal: Annotated[str | None, Text(N_("Goal"), max_length=500, required=True)] = None
    steps: Annotated[str | None, LongText(N_("What is done"))] = None
    responsible: Annotated[str | None, Text(N_("Who does it"))] = None
    due_on: Annotated[date | None, Day(N_("Until"), makes_task="goal")] = None
    done_on: Annotated[date | None, Day(N_("Reached on"), not_in_future=True)] = None
    result: Annotated[str | None, Choice(N_("Result"), codes="goal_result")] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class Grant(
    Record,
    kind="grant",
    title=N_("Grant"),
    step=Step.PLAN,
    category=Category.MONEY,
    help=N_("The instalments together make the budget, and each one paid has its receipt."),
):
    """Money or things given for a new start."""

    type: Annotated[str | None, Choice(N_("Type"), codes="grant_type", required=True)] = None
    purpose: Annotated[str | None, Text(N_("For"), max_length=500, required=True)] = None
    budget: Annotated[Amount | None, Money(N_("Budget"), required=True)] = None
    donor: Annotated[str | None, Text(N_("Paid from"))] = None
    agreed_on: Annotated[date | None, Day(N_("Agreed on"), not_in_future=True)] = None
    conditions: Annotated[str | None, LongText(N_("What was agreed"))] = None
    agreement: Annotated[str | None, Attachment(N_("Signed agreement"))] = None
    ended_on: Annotated[date | None, Day(N_("Ended on"), not_in_future=True)] = None
    by: Annotated[str | None, User(N_("Recorded by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class Instalment(
    Record,
    kind="instalment",
    title=N_("Instalment"),
    step=Step.PLAN,
    category=Category.MONEY,
    parent="grant",
):
    """One part of a grant, planned or paid."""

    amount: Annotated[Amount | None, Money(N_("Amount"), required=True)] = None
    due_on: Annotated[date | None, Day(N_("Due on"), makes_task="instalment")] = None
    paid_on: Annotated[date | None, Day(N_("Paid on"), not_in_future=True)] = None
    paid_by: Annotated[str | None, User(N_("Paid by"), category=Category.ADMINISTRATIVE)] = None
    receipt_number: Annotated[str | None, Text(N_("Number of the receipt"), search="code")] = None
    receipt: Annotated[str | None, Attachment(N_("Receipt"))] = None
    bought: Annotated[str | None, Text(N_("What was bought"), max_length=500)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE)] = None


@dataclass(frozen=True, kw_only=True)
class FollowUp(
    Record,
    kind="follow_up",
    title=N_("Follow-up"),
    step=Step.FOLLOW_UP,
    category=Category.ACCOUNT,
    help=N_("The person may say no to any contact; that is written down and respected."),
):
    """One contact some months after the return."""

    month: Annotated[
        int | None,
        Number(
            N_("Months after the return"),
            low=0,
            high=120,
            required=True,
            category=Category.ADMINISTRATIVE,
            help=N_("Which of the planned contacts this was."),
        ),
    ] = None
    contacted_on: Annotated[
        date | None, Day(N_("Date"), not_in_future=True, required=True, category=Category.ADMINISTRATIVE)
    ] = None
    how: Annotated[str | None, Choice(N_("How"), codes="follow_up_how", category=Category.ADMINISTRATIVE)] = (
        None
    )
    outcome: Annotated[
        str | None,
        Choice(N_("Outcome"), codes="follow_up_outcome", required=True, category=Category.ADMINISTRATIVE),
    ] = None
    economic: Annotated[
        int | None,
        Number(
            N_("Work and income"), low=1, high=5, help=N_("1 very hard … 5 well"), category=Category.MONEY
        ),
    ] = None
    social: Annotated[
        int | None, Number(N_("Family and community"), low=1, high=5, help=N_("1 very hard … 5 well"))
    ] = None
    psychosocial: Annotated[
        int | None,
        Number(
            N_("Mind and feelings"), low=1, high=5, help=N_("1 very hard … 5 well"), category=Category.HEALTH
        ),
    ] = None
    retrafficking_risk: Annotated[
        str | None, Choice(N_("Risk of being trafficked again"), codes="risk_level", required=True)
    ] = None
    safe: Annotated[bool | None, YesNo(N_("Does the person feel safe?"), alert_when=False)] = None
    needs: Annotated[tuple[str, ...], Choices(N_("Needs now"), codes="need")] = ()
    further_contact: Annotated[
        str | None,
        Choice(N_("Wish about further contact"), codes="further_contact", category=Category.ADMINISTRATIVE),
    ] = None
    by: Annotated[str | None, User(N_("Contacted by"), category=Category.ADMINISTRATIVE)] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None
