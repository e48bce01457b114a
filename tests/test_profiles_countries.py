"""The countries the program knows: their figures, the days counted from them, their bodies and languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.case_files import adult, ago, child
from victimcase.domain import clocks
from victimcase.domain.consular import rule_for
from victimcase.domain.profiles import FIGURES, BodyRole, Figure, Profile, Regime
from victimcase.domain.records.repatriation import NationalityVerification
from victimcase.domain.reference import LANGUAGE
from victimcase.services.profiles import load, named
from victimcase.services.reference import load as load_reference

PROFILES = load()
COUNTRIES = {
    "australia": ("AU", ("eng",)),
    "bangladesh": ("BD", ("ben",)),
    "cambodia": ("KH", ("khm",)),
    "indonesia": ("ID", ("ind",)),
    "malaysia": ("MY", ("msa", "tam", "zho")),
    "philippines": ("PH", ("fil", "tgl")),
    "thailand": ("TH", ("tha",)),
    "vietnam": ("VN", ("vie",)),
}
REFLECTION = {"australia": 90, "thailand": 45}
"""Where a reflection period of its own is set; elsewhere the working figure of the program holds."""
ASEAN = frozenset({"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"})
STARTED = date(2026, 1, 5)

every_country = pytest.mark.parametrize("key", COUNTRIES)


def lost(profile: Profile) -> set[str]:
    """What is wrong about where the figures, rules and bodies of a profile come from."""
    sources = [one.source for one in profile.figures.values()]
    sources += [rule.source for rule in profile.consular] + [body.source for body in profile.bodies]
    wrong = {"source" for source in sources if not source.strip()}
    wrong |= {
        name
        for name, figure in profile.figures.items()
        if figure.verified and figure != PROFILES["default"].figures[name]
    }
    return wrong | {"body" for body in profile.bodies if body.verified}


@every_country
def test_a_country_is_found_by_its_code(key: str) -> None:
    """The profile of a case found in a country is that country's, whole."""
    country, _ = COUNTRIES[key]
    profile = PROFILES[key]
    assert profile.country == country and named(PROFILES, country) is profile
    assert load_reference().country(country) == profile.title
    assert set(profile.figures) == set(FIGURES)


@every_country
def test_nothing_unread_counts_as_read(key: str) -> None:
    """Every figure names its source, and what a country adds is marked until somebody reads it there."""
    assert lost(PROFILES[key]) == set()
    assert "reflection_days_adult" in PROFILES[key].unverified


def test_a_figure_marked_read_without_reading_is_noticed() -> None:
    """The twin of the test above: it fails for a figure said to be read, and for one without a source."""
    profile = PROFILES["australia"]
    read = Figure(90, "days", "Somewhere", verified=True)
    assert lost(replace(profile, figures={**profile.figures, "reflection_days_adult": read}))
    bare = Figure(90, "days", " ")
    assert lost(replace(profile, figures={**profile.figures, "reflection_days_adult": bare}))


@every_country
def test_every_matter_has_somebody_who_decides(key: str) -> None:
    """Each matter of a case has its body here, once, of a kind the standard knows."""
    profile = PROFILES[key]
    kinds = {code.code for code in load_reference().codes("vic_TraffickingStatusDecisionMakingOrg")}
    for role in BodyRole:
        names = [body.name for body in profile.deciding(role)]
        assert names and len(set(names)) == len(names), role
    assert {body.kind for body in profile.bodies} <= kinds


@every_country
def test_the_languages_of_a_country_can_be_chosen(key: str) -> None:
    """The languages people are spoken to in there stand on the forms."""
    _, languages = COUNTRIES[key]
    offered = load_reference().codes(LANGUAGE)
    assert [code for code in languages if code not in offered] == []
    assert "xx" not in offered


@every_country
def test_a_reflection_period_is_counted_by_the_country(key: str) -> None:
    """The end of a reflection period follows the country's figure, for adults and children."""
    days = REFLECTION.get(key, PROFILES["default"]["reflection_days_adult"])
    for file in (adult(), child()):
        until = clocks.reflection_until(file.dossier(), PROFILES[key], STARTED)
        assert until == STARTED + timedelta(days=days)


@every_country
def test_an_answer_about_nationality_is_overdue_by_the_country(key: str) -> None:
    """One day before the limit nothing is asked; on the day it is."""
    profile = PROFILES[key]
    limit = profile["nationality_answer_days"]
    for days, expected in ((limit - 1, False), (limit, True)):
        file = adult().add("waiting", NationalityVerification(country="MM", asked_on=ago(days)))
        found = {task.rule for task in clocks.due_tasks(file.dossier(), profile, file.today)}
        assert ("nationality_answer" in found) is expected


@every_country
def test_missions_of_the_convention_are_told_unless_the_person_says_no(key: str) -> None:
    """Between two signatories of the ASEAN Convention the rule is opt-out; to all others it is opt-in."""
    country, _ = COUNTRIES[key]
    profile = PROFILES[key]
    for citizenship in (*ASEAN - {country}, "NP", "BD", "CN"):
        both = country in ASEAN and citizenship in ASEAN
        expected = Regime.OPT_OUT if both else Regime.OPT_IN
        assert rule_for(profile, country, citizenship).regime is expected, citizenship


def test_all_countries_are_looked_at() -> None:
    """A profile added later cannot be forgotten here."""
    assert set(PROFILES) == {"default", *COUNTRIES}
