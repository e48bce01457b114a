"""Jurisdiction profiles: read from the program's resources, with an office's own figures put in place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from victimcase import paths
from victimcase.domain import status
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Damaged
from victimcase.domain.profiles import (
    FIGURES,
    FOLLOW_UP_MONTHS,
    Body,
    BodyRole,
    ConsularRule,
    Figure,
    Profile,
    Regime,
    replaced,
)
from victimcase.domain.records.office import JurisdictionProfile, OfficeSettings
from victimcase.i18n import N_
from victimcase.store import rows

if TYPE_CHECKING:
    from victimcase.services.tx import Tx

DEFAULT = "default"


@lru_cache(maxsize=1)
def load() -> Mapping[str, Profile]:
    """Every profile of the program by its key. Raises Damaged when a file of the program is broken."""
    return load_from(paths.resources() / "profiles")


def load_from(folder: Path) -> Mapping[str, Profile]:
    """The profiles of a folder of TOML files; `default.toml` is whole, others name what differs from it.

    Raises Damaged for a file that cannot be read, names an unknown figure, or leaves the default incomplete.
    """
    default = _profile(folder / f"{DEFAULT}.toml", None)
    others = [_profile(path, default) for path in sorted(folder.glob("*.toml")) if path.stem != DEFAULT]
    return {one.key: one for one in (default, *others)}


def _profile(path: Path, default: Profile | None) -> Profile:
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        return _read(said, default)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(
            N_("The jurisdiction profile “{name}” of this program cannot be read. No case was touched."),
            N_("Please install the program again."),
            name=path.stem,
        ) from error


def _read(said: Mapping[str, Any], default: Profile | None) -> Profile:
    figures = dict(default.figures) if default else {}
    for name, one in said.get("figures", {}).items():
        figures[name] = Figure(int(one["value"]), FIGURES[name][0], one["source"], one["verified"])
    if set(figures) != set(FIGURES):
        raise KeyError("figures")
    months = default.follow_up_months if default else None
    if one := said.get(FOLLOW_UP_MONTHS):
        months = Figure(tuple(int(month) for month in one["value"]), "months", one["source"], one["verified"])
    if months is None:
        raise KeyError(FOLLOW_UP_MONTHS)
    inherited = default.consular if default else ()
    return Profile(
        said["key"],
        said["title"],
        said["country"],
        figures,
        months,
        (*_rules(said), *inherited),
        tuple(_bodies(said)),
    )


def _rules(said: Mapping[str, Any]) -> Iterator[ConsularRule]:
    for one in said.get("consular", ()):
        for found_in in one["found_in"]:
            for citizenship in one["citizenship"]:
                yield ConsularRule(
                    found_in, citizenship, Regime(one["regime"]), one["source"], one["verified"]
                )


def _bodies(said: Mapping[str, Any]) -> Iterator[Body]:
    for one in said.get("bodies", ()):
        yield Body(one["name"], BodyRole(one["role"]), one["kind"], one["source"], one["verified"])


def named(profiles: Mapping[str, Profile], key: str | None) -> Profile | None:
    """The profile with a key (“thailand”) or of a country (“TH”), in any case; None when there is none."""
    wanted = (key or "").strip().casefold()
    if not wanted:
        return None
    return next(
        (one for one in profiles.values() if wanted in (one.key.casefold(), one.country.casefold())), None
    )


def profile_of(tx: Tx, dossier: Dossier) -> Profile:
    """The profile that holds for a case: the one it names, else the office's, else by where the person was
    found.

    Figures the office has entered with their source replace those of the program, from the day they hold.
    """
    case = status.case_of(dossier)
    office = _office(tx)
    profiles = tx.world.profiles
    chosen = (
        named(profiles, case.jurisdiction_profile)
        or named(profiles, office.profile)
        or named(profiles, case.found_in)
        or named(profiles, office.country)
        or profiles[DEFAULT]
    )
    return with_figures(chosen, _own_figures(tx), dossier.today)


def with_figures(profile: Profile, own: list[JurisdictionProfile], today: date) -> Profile:
    """The profile with the office's own figures that hold today; a figure that is no number is left out."""
    for one in own:
        if not holds(one, profile, today) or one.figure is None or one.value is None:
            continue
        try:
            profile = replaced(profile, one.figure, one.value, one.source or "", bool(one.read_at_source))
        except ValueError:
            continue  # the form marks it; the figure of the program goes on holding
    return profile


def holds(one: JurisdictionProfile, profile: Profile, today: date) -> bool:
    """Whether a figure of the office stands in place of one of this profile on a day."""
    wanted = (one.profile or "").strip().casefold()
    started = one.valid_from is None or one.valid_from <= today
    ended = one.valid_until is not None and one.valid_until < today
    return started and not ended and wanted in (profile.key.casefold(), profile.country.casefold() or None)


def _office(tx: Tx) -> OfficeSettings:
    found = _office_records(tx, "office_settings")
    return next((one for one in found if isinstance(one, OfficeSettings)), OfficeSettings())


def _own_figures(tx: Tx) -> list[JurisdictionProfile]:
    return [
        one for one in _office_records(tx, "jurisdiction_profile") if isinstance(one, JurisdictionProfile)
    ]


def _office_records(tx: Tx, kind: str) -> list[object]:
    return [one.record for one in rows.bare(rows.of_scope(tx.conn, kind, tx.me.office))]
