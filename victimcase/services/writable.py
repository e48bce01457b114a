"""What a user may write: by category, and where a rule of the case model says more than categories do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from victimcase.domain import consular
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.fixed import FIXED
from victimcase.domain.rights import Right, Role
from victimcase.domain.spec import Record, category_of, sealed, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Category, Scope
from victimcase.i18n import N_, tr
from victimcase.services import reading
from victimcase.services.tx import Tx
from victimcase.store.cards import Card
from victimcase.store.rows import Row

KEPT_BY_PROGRAM: Final = {
    "case": frozenset({"number", "person", "open_steps", "status", "opened_on", "closed_on", "reopened_on"}),
    "evidence_item": frozenset({"original", "sha256", "media_type", "size", "working_copy"}),
    "custody_step": frozenset({"hash_matches"}),
}
"""Fields that follow from what is done with a case and are never typed."""

NOT_BY_MISSIONS: Final = {
    "case": frozenset(
        {
            "owner",
            "team",
            "restricted",
            "restricted_members",
            "domestic",
            "jurisdiction_profile",
            "group_event",
            "retention_until",
            "legal_hold",
        }
    ),
    "consular_notification": frozenset({"decision", "decided_on", "withdrawn_on"}),
}
"""Who may see a case, and whether a mission is told of it, is never for the mission to write."""

OFFICE_RULES: Final = frozenset({"office_settings", "jurisdiction_profile"})
"""Kinds that change how the office works, not only whom it knows."""

NEVER_DELETED: Final = frozenset({"case", "person", "override"})

BY_ITS_OWN_WAY: Final = frozenset({"override"})
"""Kinds no form or file writes: use cases of their own make and change them, with a second person."""


def is_mission(tx: Tx) -> bool:
    """Whether the user works for a mission and for nobody else here."""
    return Role.CONSULAR_OFFICER in tx.me.roles and not tx.me.roles & {Role.CASEWORKER, Role.SUPERVISOR}


def check_fields(tx: Tx, cls: type[Record], names: Iterable[str]) -> None:
    """Raise Refused when a field is kept by the program, not for this user to write, or cannot be sealed."""
    wanted = set(names)
    if cls.kind in BY_ITS_OWN_WAY:
        raise Refused(
            N_("A record of the kind “{kind}” is not written like others: a second person looks at it."),
            N_("Nothing was changed. Use what the case offers (command line: consent override, confirm)."),
            kind=tr(cls.title),
        )
    if kept := wanted & KEPT_BY_PROGRAM.get(cls.kind, frozenset()):
        raise Refused(
            N_("The program keeps “{fields}” itself; it follows from what is done with the case."),
            N_("Leave it out and save again. Nothing was changed."),
            fields=", ".join(sorted(kept)),
        )
    writable = tx.me.writable
    if cls.scope is Scope.OFFICE:
        tx.require(Right.MANAGE_OFFICE if cls.kind in OFFICE_RULES else Right.EDIT_DIRECTORY)
        writable |= {Category.ADMINISTRATIVE}
    closed = {name for name in wanted if category_of(cls, name) not in writable}
    if is_mission(tx):
        closed |= wanted & NOT_BY_MISSIONS.get(cls.kind, frozenset())
    if closed or cls.category not in writable:
        raise Refused(
            N_("Your role does not write “{fields}” in a record of this kind."),
            N_("Nothing was changed. Leave it out, or ask a supervisor to write it."),
            fields=", ".join(sorted(closed) or [tr(cls.title)]),
        )
    _check_keys(tx, cls, wanted)


def _check_keys(tx: Tx, cls: type[Record], wanted: set[str]) -> None:
    lacking = {category_of(cls, name) for name in wanted if sealed(cls, name)} - set(tx.world.keys)
    if lacking:
        raise Refused(
            N_("The key for protected values was not handed to you yet, so they cannot be written."),
            N_("Nothing was changed. Ask a supervisor to open the vault once; that hands the key on."),
        )


def check_deletion(tx: Tx, cls: type[Record]) -> None:
    """Raise Refused unless the user may write every field of such a record, seen or not."""
    if cls.kind in FIXED:
        raise Refused(
            N_("Evidence and its hand-overs are never deleted: what is missing proves nothing any more."),
            N_("Nothing was changed. Write into the note why it should not be used."),
        )
    if cls.kind in NEVER_DELETED:
        raise Refused(
            N_("A record of the kind “{kind}” is never deleted; a case is closed, and erased when due."),
            N_("Nothing was changed. Correct the record, or close the case instead."),
            kind=tr(cls.title),
        )
    check_fields(tx, cls, specs(cls))


def check_restriction(tx: Tx, row: Row, changes: Mapping[str, Plain]) -> None:
    """Raise Invalid when a restricted case would be seen by nobody, or names somebody there is not."""
    said = {**row.values, **changes}
    if not said["restricted"] or not {"restricted", "restricted_members"} & changes.keys():
        return
    named = {name.strip() for name in str(said["restricted_members"] or "").split(",")} - {""}
    known = tx.conn.exec_driver_sql("SELECT login FROM member WHERE disabled = 0")
    if not named or (unknown := named - {login for (login,) in known}):
        raise Invalid(
            N_("A restricted case is seen by the people it names; it names nobody who signs in: “{names}”.")
            if not named
            else N_("Nobody signs in as “{names}”, so the case would be closed to them."),
            N_("Name users in “restricted_members”, with commas between them. Nothing was changed."),
            names=", ".join(sorted(unknown if named else named)),
        )


def check_notification(tx: Tx, card: Card, changes: Mapping[str, Plain]) -> None:
    """Raise Refused when a mission would be told while something stands against it.

    A hold on the return, or officials suspected: then the supervisor decides (case model §3).
    """
    if changes.get("decision") != consular.NOTIFY or Role.SUPERVISOR in tx.me.roles:
        return
    if consular.is_blocked(reading.dossier(tx, card)):
        raise Refused(
            N_("Nothing is told to a mission in this case until the supervisor has decided."),
            N_("Nothing was changed. Ask the supervisor to look at it and to write the decision."),
        )
