"""`victimcase extract`: what several cases have in common, for liaison officers, without anybody helped."""

from __future__ import annotations

from pathlib import Path

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.exchange import tell
from victimcase.cli.place import Place
from victimcase.cli.say import data, line
from victimcase.services import extracts
from victimcase.services.extracts import Choosing


def register(root: typer.Typer) -> None:
    """Add this command to the program."""
    root.command("extract")(extract)


def extract(
    context: typer.Context,
    file: Path = typer.Argument(metavar="OUT.pdf"),
    to: str = typer.Option(..., "--to", metavar="WHO", help="An organisation of the directory."),
    since: str = typer.Option("", metavar="DAY", help="Only patterns written on this day or later."),
    only: list[str] = typer.Option([], "--pattern", metavar="ID", help="Only this one; may be repeated."),
    language: str = typer.Option("en", metavar="L"),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would go; nothing is given out."),
    as_json: bool = JSON,
) -> None:
    """Let an extract on recruiters out to a liaison officer, without victims; for supervisors."""
    place: Place = context.obj
    choosing = Choosing(tuple(only), since)
    with place.opened() as session:
        if dry_run:
            found = session.look(extracts.foreseen, choosing)
            if as_json:
                data(found)
                return
            for name in found:
                line(name)
            return
        given = extracts.give(session, to, choosing, file, language=language)
    tell(given, as_json=as_json)
