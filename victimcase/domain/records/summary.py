"""What was done to the person, in the coded words of the case data standard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from victimcase.domain.partial_date import PartialDate
from victimcase.domain.spec import (
    Choice,
    Choices,
    Countries,
    Day,
    LongText,
    Number,
    PartialDay,
    Record,
    Text,
    YesNo,
)
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class TraffickingSummary(
    Record,
    kind="trafficking_summary",
    title=N_("Trafficking summary"),
    step=Step.SCREENING,
    many=False,
    category=Category.ACCOUNT,
    help=N_(
        "The case in the words of the case data standard, for statistics and partners. One for each case."
    ),
):
    """The case in the coded words of HTCDS 2.0, section Person - Victim Context."""

    status: Annotated[
        str | None,
        Choice(
            N_("Status"),
            codes="vic_TraffickingStatus",
            htcds="vic_TraffickingStatus",
            category=Category.LEGAL,
            help=N_("As reported. Only an identification decision decides anything."),
        ),
    ] = None
    status_by: Annotated[
        str | None,
        Choice(
            N_("Kind of body that determined the status"),
            codes="vic_TraffickingStatusDecisionMakingOrg",
            htcds="vic_TraffickingStatusDecisionMakingOrg",
            category=Category.LEGAL,
        ),
    ] = None
    status_reported_by: Annotated[str | None, Text(N_("Status reported by"), category=Category.LEGAL)] = None
    status_reported_on: Annotated[
        date | None, Day(N_("Status reported on"), not_in_future=True, category=Category.LEGAL)
    ] = None
    status_origin: Annotated[
        str | None,
        Choice(
            N_("How the status came here"),
            codes="status_origin",
            category=Category.LEGAL,
            help=N_("A status that came with an import or a referral never counts as decided here."),
        ),
    ] = None
    relationship: Annotated[
        str | None,
        Choice(
            N_("Relationship to the trafficker"),
            codes="vic_RelationshipToTrafficker",
            htcds="vic_RelationshipToTrafficker",
        ),
    ] = None
    age_when_trafficked: Annotated[
        int | None,
        Number(
            N_("Age when first trafficked"), low=0, high=120, unit=N_("years"), htcds="vic_AgeWhenTrafficked"
        ),
    ] = None
    recruitment_methods: Annotated[
        tuple[str, ...],
        Choices(
            N_("How recruited"),
            codes="vic_MethodOfRecruitment",
            htcds="vic_MethodOfRecruitment",
            required=True,
        ),
    ] = ()
    recruitment_websites: Annotated[
        tuple[str, ...],
        Choices(
            N_("Websites and apps used to recruit"),
            codes="vic_RecruitmentWebsitesAndApps",
            htcds="vic_RecruitmentWebsitesAndApps",
        ),
    ] = ()
    recruitment_place: Annotated[
        str | None,
        Text(N_("Place or organisation of recruitment"), htcds="vic_LocationOfRecruitment", search="text"),
    ] = None
    methods_of_control: Annotated[
        tuple[str, ...],
        Choices(
            N_("Means of control"), codes="vic_MethodsOfControl", htcds="vic_MethodsOfControl", required=True
        ),
    ] = ()
    exploitation_types: Annotated[
        tuple[str, ...],
        Choices(
            N_("Forms of exploitation"),
            codes="vic_TypeOfExploitation",
            htcds="vic_TypeOfExploitation",
            required=True,
        ),
    ] = ()
    labour_industries: Annotated[
        tuple[str, ...],
        Choices(
            N_("Industry of the forced labour"),
            codes="vic_ForcedLabourIndustry",
            htcds="vic_ForcedLabourIndustry",
            help=N_("Where several apply, partners who take only one receive the first of the list."),
        ),
    ] = ()
    labour_divisions: Annotated[
        tuple[str, ...], Choices(N_("Branch within the industry"), codes="isic_division")
    ] = ()
    labour_groups: Annotated[tuple[str, ...], Choices(N_("Farming or fishing"), codes="isic_group")] = ()
    sexual_exploitation_types: Annotated[
        tuple[str, ...],
        Choices(
            N_("Forms of sexual exploitation"),
            codes="vic_TypeOfSexExploitation",
            htcds="vic_TypeOfSexExploitation",
        ),
    ] = ()
    forced_criminality: Annotated[
        tuple[str, ...],
        Choices(
            N_("Forced to commit"),
            codes="forced_criminality",
            help=N_("Offences the person was made to commit."),
        ),
    ] = ()
    exploitation_site: Annotated[str | None, Choice(N_("Kind of place"), codes="exploitation_site")] = None
    exploitation_place: Annotated[
        str | None,
        Text(N_("Place or organisation of exploitation"), htcds="vic_LocationOfExploitation", search="text"),
    ] = None
    exploitation_websites: Annotated[
        tuple[str, ...],
        Choices(
            N_("Websites and apps used to exploit"),
            codes="vic_ExploitationWebsitesAndApps",
            htcds="vic_ExploitationWebsitesAndApps",
        ),
    ] = ()
    exploitation_countries: Annotated[tuple[str, ...], Countries(N_("Countries of exploitation"))] = ()
    exploitation_began: Annotated[
        PartialDate | None, PartialDay(N_("Exploitation began"), not_in_future=True)
    ] = None
    exploitation_ended: Annotated[
        PartialDate | None, PartialDay(N_("Exploitation ended"), not_in_future=True)
    ] = None
    account: Annotated[
        str | None,
        LongText(
            N_("Summary of the account"),
            search="text",
            help=N_("Short, in plain words. Names of suspects belong in their own record."),
        ),
    ] = None
    vulnerabilities: Annotated[
        tuple[str, ...],
        Choices(
            N_("Vulnerabilities"),
            codes="vic_Vulnerabilities",
            htcds="vic_Vulnerabilities",
            help=N_("Kept for data of older forms. New findings belong in the vulnerability assessment."),
        ),
    ] = ()
    vulnerability_details: Annotated[
        str | None,
        LongText(
            N_("Details of vulnerabilities"),
            htcds="vic_DetailsOfVulnerabilities",
            search="text",
            help=N_("Kept for data of older forms. New findings belong in the vulnerability assessment."),
        ),
    ] = None
    agreed_to_data: Annotated[
        bool | None,
        YesNo(
            N_("Did the person agree to management of data, in the older form?"),
            category=Category.ADMINISTRATIVE,
            htcds="vic_AgreementToManagePersonalData",
            help=N_("Kept for data of older forms. It permits nothing: a consent record is needed."),
        ),
    ] = None
