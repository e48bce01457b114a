"""Which limits and rules hold for a case: the profile of its jurisdiction, with what the office put in place."""

from __future__ import annotations

from dataclasses import replace

from victimcase.domain import status
from victimcase.domain.dossier import Dossier
from victimcase.domain.profiles import Profile, replaced
from victimcase.services.tx import Tx
from victimcase.store import rows

DEFAULT = "default"


def profile_of(tx: Tx, dossier: Dossier) -> Profile:
    """The profile a case names, or its office's, or that of the office's country; with the office's own figures."""
    named = status.case_of(dossier).jurisdiction_profile
    settings = rows.of_scope(tx.conn, "office_settings", tx.me.office)
    office = settings[0].values if settings else {}
    profile = _called(tx, named) or _called(tx, office.get("profile")) or _of_country(tx, office.get("country"))
    return _with_own_figures(tx, profile or tx.world.profiles[DEFAULT])


def _called(tx: Tx, name: str | None) -> Profile | None:
    wanted = (name or "").strip().casefold()
    for key, profile in tx.world.profiles.items():
        if wanted and wanted in (key.casefold(), profile.country.casefold()):
            return profile
    return None


def _of_country(tx: Tx, country: str | None) -> Profile | None:
    return next((one for one in tx.world.profiles.values() if country and one.country == country), None)


def _with_own_figures(tx: Tx, profile: Profile) -> Profile:
    found = replace(profile)
    today = tx.today.isoformat()
    for row in rows.of_scope(tx.conn, "jurisdiction_profile", tx.me.office):
        said = row.values
        holds = (said["valid_from"] or "") <= today <= (said["valid_until"] or "9999")
        wanted = str(said["profile"] or "").casefold() in (profile.key.casefold(), profile.country.casefold())
        if holds and wanted and said["figure"] and said["value"] and not said["other_country"]:
            verified = bool(said["checked_by"])
            found = replaced(found, str(said["figure"]), str(said["value"]), str(said["source"] or ""), verified)
    return found
