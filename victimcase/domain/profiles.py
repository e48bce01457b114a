"""The limits and rules of one jurisdiction, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, TypeVar

from victimcase.i18n import N_

T = TypeVar("T")

UNVERIFIED = N_("Not checked against the source.")


@dataclass(frozen=True)
class Figure(Generic[T]):
    """One limit: its value in a unit, where it comes from, and whether somebody read it there."""

    value: T
    unit: str
    source: str
    verified: bool = False


class Regime(StrEnum):
    """How a mission of the person's country comes to be told (case model §3)."""

    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"
    MANDATORY = "mandatory"


ANY_COUNTRY = "*"


@dataclass(frozen=True)
class ConsularRule:
    """The regime between the country a person was found in and the country of citizenship."""

    found_in: str
    citizenship: str
    regime: Regime
    source: str
    verified: bool = False


class BodyRole(StrEnum):
    """What a public body decides."""

    IDENTIFIES = "identifies"
    GUARDIAN = "guardian"
    BEST_INTERESTS = "best_interests"
    NATIONALITY = "nationality"
    EXIT = "exit"


@dataclass(frozen=True)
class Body:
    """A public body and what it decides; `kind` is a code of HTCDS vic_TraffickingStatusDecisionMakingOrg."""

    name: str
    role: BodyRole
    kind: str
    source: str
    verified: bool = False


@dataclass(frozen=True)
class Profile:
    """What holds in one jurisdiction. `figures` are counted in the unit each one names."""

    key: str
    title: str
    country: str = ""
    """ISO 3166-1 alpha-2; empty for the profile that holds where no other does."""
    figures: Mapping[str, Figure[int]] = field(default_factory=dict)
    follow_up_months: Figure[tuple[int, ...]] = Figure((1, 3, 6, 12), "months", "")
    consular: tuple[ConsularRule, ...] = ()
    bodies: tuple[Body, ...] = ()

    def __getitem__(self, name: str) -> int:
        """A figure by its name, one of `FIGURES`, in its unit. Raises KeyError for any other name."""
        return self.figures[name].value

    def retention_years(self, *, child: bool, indicated: bool) -> int:
        """Years a closed case is kept: by whether the person was a child, and whether trafficking was
        indicated.
        """
        if not indicated:
            return self["retention_years_not_indicated"]
        return self["retention_years_child" if child else "retention_years"]

    def deciding(self, role: BodyRole) -> tuple[Body, ...]:
        """The bodies that decide one matter here."""
        return tuple(body for body in self.bodies if body.role is role)

    @property
    def unverified(self) -> tuple[str, ...]:
        """Names of figures nobody has read at the source yet, for the mark beside them."""
        named = [name for name, figure in self.figures.items() if not figure.verified]
        return tuple(named if self.follow_up_months.verified else [*named, FOLLOW_UP_MONTHS])


FIGURES: dict[str, tuple[str, str]] = {
    "reflection_days_adult": ("days", N_("Reflection period of an adult")),
    "reflection_days_child": ("days", N_("Reflection period of a child")),
    "return_consent_days": ("days", N_("Oldest consent to return that still counts")),
    "consent_days": ("days", N_("Other consents are proposed for")),
    "consent_warning_days": ("days", N_("Warn before a consent ends")),
    "danger_confirmation_hours": ("hours", N_("Second person confirms an override within")),
    "nationality_answer_days": ("days", N_("Answer about nationality expected within")),
    "receiving_answer_days": ("days", N_("Answer of the receiving agency expected within")),
    "referral_answer_days": ("days", N_("Answer to a referral expected within")),
    "arrival_alert_hours": ("hours", N_("Alert when arrival is not confirmed after")),
    "plan_due_days": ("days", N_("Reintegration plan due after the return")),
    "document_warning_days": ("days", N_("Warn before a document ends")),
    "property_return_days": ("days", N_("Belongings are returned within")),
    "retention_years": ("years", N_("Closed cases are kept for")),
    "retention_years_child": ("years", N_("Closed cases of children are kept for")),
    "retention_years_not_indicated": ("years", N_("Cases where trafficking was not indicated are kept for")),
}
"""Every figure a profile has: unit and title. The names are those of the code list `profile_figure`."""

FOLLOW_UP_MONTHS = "follow_up_months"


def replaced(profile: Profile, name: str, value: str, source: str, verified: bool) -> Profile:
    """The profile with one figure put in place by an office, written as text (“45”, “1, 3, 6, 12”).

    A name that is no figure leaves the profile as it is: a newer program may know it. Raises ValueError
    when the value is no whole number of its unit.
    """
    if name == FOLLOW_UP_MONTHS:
        months = tuple(sorted({int(month) for month in value.replace(",", " ").split()}))
        if not months or months[0] < 0:
            raise ValueError(value)
        return replace(profile, follow_up_months=Figure(months, "months", source, verified))
    if name not in FIGURES:
        return profile
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return replace(
        profile, figures={**profile.figures, name: Figure(number, FIGURES[name][0], source, verified)}
    )
