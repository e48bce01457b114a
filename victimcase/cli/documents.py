"""`victimcase document …`: files into a case, listed, and copies of them out through the one door."""

from __future__ import annotations

from pathlib import Path

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.exchange import tell
from victimcase.cli.place import Place
from victimcase.cli.say import aside, data, line, table
from victimcase.domain.errors import Invalid, NotFound
from victimcase.i18n import N_, tr
from victimcase.services import documents, documents_out, file_kinds
from victimcase.services.documents_out import Copying

app = typer.Typer(help="Documents: keep files with a case, list them, give out a copy.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="document")


def read_file(file: Path) -> bytes:
    """A file as it lies on the disk. Raises NotFound, or Invalid for one far too large."""
    try:
        if file.stat().st_size > file_kinds.MOST_BYTES:
            raise Invalid(
                N_("“{name}” is larger than {most} MB, so nothing was kept."),
                N_("Scan it with fewer dots, or split it."),
                name=file.name,
                most=file_kinds.MOST_BYTES // 1_000_000,
            )
        return file.read_bytes()
    except OSError:
        raise NotFound(
            N_("“{name}” is not there or cannot be read, so nothing was kept."),
            N_("Check the spelling and the folder."),
            name=file.name,
        ) from None


@app.command("add")
def add(
    context: typer.Context,
    number: str,
    files: list[Path] = typer.Argument(metavar="FILE..."),
    about: str = typer.Option(
        ..., "--about", metavar="CATEGORY,…", help="All it tells about: identity, health, travel, …"
    ),
    kind: str = typer.Option("other", "--kind", metavar="TYPE", help="identity, travel, medical, court, …"),
    as_json: bool = JSON,
) -> None:
    """Keep files with a case: all of them or, when one is not taken, none."""
    place: Place = context.obj
    read = [(file.name, read_file(file)) for file in files]
    fields = {"type": kind, "tells_about": [part.strip() for part in about.split(",") if part.strip()]}
    with place.opened() as session:
        added = session.do(documents.add_all, number, read, fields).value
    if as_json:
        data(added)
        return
    for one in added:
        line(f"{one.id}  {one.name}")
        if one.keeps_place:
            aside(tr(N_("“{name}” may still say where it was made."), name=one.name))
    aside(tr(N_("The files themselves still lie on this machine, unprotected. Delete what you do not need.")))


@app.command("list")
def list_documents(context: typer.Context, number: str, as_json: bool = JSON) -> None:
    """List the documents of a case that you may know of."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(documents.listed, number)
        label = session.world.reference.label
    if as_json:
        data(found)
        return
    rows = [
        (
            one.id,
            one.name,
            tr(label("document_type", one.type)) if one.type else "",
            ", ".join(tr(label("category", code)) for code in one.tells_about),
            one.received_on,
            one.size if one.has_file else tr(N_("no file here")),
        )
        for one in found
    ]
    table(rows, [N_("Id"), N_("Name"), N_("Type"), N_("Tells about"), N_("Received"), N_("Bytes")])


@app.command("get")
def get(
    context: typer.Context,
    number: str,
    record: str = typer.Argument(metavar="ID"),
    file: Path = typer.Argument(metavar="FILE"),
    to: str = typer.Option(..., "--to", metavar="WHO", help="“own”, or a name of the directory."),
    purpose: str = typer.Option(..., metavar="P", help="“internal” for the own organisation."),
    as_json: bool = JSON,
) -> None:
    """Give out a copy of a document: whole, once, noted; or say what is in its way."""
    place: Place = context.obj
    with place.opened() as session:
        given = documents_out.give(session, Copying(number, record, to, purpose), file)
    tell(given, as_json=as_json)
    aside(tr(N_("The copy is not encrypted. Keep it safe, and delete it when you no longer need it.")))
