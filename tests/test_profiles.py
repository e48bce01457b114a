"""Jurisdiction profiles say where each figure comes from; consular rules hold between pairs of countries."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.case_files import TODAY, File, adult, ago, ahead, child
from victimcase import paths
from victimcase.domain import consular
from victimcase.domain.consular import deciders, notice, notified, rule_for
from victimcase.domain.dossier import Kept
from victimcase.domain.errors import Damaged
from victimcase.domain.profiles import ANY_COUNTRY, FIGURES, ConsularRule, Profile, Regime, replaced
from victimcase.domain.records.office import JurisdictionProfile
from victimcase.domain.records.protection import RiskAssessment
from victimcase.domain.records.repatriation import ConsularNotification
from victimcase.domain.words import RecordId
from victimcase.services.profiles import load, load_from, named, with_figures
from victimcase.services.reference import load as load_reference

PROFILES = load()
DEFAULT = PROFILES["default"]
THAILAND = PROFILES["thailand"]


def test_the_shipped_profiles() -> None:
    for profile in PROFILES.values():
        assert set(profile.figures) == set(FIGURES)
        for name, figure in profile.figures.items():
            assert figure.source and figure.unit == FIGURES[name][0]


def test_the_figures_of_the_case_model() -> None:
    assert DEFAULT["return_consent_days"] == 30
    assert DEFAULT["danger_confirmation_hours"] == 72
    assert DEFAULT["arrival_alert_hours"] == 24
    assert DEFAULT["plan_due_days"] == 30
    assert DEFAULT.follow_up_months.value == (1, 3, 6, 12)


def test_only_what_the_case_model_says_counts_as_verified() -> None:
    verified = {name for name, figure in DEFAULT.figures.items() if figure.verified}
    assert verified == {
        "return_consent_days",
        "danger_confirmation_hours",
        "arrival_alert_hours",
        "plan_due_days",
    }
    assert "reflection_days_adult" in DEFAULT.unverified
    assert "follow_up_months" not in DEFAULT.unverified
    assert all(not body.verified for profile in PROFILES.values() for body in profile.bodies)


def test_every_figure_can_be_chosen_on_the_form() -> None:
    offered = {code.code for code in load_reference().codes("profile_figure")}
    assert offered == {*FIGURES, "follow_up_months"}


@pytest.mark.parametrize("text", ["thailand", "Thailand", "TH", "th"])
def test_a_profile_is_named_by_key_or_country(text: str) -> None:
    assert named(PROFILES, text) is THAILAND


@pytest.mark.parametrize("text", [None, "", "  ", "XX"])
def test_no_profile_has_no_name(text: str | None) -> None:
    assert named(PROFILES, text) is None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("default.toml", "[figures.arrival_alert_hours]", "[figures.arrival_alert_hour]"),
        ("default.toml", "value = 24", 'value = "soon"'),
        ("default.toml", 'key = "default"', "key = "),
        ("thailand.toml", 'regime = "opt_out"', 'regime = "perhaps"'),
        ("thailand.toml", 'role = "guardian"', 'role = "uncle"'),
    ],
)
def test_a_broken_profile_is_named(tmp_path: Path, file: str, old: str, new: str) -> None:
    shutil.copytree(paths.resources() / "profiles", tmp_path / "profiles")
    broken = tmp_path / "profiles" / file
    text = broken.read_text("utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Damaged, match=broken.stem):
        load_from(tmp_path / "profiles")


def test_an_office_puts_its_own_figure_in_place() -> None:
    mine = JurisdictionProfile(profile="TH", figure="reflection_days_adult", value="60", source="Order 5")
    changed = with_figures(THAILAND, [mine], adult().dossier().today)
    assert changed["reflection_days_adult"] == 60
    assert changed.figures["reflection_days_adult"].source == "Order 5"
    assert not changed.figures["reflection_days_adult"].verified
    read = replace(mine, read_at_source=True)
    assert with_figures(THAILAND, [read], adult().dossier().today).figures["reflection_days_adult"].verified


@pytest.mark.parametrize(
    "fields",
    [
        {"profile": "ID"},
        {"profile": None},
        {"valid_from": ahead(1)},
        {"valid_until": ago(1)},
        {"value": "many"},
        {"value": "-1"},
        {"value": None},
        {"figure": "something_newer"},
    ],
)
def test_a_figure_that_does_not_hold_changes_nothing(fields: dict[str, Any]) -> None:
    mine = JurisdictionProfile(profile="TH", figure="reflection_days_adult", value="60", source="Order 5")
    assert with_figures(THAILAND, [replace(mine, **fields)], adult().dossier().today) == THAILAND


def test_months_are_replaced_as_a_list() -> None:
    changed = replaced(DEFAULT, "follow_up_months", "6, 1 12", "Office", True)
    assert changed.follow_up_months.value == (1, 6, 12)
    with pytest.raises(ValueError, match="never"):
        replaced(DEFAULT, "follow_up_months", "never", "Office", True)


# --- consular rules


def with_rules(*rules: tuple[str, str, Regime]) -> Profile:
    """A profile with rules of its own."""
    return replace(DEFAULT, consular=tuple(ConsularRule(*rule, source="a treaty") for rule in rules))


def test_the_regimes_that_are_known() -> None:
    assert rule_for(THAILAND, "TH", "MM").regime is Regime.OPT_OUT
    assert rule_for(THAILAND, "TH", "NP").regime is Regime.OPT_IN
    assert rule_for(THAILAND, "JP", "MM").regime is Regime.OPT_IN
    assert rule_for(replace(DEFAULT, consular=()), None, "NP") is consular.VIENNA


def test_the_closest_rule_wins() -> None:
    profile = with_rules(
        (ANY_COUNTRY, ANY_COUNTRY, Regime.OPT_IN),
        ("TH", ANY_COUNTRY, Regime.OPT_OUT),
        (ANY_COUNTRY, "VN", Regime.MANDATORY),
        ("TH", "VN", Regime.OPT_IN),
    )
    assert rule_for(profile, "TH", "VN").regime is Regime.OPT_IN
    assert rule_for(profile, "MY", "VN").regime is Regime.MANDATORY
    assert rule_for(profile, "TH", "NP").regime is Regime.OPT_OUT
    assert rule_for(profile, "MY", "NP").regime is Regime.OPT_IN


@pytest.mark.parametrize(
    ("regime", "wish", "proposed"),
    [
        (Regime.OPT_IN, "wants", "notify"),
        (Regime.OPT_IN, "no_answer", "do_not_notify"),
        (Regime.OPT_IN, None, "do_not_notify"),
        (Regime.OPT_OUT, "wants", "notify"),
        (Regime.OPT_OUT, "no_answer", "notify"),
        (Regime.OPT_OUT, "does_not_want", "do_not_notify"),
        (Regime.OPT_OUT, None, None),
        (Regime.OPT_OUT, "not_asked", None),
        (Regime.MANDATORY, "does_not_want", "notify"),
    ],
)
def test_what_a_regime_proposes(regime: Regime, wish: str | None, proposed: str | None) -> None:
    profile = with_rules(("TH", "MM", regime))
    found = notice(adult().dossier(), profile, "MM", wish)
    assert (found.proposed, found.blocked) == (proposed, False)
    assert found.deciders == ({"rule"} if regime is Regime.MANDATORY else {"person"})


BLOCKED: list[File] = [
    adult().change("case", return_hold=True),
    adult().change("return_risks", officials_suspected=True),
    adult().add("later", RiskAssessment(officials_suspected=True)),
    child().change("case", return_hold=True),
]


@pytest.mark.parametrize("file", BLOCKED)
@pytest.mark.parametrize("regime", list(Regime))
def test_nothing_is_told_until_the_supervisor_decides(file: File, regime: Regime) -> None:
    found = notice(file.dossier(), with_rules(("TH", "MM", regime)), "MM", "wants")
    assert found.blocked and found.proposed is None and found.deciders == {"supervisor"}


def test_for_a_child_guardian_or_panel_decide() -> None:
    rule = rule_for(THAILAND, "TH", "MM")
    assert deciders(child().dossier(), rule) == {"guardian", "panel"}
    suspected = child().change("guardian", suspected=True)
    assert deciders(suspected.dossier(), rule) == {"panel"}
    assert notice(child().dossier(), THAILAND, "MM", "wants").proposed is None


def test_the_missions_that_could_be_told() -> None:
    both = adult().change("person", citizenships=("MM", "TH"))
    assert consular.missions(both.dossier()) == ("MM",)
    assert consular.missions(adult().change("person", citizenships=()).dossier()) == ()


def decisions(*records: ConsularNotification) -> list[Kept[ConsularNotification]]:
    """Decisions in the order they were made."""
    return [Kept(RecordId(f"{number:032x}"), record) for number, record in enumerate(records)]


NOTIFY = ConsularNotification(country="MM", decision="notify")


@pytest.mark.parametrize(
    ("records", "sees"),
    [
        ([], False),
        ([NOTIFY], True),
        ([ConsularNotification(country="MM")], False),
        ([NOTIFY, ConsularNotification(country="MM", wish="wants")], True),
        ([NOTIFY, ConsularNotification(country="MM", decision="withdraw")], False),
        ([NOTIFY, ConsularNotification(country="MM", decision="do_not_notify")], False),
        ([replace(NOTIFY, withdrawn_on=TODAY)], False),
        ([replace(NOTIFY, withdrawn_on=TODAY), NOTIFY], True),
        ([NOTIFY, ConsularNotification(country="BD", decision="withdraw")], True),
    ],
)
def test_when_a_mission_sees_a_case(records: list[ConsularNotification], sees: bool) -> None:
    assert notified(decisions(*records)) is sees


def test_there_is_one_neutral_reason() -> None:
    words = consular.NEUTRAL_REASON.casefold()
    assert not any(
        told in words for told in ("protection", "claim", "health", "witness", "hold", "supervisor")
    )
