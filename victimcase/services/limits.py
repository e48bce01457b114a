"""The time limits of the office: those of each country as the program knows them, and the office's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from victimcase.domain.profiles import FIGURES, FOLLOW_UP_MONTHS, Figure, Profile
from victimcase.domain.records.office import JurisdictionProfile, OfficeSettings
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import profiles
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows
from victimcase.store.rows import Seen

MONTHS = N_("Follow-ups after the return")
MONTHS_UNIT = "months"


@dataclass(frozen=True)
class Limit:
    """One limit of a country: its value in a unit, where it is from, whether somebody read it there.

    `own` is the id of the office's record that put it in place of the program's.
    """

    name: str
    title: str
    value: str
    unit: str
    source: str
    verified: bool
    own: str = ""


@dataclass(frozen=True)
class CountryLimits:
    """All limits of one profile, as they hold today in this office."""

    key: str
    title: str
    country: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True)
class OfficeLimits:
    """Every profile there is, the one the office works by, and its settings as they were read."""

    countries: tuple[CountryLimits, ...]
    chosen: str
    settings: Seen | None


@query(N_("See time limits by country"), needs=Right.MANAGE_OFFICE)
def shown(tx: Tx) -> OfficeLimits:
    """The limits of every country, the office's own figures in their places."""
    seen = next(iter(rows.bare(rows.of_scope(tx.conn, OfficeSettings.kind, tx.me.office))), None)
    own = rows.bare(rows.of_scope(tx.conn, JurisdictionProfile.kind, tx.me.office))
    known = tx.world.profiles
    settings = seen.record if seen and isinstance(seen.record, OfficeSettings) else OfficeSettings()
    chosen = (
        profiles.named(known, settings.profile)
        or profiles.named(known, settings.country)
        or known[profiles.DEFAULT]
    )
    countries = tuple(
        CountryLimits(one.key, one.title, one.country, tuple(_limits(tx, one, own))) for one in known.values()
    )
    return OfficeLimits(countries, chosen.key, seen)


def _limits(tx: Tx, profile: Profile, own: list[Seen]) -> Iterator[Limit]:
    mine: dict[str, str] = {}
    records = []
    for seen in own:
        one = seen.record
        if isinstance(one, JurisdictionProfile) and profiles.holds(one, profile, tx.today) and one.figure:
            records.append(one)
            mine[one.figure] = seen.id
    now = profiles.with_figures(profile, records, tx.today)
    for name, (unit, title) in FIGURES.items():
        yield _limit(name, title, now.figures[name], str(now.figures[name].value), unit, mine)
    months = now.follow_up_months
    said = ", ".join(str(one) for one in months.value)
    yield _limit(FOLLOW_UP_MONTHS, MONTHS, months, said, MONTHS_UNIT, mine)


def _limit(
    name: str,
    title: str,
    figure: Figure[int] | Figure[tuple[int, ...]],
    value: str,
    unit: str,
    mine: dict[str, str],
) -> Limit:
    return Limit(name, title, value, unit, figure.source, figure.verified, mine.get(name, ""))
