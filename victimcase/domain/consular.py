"""When a mission is told of its citizen, who may decide it, and what blocks it (case model §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from victimcase.domain import status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.profiles import ANY_COUNTRY, ConsularRule, Profile, Regime
from victimcase.domain.records.protection import RiskAssessment
from victimcase.domain.records.repatriation import ConsularNotification
from victimcase.i18n import N_

NOTIFY, DO_NOT_NOTIFY, WITHDRAW = "notify", "do_not_notify", "withdraw"

NEUTRAL_REASON = N_("The mission's part in this case has ended.")
"""The one reason a mission is ever given when a case is withdrawn from it, whatever the cause."""

VIENNA = ConsularRule(
    ANY_COUNTRY,
    ANY_COUNTRY,
    Regime.OPT_IN,
    "Vienna Convention on Consular Relations art. 36",
)
"""What holds where no rule of the profile fits: the mission is told only if the person asks for it."""


@dataclass(frozen=True)
class Notice:
    """What may be done about one mission: the rule, what it proposes, who decides, and whether it is blocked.

    `proposed` is `notify`, `do_not_notify`, or none while the wish of the person is needed and not known.
    `deciders` are codes of the list `consular_decider`.
    """

    country: str
    rule: ConsularRule
    deciders: frozenset[str]
    blocked: bool
    proposed: str | None


def rule_for(profile: Profile, found_in: str | None, citizenship: str) -> ConsularRule:
    """The rule between the country a person was found in and a country of citizenship.

    The rule that names both countries wins over one that names the citizenship, then the place, then neither.
    """
    fitting = [
        rule
        for rule in profile.consular
        if rule.found_in in (found_in, ANY_COUNTRY) and rule.citizenship in (citizenship, ANY_COUNTRY)
    ]
    return max(fitting, key=_closeness, default=VIENNA)


def _closeness(rule: ConsularRule) -> tuple[bool, bool]:
    return rule.citizenship != ANY_COUNTRY, rule.found_in != ANY_COUNTRY


def is_blocked(dossier: Dossier) -> bool:
    """Whether nothing is told to a mission until the supervisor decides: a hold, or suspected officials.

    A protection claim stands behind the hold; its record is sealed and rules never read it.
    """
    if status.case_of(dossier).return_hold:
        return True
    return any(kept.record.officials_suspected for kept in dossier.all(RiskAssessment))


def deciders(dossier: Dossier, rule: ConsularRule) -> frozenset[str]:
    """Who may decide whether a mission is told, as codes of the list `consular_decider`."""
    if is_blocked(dossier):
        return frozenset({"supervisor"})
    if status.is_child(dossier):
        counted = bool(status.guardians(dossier))
        return frozenset({"guardian", "panel"} if counted else {"panel"})
    return frozenset({"rule"} if rule.regime is Regime.MANDATORY else {"person"})


def notice(dossier: Dossier, profile: Profile, citizenship: str, wish: str | None) -> Notice:
    """What may be done about the mission of one country, given the wish of the person (list
    `consular_wish`).
    """
    rule = rule_for(profile, status.case_of(dossier).found_in, citizenship)
    blocked = is_blocked(dossier)
    proposed = None if blocked or status.is_child(dossier) else _proposed(rule.regime, wish)
    return Notice(citizenship, rule, deciders(dossier, rule), blocked, proposed)


def _proposed(regime: Regime, wish: str | None) -> str | None:
    if regime is Regime.MANDATORY:
        return NOTIFY
    if regime is Regime.OPT_IN:
        return NOTIFY if wish == "wants" else DO_NOT_NOTIFY
    if wish in (None, "not_asked"):
        return None  # "unless the victim says otherwise" presupposes that the victim was asked
    return DO_NOT_NOTIFY if wish == "does_not_want" else NOTIFY


def missions(dossier: Dossier) -> tuple[str, ...]:
    """The countries whose missions could be told: those of citizenship, where the person was not found."""
    found_in = status.case_of(dossier).found_in
    return tuple(code for code in status.person_of(dossier).citizenships if code != found_in)


def notified(decisions: Iterable[Kept[ConsularNotification]]) -> bool:
    """Whether some mission may see the case: the last word on it is to tell it, and was not withdrawn.

    `decisions` come oldest first; a record without a decision changes nothing.
    """
    last: dict[str | None, ConsularNotification] = {}
    for kept in decisions:
        if kept.record.decision is not None:
            last[kept.record.country] = kept.record
    return any(one.decision == NOTIFY and one.withdrawn_on is None for one in last.values())
