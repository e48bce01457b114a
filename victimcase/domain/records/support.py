"""The plan a person makes with the office, its goals, and the services that serve it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.spec import (
    Amount,
    Attachment,
    Choice,
    Day,
    Language,
    Link,
    LongText,
    Money,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class SupportPlan(
    Record,
    kind="support_plan",
    title=N_("Support plan"),
    step=Step.CARE,
    category=Category.NOTE,
    help=N_("What the person wants to reach and how the office helps; goals follow as rows."),
):
    """What the person wants to reach during protection, and the help agreed for it (HTCDS 2.0)."""

    type: Annotated[
        str | None, Choice(N_("Kind of support"), codes="spl_Type", htcds="spl_Type", required=True)
    ] = None
    objectives: Annotated[
        str | None, LongText(N_("Objectives"), htcds="spl_Objectives", search="text", required=True)
    ] = None
    action_plan: Annotated[
        str | None, LongText(N_("Action plan"), htcds="spl_ActionPlan", search="text", required=True)
    ] = None
    starts_on: Annotated[date | None, Day(N_("Starts on"))] = None
    planned_end_on: Annotated[
        date | None, Day(N_("Planned end"), htcds="spl_PlannedEndDate", makes_task="plan_review")
    ] = None
    ended_on: Annotated[date | None, Day(N_("Actual end"), htcds="spl_ActualEndDate", not_in_future=True)] = (
        None
    )
    own_words: Annotated[
        str | None,
        LongText(N_("In the person's own words"), search="text", help=N_("What matters most to them.")),
    ] = None
    agreed: Annotated[bool | None, YesNo(N_("Did the person agree?"), required=True)] = None
    agreed_on: Annotated[date | None, Day(N_("Agreed on"), not_in_future=True)] = None
    language: Annotated[str | None, Language(N_("Language it was explained in"))] = None
    review_on: Annotated[date | None, Day(N_("Look at again on"), makes_task="plan_review")] = None
    written_by: Annotated[str | None, User(N_("Written by"))] = None
    result: Annotated[str | None, LongText(N_("What was reached"), search="text")] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class SupportGoal(
    Record,
    kind="support_goal",
    title=N_("Goal of the support plan"),
    step=Step.CARE,
    category=Category.NOTE,
    parent="support_plan",
):
    """One goal of a support plan, with the next step and who takes it."""

    area: Annotated[str | None, Choice(N_("Area"), codes="spl_Type")] = None
    goal: Annotated[str | None, Text(N_("Goal"), max_length=500, search="text", required=True)] = None
    next_action: Annotated[str | None, Text(N_("Next action"), max_length=500, search="text")] = None
    responsible: Annotated[str | None, Text(N_("Who does it"))] = None
    due_on: Annotated[date | None, Day(N_("Due on"), makes_task="goal")] = None
    state: Annotated[str | None, Choice(N_("State"), codes="goal_state", required=True)] = None
    done_on: Annotated[date | None, Day(N_("Done on"), not_in_future=True)] = None
    outcome: Annotated[str | None, LongText(N_("Outcome"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Service(
    Record,
    kind="service",
    title=N_("Service"),
    step=Step.CARE,
    category=Category.NOTE,
    help=N_("One help offered. It never depends on cooperation, and saying no closes nothing."),
):
    """One help offered to the person, by whom, until when, and what came of it."""

    type: Annotated[str | None, Choice(N_("Type"), codes="service_type", required=True)] = None
    description: Annotated[str | None, Text(N_("Description"), max_length=500, search="text")] = None
    provider: Annotated[str | None, Link(N_("Provider"), to="organisation", required=True)] = None
    provider_person: Annotated[str | None, Link(N_("Person there"), to="contact_person")] = None
    goal: Annotated[str | None, Link(N_("Serves this goal"), to="support_goal")] = None
    referral: Annotated[str | None, Link(N_("Came by this referral"), to="referral")] = None
    offered_on: Annotated[date | None, Day(N_("Offered on"), not_in_future=True)] = None
    accepted: Annotated[bool | None, YesNo(N_("Did the person accept?"), required=True)] = None
    refused_why: Annotated[
        str | None,
        Text(
            N_("Why not"), help=N_("Only if the person wishes to say; it helps to offer better."), prose=True
        ),
    ] = None
    due_on: Annotated[date | None, Day(N_("Due on"), makes_task="service")] = None
    began_on: Annotated[date | None, Day(N_("Began on"), not_in_future=True)] = None
    done_on: Annotated[date | None, Day(N_("Done on"), not_in_future=True)] = None
    state: Annotated[str | None, Choice(N_("State"), codes="service_state", required=True)] = None
    outcome: Annotated[str | None, Choice(N_("Outcome"), codes="service_outcome")] = None
    outcome_details: Annotated[str | None, LongText(N_("Details of the outcome"), search="text")] = None
    person_satisfied: Annotated[bool | None, YesNo(N_("Did the person find it helpful?"))] = None
    cost: Annotated[Amount | None, Money(N_("Cost"), category=Category.MONEY)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Schooling(
    Record,
    kind="schooling",
    title=N_("Schooling or training"),
    step=Step.CARE,
    category=Category.NOTE,
    help=N_("School, language or vocational course, for a child or an adult."),
):
    """One school or course the person attends or is to attend."""

    type: Annotated[str | None, Choice(N_("Type"), codes="schooling_type", required=True)] = None
    level: Annotated[str | None, Choice(N_("Level"), codes="prs_HighestLevelOfEducation")] = None
    subject: Annotated[str | None, Text(N_("Class, subject or trade"))] = None
    school: Annotated[
        str | None,
        Text(
            N_("School and place"),
            max_length=500,
            category=Category.LOCATION_OF_SHELTER,
            help=N_("Sealed, as the way to school leads to the house."),
        ),
    ] = None
    language: Annotated[str | None, Language(N_("Language of teaching"))] = None
    began_on: Annotated[date | None, Day(N_("Began on"))] = None
    ends_on: Annotated[date | None, Day(N_("Ends on"))] = None
    attendance: Annotated[str | None, Choice(N_("Attendance"), codes="attendance")] = None
    obstacles: Annotated[str | None, LongText(N_("What stands in the way"), search="text")] = None
    safe_way: Annotated[bool | None, YesNo(N_("Safe way there and back?"), alert_when=False)] = None
    school_knows: Annotated[
        bool | None, YesNo(N_("Does the school know about the case?"), help=N_("Usually it need not know."))
    ] = None
    result: Annotated[str | None, Text(N_("Result or certificate"), prose=True)] = None
    certificate: Annotated[str | None, Attachment(N_("Copy of the certificate"))] = None
    cost: Annotated[Amount | None, Money(N_("Cost"), category=Category.MONEY)] = None
    recorded_by: Annotated[str | None, User(N_("Recorded by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None
