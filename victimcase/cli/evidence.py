"""`victimcase evidence …`: keep what proves something, hand it over, check it, give out a copy."""

from __future__ import annotations

from pathlib import Path

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.documents import read_file
from victimcase.cli.exchange import tell
from victimcase.cli.place import Place
from victimcase.cli.say import aside, data, line, table
from victimcase.domain.errors import Refused
from victimcase.domain.records.evidence import EvidenceItem
from victimcase.i18n import N_, tr
from victimcase.services import documents_out, evidence
from victimcase.services.documents_out import Copying

app = typer.Typer(help="Evidence: kept as it came, with every hand it went through.", no_args_is_help=True)
ID = typer.Argument(metavar="ID")


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="evidence")


@app.command("add")
def add(
    context: typer.Context,
    number: str,
    file: Path = typer.Argument(metavar="FILE"),
    source: str = typer.Option(..., metavar="WHO", help="Who or what it comes from."),
    at: str = typer.Option(..., metavar="TIME", help="When it was collected: 2026-03-14T09:30."),
    where: str = typer.Option(..., metavar="PLACE", help="Where it was collected."),
    collector: str = typer.Option(..., metavar="WHO", help="Who collected it."),
    kind: str = typer.Option("document", "--kind", metavar="TYPE", help="photograph, document, message, …"),
    description: str = typer.Option("", metavar="TEXT"),
    seal: str = typer.Option("", metavar="NUMBER", help="Number of the seal."),
    as_json: bool = JSON,
) -> None:
    """Keep a file as evidence: hashed as it came, never changed, its arrival written down."""
    place: Place = context.obj
    fields = {
        "type": kind,
        "description": description,
        "source": source,
        "collected_at": at,
        "collected_where": where,
        "collector": collector,
        "seal_number": seal,
    }
    content = read_file(file)
    with place.opened() as session:
        added = session.do(evidence.add, number, file.name, content, fields).value
    if as_json:
        data(added)
        return
    line(f"{added.id}  {added.sha256}")
    aside(tr(N_("The file itself still lies on this machine, unprotected.")))


@app.command("list")
def list_evidence(context: typer.Context, number: str, as_json: bool = JSON) -> None:
    """List the evidence of a case: where it comes from and who has it now."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(evidence.listed, number)
    if as_json:
        data(found)
        return
    rows = [(one.id, one.description, one.source, one.holder, one.steps, one.sha256[:16]) for one in found]
    table(rows, [N_("Id"), N_("Description"), N_("Comes from"), N_("Is with"), N_("Hands"), N_("Hash")])


@app.command("hand-over")
def hand_over(
    context: typer.Context,
    number: str,
    record: str = ID,
    to: str = typer.Option(..., "--to", metavar="WHO", help="Who takes it."),
    reason: str = typer.Option(..., metavar="TEXT", help="Why."),
    giver: str = typer.Option("", "--from", metavar="WHO", help="Who gives it; else who has it now."),
    at: str = typer.Option("", metavar="TIME", help="When; else now."),
    condition: str = typer.Option("", metavar="TEXT"),
    seal: str = typer.Option("", metavar="NUMBER"),
    as_json: bool = JSON,
) -> None:
    """Write that an item went from one hand to the next; its file is compared with its hash."""
    place: Place = context.obj
    said = {"to_whom": to, "reason": reason, "from_whom": giver, "handed_at": at}
    said |= {"condition": condition, "seal_number": seal}
    fields = {name: text for name, text in said.items() if text}
    with place.opened() as session:
        session.do(evidence.hand_over, number, record, fields)
        step = session.look(evidence.history, number, record).steps[-1]
    if as_json:
        data(step)
        return
    same = (
        N_("The file is what came.") if step.hash_matches else N_("The file is NOT what came, or not here.")
    )
    line(f"{step.from_whom} → {step.to_whom}")
    aside(tr(same))


@app.command("verify")
def verify(context: typer.Context, number: str, record: str = ID, as_json: bool = JSON) -> None:
    """Read an original back and say whether it is still what came; status 4 when it is not."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(evidence.verify, number, record)
    if as_json:
        data(found)
    elif found.unchanged:
        line(tr(N_("Unchanged since it came: {hash}"), hash=found.sha256))
    elif found.unchanged is None:
        line(tr(N_("No file of it is kept here.")))
    if found.unchanged is False:
        raise Refused(
            N_("The file is not what came: it was changed or damaged. Nothing was written."),
            N_("Do not use it. Tell a supervisor; a backup may hold it as it was."),
        )


@app.command("history")
def history(context: typer.Context, number: str, record: str = ID, as_json: bool = JSON) -> None:
    """Show where an item has been: hand-overs, who opened it here, copies that went out."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(evidence.history, number, record)
    if as_json:
        data(found)
        return
    rows = [(one.at[:16], one.from_whom, one.to_whom, one.reason, one.seal_number) for one in found.steps]
    table(rows, [N_("At"), N_("From"), N_("To"), N_("Reason"), N_("Seal")])
    for viewing in found.viewings:
        line(tr(N_("{at}  opened by {user}"), at=viewing.at[:16], user=viewing.user))
    for copy in found.copies:
        line(tr(N_("{number}  copy for {recipient}"), number=copy.number, recipient=copy.recipient))


@app.command("get")
def get(
    context: typer.Context,
    number: str,
    record: str = ID,
    file: Path = typer.Argument(metavar="FILE"),
    to: str = typer.Option(..., "--to", metavar="WHO", help="“own”, or a name of the directory."),
    purpose: str = typer.Option(..., metavar="P", help="“internal”, police or testimony."),
    original: bool = typer.Option(False, "--original", help="As it came, for a proceeding."),
    as_json: bool = JSON,
) -> None:
    """Give out a copy: cleaned, or as it came for a proceeding; noted, or said what is in its way."""
    place: Place = context.obj
    order = Copying(number, record, to, purpose, EvidenceItem.kind, original)
    with place.opened() as session:
        given = documents_out.give(session, order, file)
    tell(given, as_json=as_json)
    aside(tr(N_("The copy is not encrypted. Keep it safe, and delete it when you no longer need it.")))
