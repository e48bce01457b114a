"""Who may do what, and who may read and write which category (case model §6).

The tables below are the whole of it; the expected outcome stands a second time, written by hand, in the
tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from victimcase.domain.words import Category
from victimcase.i18n import N_


class Role(StrEnum):
    """What a user is here to do; a user may have several."""

    CASEWORKER = "caseworker"
    CONSULAR_OFFICER = "consular_officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


ROLE_TITLES: dict[Role, str] = {
    Role.CASEWORKER: N_("Caseworker"),
    Role.CONSULAR_OFFICER: N_("Consular officer"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Right(StrEnum):
    """One thing a user may be allowed to do."""

    SEE_CASES = "see_cases"
    CREATE_CASE = "create_case"
    EDIT_CASE = "edit_case"
    ADVANCE = "advance"
    OVERRIDE = "override"
    RELEASE = "release"
    RELEASE_EXTRACT = "release_extract"
    IMPORT = "import"
    EXPORT = "export"
    EXPORT_PLAIN = "export_plain"
    UNDO = "undo"
    SEE_DIRECTORY = "see_directory"
    EDIT_DIRECTORY = "edit_directory"
    SEE_AUDIT = "see_audit"
    MANAGE_USERS = "manage_users"
    MANAGE_OFFICE = "manage_office"
    BACK_UP = "back_up"
    RESTORE = "restore"
    CHECK_VAULT = "check_vault"
    OWN_ACCOUNT = "own_account"


RIGHT_TITLES: dict[Right, str] = {
    Right.SEE_CASES: N_("See cases"),
    Right.CREATE_CASE: N_("Open a new case"),
    Right.EDIT_CASE: N_("Write in a case"),
    Right.ADVANCE: N_("Move a case to its next step"),
    Right.OVERRIDE: N_("Override a gate, with a reason"),
    Right.RELEASE: N_("Let papers out to others"),
    Right.RELEASE_EXTRACT: N_("Let an extract on recruiters out to liaison officers"),
    Right.IMPORT: N_("Import spreadsheets"),
    Right.EXPORT: N_("Export cases, encrypted"),
    Right.EXPORT_PLAIN: N_("Export cases without encryption"),
    Right.UNDO: N_("Undo own last change"),
    Right.SEE_DIRECTORY: N_("See the directory"),
    Right.EDIT_DIRECTORY: N_("Write in the directory"),
    Right.SEE_AUDIT: N_("See who did what in the whole office"),
    Right.MANAGE_USERS: N_("Add, change and disable users"),
    Right.MANAGE_OFFICE: N_("Change settings of the office"),
    Right.BACK_UP: N_("Make a backup"),
    Right.RESTORE: N_("Restore a backup, and accept a vault as it is"),
    Right.CHECK_VAULT: N_("Check the vault"),
    Right.OWN_ACCOUNT: N_("Change own passphrase"),
}

_EVERYBODY = frozenset({Right.OWN_ACCOUNT, Right.CHECK_VAULT})

_CASEWORK = frozenset(
    {
        Right.SEE_CASES,
        Right.CREATE_CASE,
        Right.EDIT_CASE,
        Right.ADVANCE,
        Right.RELEASE,
        Right.IMPORT,
        Right.EXPORT,
        Right.UNDO,
        Right.SEE_DIRECTORY,
        Right.EDIT_DIRECTORY,
        Right.BACK_UP,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CASEWORKER: _EVERYBODY | _CASEWORK,
    Role.CONSULAR_OFFICER: _EVERYBODY
    | {
        Right.SEE_CASES,
        Right.CREATE_CASE,
        Right.EDIT_CASE,
        Right.ADVANCE,
        Right.RELEASE,
        Right.UNDO,
        Right.SEE_DIRECTORY,
    },
    Role.SUPERVISOR: _EVERYBODY
    | _CASEWORK
    | {
        Right.OVERRIDE,
        Right.RELEASE_EXTRACT,
        Right.EXPORT_PLAIN,
        Right.SEE_AUDIT,
        Right.MANAGE_OFFICE,
        Right.RESTORE,
    },
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        Right.MANAGE_USERS,
        Right.BACK_UP,
        Right.RESTORE,
        Right.MANAGE_OFFICE,
        Right.SEE_DIRECTORY,
        Right.EDIT_DIRECTORY,
    },
}

_CONSULAR = frozenset(
    {Category.IDENTITY, Category.CONTACT, Category.FAMILY, Category.TRAVEL, Category.ADMINISTRATIVE}
)

READABLE: dict[Role, frozenset[Category]] = {
    Role.CASEWORKER: frozenset(Category) - {Category.WITNESS, Category.WHISTLE_BLOWER, Category.RELEASE},
    Role.CONSULAR_OFFICER: _CONSULAR,
    Role.SUPERVISOR: frozenset(Category),
    Role.ADMINISTRATOR: frozenset(),
}

WRITABLE: dict[Role, frozenset[Category]] = {
    Role.CASEWORKER: READABLE[Role.CASEWORKER],
    Role.CONSULAR_OFFICER: _CONSULAR,
    Role.SUPERVISOR: READABLE[Role.SUPERVISOR],
    Role.ADMINISTRATOR: frozenset(),
}


def rights(roles: Iterable[Role]) -> frozenset[Right]:
    """What a user with these roles may do."""
    return frozenset[Right]().union(*(RIGHTS[role] for role in roles))


def readable(roles: Iterable[Role]) -> frozenset[Category]:
    """The categories a user with these roles may read, in the cases the user may see."""
    return frozenset[Category]().union(*(READABLE[role] for role in roles))


def writable(roles: Iterable[Role]) -> frozenset[Category]:
    """The categories a user with these roles may write, in the cases the user may see."""
    return frozenset[Category]().union(*(WRITABLE[role] for role in roles))
