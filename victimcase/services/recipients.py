"""Who receives: the own organisation, one of the directory, or the person themself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from victimcase.domain.errors import Invalid, NotFound
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.rows import Row

OWN: Final = "own"
PERSON: Final = "person"
"""Words for `recipient_called` that mean no organisation of the directory."""
GIVEN_TO: Final = (
    "(SELECT coalesce(c.recipient, o.recipient) FROM json_each(d.basis) b, json_each(b.value) i "
    "LEFT JOIN r_consent c ON c.id = i.value LEFT JOIN r_override o ON o.id = i.value "
    "WHERE coalesce(c.recipient, o.recipient) IS NOT NULL LIMIT 1)"
)
"""SQL: to whom something went, as the id of an organisation; `d` is its line of the ledger. Its name may have
changed since; what it rests on names it by its id. None where nobody had to agree."""
_NAMES: Final = ("name", "own_script_name", "short_name")
THE_PERSON: Final = N_("the person themself")


@dataclass(frozen=True)
class Recipient:
    """Who receives: the own organisation, one of the directory, or the person themself."""

    id: RecordId | None
    name: str
    country: str | None = None
    address: tuple[str, ...] = ()
    person: bool = False

    @property
    def own(self) -> bool:
        """Whether it stays in the own organisation."""
        return self.id is None and not self.person


def recipient_called(tx: Tx, name: str) -> Recipient:
    """The organisation of the directory with this name, short name or id; `own` for the own organisation,
    `person` for the person themself. Raises NotFound, and Invalid where a name is that of several.
    """
    wanted = name.strip()
    if wanted.casefold() == OWN:
        settings = rows.of_scope(tx.conn, "office_settings", tx.me.office)
        title = settings[0].values["name"] if settings else tx.me.office_code
        return Recipient(None, str(title or tx.me.office_code))
    if wanted.casefold() == PERSON:
        return Recipient(None, tr(THE_PERSON), person=True)
    found = []
    for row in rows.of_scope(tx.conn, "organisation", tx.me.office):
        names = {str(row.values[one] or "").strip().casefold() for one in _NAMES}
        if wanted == row.id:
            found = [row]
            break
        if wanted.casefold() in names - {""}:
            found.append(row)
    if len(found) > 1:
        raise Invalid(
            N_("Several organisations are called “{name}”; it is not said which one. Nothing was given out."),
            N_("Give each a name of its own in the directory, or name the one by its id: {ids}."),
            name=wanted,
            ids=", ".join(row.id for row in found),
        )
    for row in found:
        return Recipient(row.id, str(row.values["name"]), row.values["country"], _address(row, tx))
    raise NotFound(
        N_("There is no organisation “{name}” in the directory, so nothing was given out."),
        N_("Check the spelling, or add it to the directory (command line: record save office organisation)."),
        name=name,
    )


def _address(row: Row, tx: Tx) -> tuple[str, ...]:
    """The lines of an organisation's address as a letter has them; the name first."""
    said = row.values
    place = " ".join(str(said[name]) for name in ("postal_code", "city") if said[name])
    country = tx.reference.country(str(said["country"])) if said["country"] else ""
    return tuple(str(line) for line in (said["name"], said["street"], place, said["state"], country) if line)
