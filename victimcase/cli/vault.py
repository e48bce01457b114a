"""`victimcase vault …`, `backup`, `restore`, `demo`: making, checking, keeping."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import typer

from victimcase.cli.place import Place
from victimcase.cli.say import aside, data, line, progress
from victimcase.i18n import N_, tr
from victimcase.services import keeping, soundness, vaults

JSON = typer.Option(False, "--json", help="Print JSON.")

app = typer.Typer(help="The vault: make, check, describe.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="vault")
    root.command("backup")(backup)
    root.command("restore")(restore)
    root.command("demo")(demo)


@app.command("create")
def create(
    context: typer.Context,
    folder: Path = typer.Argument(metavar="DIR"),
    office: str = typer.Option(..., help="Short code; every case number begins with it."),
    country: str = typer.Option(..., help="Country of the office, two letters."),
    name: str = typer.Option("", help="Name of the office."),
    quick: bool = typer.Option(
        False, help="Key derivation at its floor: for trying out, never for real data."
    ),
    as_json: bool = JSON,
) -> None:
    """Make a vault. Its first user administers and supervises; the recovery code is printed once."""
    place: Place = context.obj
    founding = vaults.Founding(
        office=office, country=country, name=name, login=place.user or "admin", quick=quick
    )
    made = vaults.create(folder, place.new_passphrase(founding.login), founding)
    if as_json:
        data({"vault": str(made.folder), "user": made.login, "recovery_code": made.recovery_code})
        return
    line(made.recovery_code)
    aside(tr(N_("This is the recovery code. It is shown this once and kept nowhere: write it down now.")))
    aside(tr(N_("Whoever holds it opens the vault, so keep it away from this machine.")))


@app.command("check")
def check(context: typer.Context, as_json: bool = JSON) -> int:
    """Check pages, references, the journal's chain, the list of cases and the documents."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(soundness.check)
    if as_json:
        data(found)
    else:
        line(tr(N_("The vault is sound.")) if found.ok else tr(N_("Something is wrong with the vault:")))
        for problem in found.problems:
            line(f"  – {problem}")
        line(f"{tr(N_('Entries'))}: {found.entries}   {tr(N_('Cases'))}: {found.cases}")
    if not found.ok:
        aside(
            tr(N_("Nothing was changed. Do not go on writing; restore the last good backup beside it first."))
        )
    return 0 if found.ok else 1


@app.command("info")
def info(context: typer.Context, as_json: bool = JSON) -> None:
    """Versions, cipher, size."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(vaults.info)
    if as_json:
        data(found)
        return
    for name, value in found.items():
        line(f"{name.replace('_', ' '):16} {value}")


def backup(context: typer.Context, file: Path = typer.Argument(metavar="FILE"), as_json: bool = JSON) -> None:
    """Write one encrypted file with everything, and verify it by opening it."""
    place: Place = context.obj
    with place.opened() as session:
        made = keeping.back_up(session, file, progress())
    if as_json:
        data(made)
    else:
        line(f"{made.file}  {made.bytes:,} bytes  {made.cases} cases  sha256 {made.sha256}")


def restore(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE"),
    folder: Path = typer.Argument(metavar="DIR"),
    as_json: bool = JSON,
) -> None:
    """Restore a backup into a new folder; it is verified before anything appears there."""
    place: Place = context.obj
    made = keeping.restore(file, folder, place.login, place.passphrase(f"Passphrase of {place.login}: "))
    if as_json:
        data(made)
    else:
        line(f"{made.vault}  {made.cases} cases")


def demo(
    folder: Path = typer.Argument(metavar="DIR"),
    cases: int = typer.Option(200, min=1, max=1_000_000, help="How many made-up cases."),
    seed: int = typer.Option(1, help="The same seed makes the same people."),
    today: str = typer.Option("", metavar="YYYY-MM-DD", help="The day the demo believes it is."),
    as_json: bool = JSON,
) -> None:
    """Make a vault of made-up people in every stage and script, and say who can sign in."""
    from victimcase.services import demo as demos  # loads names and stories only when asked for

    day = date.fromisoformat(today) if today else datetime.now().astimezone().date()
    made = demos.make(folder, cases=cases, seed=seed, today=day, progress=progress())
    if as_json:
        data(made)
        return
    line(f"{made.vault}  {made.cases} cases")
    line(f"{tr(N_('Users'))}: {', '.join(made.users)}")
    line(f"{tr(N_('The password of all of them is in'))} {made.password_file}")


@app.command("accept")
def accept(context: typer.Context) -> None:
    """Go on with a vault that was put back to an earlier state, knowing that what came later is not in it."""
    place: Place = context.obj
    with place.opened() as session:
        replica = keeping.accept(session)
    line(f"{tr(N_('The vault is taken as it is, and goes on as replica'))} {replica}")
