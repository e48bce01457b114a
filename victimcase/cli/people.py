"""`victimcase user …`: who may open the vault."""

from __future__ import annotations

import getpass
from pathlib import Path

import typer

from victimcase.cli.place import Place, read_secret
from victimcase.cli.say import aside, data, line, table
from victimcase.domain.errors import Invalid
from victimcase.domain.rights import ROLE_TITLES, Role
from victimcase.i18n import N_, tr
from victimcase.services import people

JSON = typer.Option(False, "--json", help="Print JSON.")
NEW = typer.Option(None, "--new-password-file", metavar="FILE", help="Holds the new user's first passphrase.")

app = typer.Typer(help="Users: add, list, disable, passphrase.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="user")


def _roles(text: str) -> frozenset[Role]:
    short = {"consul": Role.CONSULAR_OFFICER, "consular": Role.CONSULAR_OFFICER, "admin": Role.ADMINISTRATOR}
    found = set()
    for word in (part.strip().casefold() for part in text.split(",") if part.strip()):
        try:
            found.add(short.get(word) or Role(word))
        except ValueError:
            raise Invalid(
                N_("There is no role “{role}”. Nothing was changed."),
                N_("Roles are: {roles}."),
                role=word,
                roles=", ".join(Role),
            ) from None
    if not found:
        raise Invalid(
            N_("A user needs at least one role. Nothing was changed."),
            N_("Roles are: {roles}."),
            roles=", ".join(Role),
        )
    return frozenset(found)


def _first_passphrase(login: str, file: Path | None) -> tuple[str, bool]:
    """The first passphrase of somebody else: from a file, or five words made here and shown once."""
    return (read_secret(file), False) if file else (people.five_words(), True)


@app.command("add")
def add(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME"),
    role: str = typer.Option(
        ..., metavar="ROLE[,ROLE]", help="caseworker, consular_officer, supervisor, administrator"
    ),
    team: str = typer.Option("", help="Sees the cases of this team; empty: the team of the whole office."),
    called: str = typer.Option("", "--name", metavar="TEXT", help="What the person is called."),
    new_password_file: Path | None = NEW,
    quick: bool = typer.Option(
        False, help="Key derivation at its floor: for trying out, never for real data."
    ),
    as_json: bool = JSON,
) -> None:
    """Add a user. Without a file a first passphrase of five words is made and shown once."""
    place: Place = context.obj
    roles = _roles(role)
    passphrase, made_here = _first_passphrase(name, new_password_file)
    with place.opened() as session:
        user = session.do(
            people.add, name, passphrase, roles, team=team, name=called, kdf=people.kdf(quick=quick)
        ).value
    if as_json:
        data(
            {"user": name, "id": user, "roles": sorted(roles)}
            | ({"passphrase": passphrase} if made_here else {})
        )
        return
    line(f"{name}: {', '.join(tr(ROLE_TITLES[one]) for one in sorted(roles))}")
    if made_here:
        line(passphrase)
        aside(
            tr(
                N_(
                    "This first passphrase is shown once. Hand it over in person; "
                    "it can be changed at any time."
                )
            )
        )


@app.command("list")
def list_users(context: typer.Context, as_json: bool = JSON) -> None:
    """List all users and their roles."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(people.listed)
    if as_json:
        data(
            [
                {
                    "name": one.login,
                    "person": one.name,
                    "roles": one.roles,
                    "team": one.team,
                    "disabled": one.disabled,
                }
                for one in found
            ]
        )
        return
    rows = [
        (
            one.login,
            one.name if one.name != one.login else "",
            ", ".join(tr(ROLE_TITLES[role]) for role in one.roles),
            one.team,
            tr(N_("disabled")) if one.disabled else "",
        )
        for one in found
    ]
    table(rows, [N_("User"), N_("Name"), N_("Roles"), N_("Team"), ""])


@app.command("rename")
def rename(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME"),
    called: str = typer.Argument(metavar="TEXT", help="What the person is called."),
) -> None:
    """Say what a user is called; the login stays."""
    place: Place = context.obj
    with place.opened() as session:
        session.do(people.rename, name, called)
    line(f"{name}: {called}")


@app.command("disable")
def disable(context: typer.Context, name: str = typer.Argument(metavar="NAME")) -> None:
    """Shut a user out; the vault is written anew under another key."""
    place: Place = context.obj
    with place.opened() as session:
        session.do(people.disable, name)
        session.vault.finish_rekey()
    line(f"{name}: {tr(N_('disabled'))}")
    aside(tr(N_("Copies and backups made before still open with the old passphrase: make a new backup.")))


@app.command("passwd")
def passwd(
    context: typer.Context,
    new_password_file: Path | None = NEW,
    quick: bool = typer.Option(
        False, help="Key derivation at its floor: for trying out, never for real data."
    ),
) -> None:
    """Change your own passphrase."""
    place: Place = context.obj
    old = place.passphrase(f"Passphrase of {place.login}: ")
    new = read_secret(new_password_file) if new_password_file else getpass.getpass("New passphrase: ")
    with place.opened_with(old) as session:
        session.do(people.change_passphrase, old, new, kdf=people.kdf(quick=quick))
    line(tr(N_("The passphrase was changed.")))
