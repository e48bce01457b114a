"""`victimcase case …` and `undo`: open, list, show, move on, look back."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Any

import typer

from victimcase.cli.place import Place
from victimcase.cli.say import aside, data, error, line, table
from victimcase.domain.errors import Invalid
from victimcase.domain.gates import GateResult
from victimcase.domain.spec import Record, filled, specs
from victimcase.domain.values import show as shown_value
from victimcase.domain.values import to_plain
from victimcase.domain.words import STAGE_TITLES, STEP_TITLES, Category, RecordId, Stage, Step
from victimcase.i18n import N_, tr
from victimcase.services import cases, history, undo
from victimcase.services.cases import GateStands
from victimcase.services.reading import Card, Seen
from victimcase.services.session import Session

JSON = typer.Option(False, "--json", help="Print JSON.")
FIELDS = typer.Argument(
    None, metavar="[FIELD=VALUE]...", help="For demo and tests; real data goes to --json-in."
)
JSON_IN = typer.Option(
    None, "--json-in", metavar="FILE|-", help="An object FIELD: VALUE, from a file or “-”."
)

app = typer.Typer(help="Cases: open, list, show, move on, look back.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="case")
    root.command("undo")(undo_last)


def given_fields(pairs: list[str] | None, json_in: str | None) -> dict[str, Any]:
    """The fields given as FIELD=VALUE (FIELD=@FILE reads a file) and as a JSON object."""
    found: dict[str, Any] = {}
    if json_in:
        found.update(_object(json_in))
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise Invalid(
                N_("“{pair}” is not of the form FIELD=VALUE. Nothing was changed."),
                N_("Write the name of the field, an equals sign, and the value."),
                pair=pair[:40],
            )
        found[name] = _file_text(value[1:]) if value.startswith("@") else value
    return found


def _object(source: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if source == "-" else _file_text(source)
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Invalid(
            N_("What was given as JSON is not an object of fields and values. Nothing was changed."),
            N_('It looks like this: {{"given_names": "…", "citizenships": ["KH"]}}.'),
        )
    return found


def _file_text(name: str) -> str:
    try:
        with open(name, encoding="utf-8-sig") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        raise Invalid(
            N_("The file “{name}” could not be read as text. Nothing was changed."),
            N_("Check the name, and save it as UTF-8 text."),
            name=name,
        ) from None


WITHHELD = {"withheld": True}


def card_shape(card: Card, readable: frozenset[Category]) -> dict[str, Any]:
    """One row of `case list`."""
    return {
        "number": card.number,
        "name": card.name if Category.IDENTITY in readable else WITHHELD,
        "name_in_script": card.name_in_script if Category.IDENTITY in readable else WITHHELD,
        "stage": card.stage,
        "steps": list(card.steps),
        "status": card.status,
        "risk": card.risk if Category.ACCOUNT in readable else WITHHELD,
        "citizenships": list(card.citizenships) if Category.IDENTITY in readable else WITHHELD,
        "birth": card.birth if Category.IDENTITY in readable else WITHHELD,
        "opened_on": card.opened_on,
        "owner": card.owner,
        "restricted": card.restricted,
    }


def record_shape(kind: str, seen: Seen) -> dict[str, Any]:
    """One record of `case show`: every field that says something, and every withheld one as such."""
    fields: dict[str, Any] = {}
    said = {name: to_plain(value) for name, _, value in filled(seen.record)}
    for name in specs(type(seen.record)):
        if name in seen.withheld:
            fields[name] = WITHHELD
        elif name in said:
            fields[name] = said[name]
    shape = {"id": seen.id, "kind": kind, "version": seen.version, "fields": fields}
    return shape | ({"parent": seen.parent} if seen.parent else {})


def gate_shape(result: GateResult) -> dict[str, Any]:
    """A gate as JSON: the step, whether it holds, and what is missing."""
    return {
        "step": str(result.step),
        "holds": result.holds,
        "missing": [{"text": tr(one.text), "kind": one.kind, "field": one.field} for one in result.missing],
    }


class Order(StrEnum):
    """The orders a list of cases can stand in."""

    OPENED = "opened"
    NAME = "name"
    NUMBER = "number"


@app.command("list")
def list_cases(
    context: typer.Context,
    stage: Stage | None = typer.Option(None, help="Only cases that have reached this stage."),
    search: str = typer.Option("", help="Part of a name in any script, or the beginning of a number."),
    order: Order | None = typer.Option(None, help="Without it, the newest first."),
    limit: int = typer.Option(50, min=1, max=100_000),
    offset: int = typer.Option(0, min=0),
    as_json: bool = JSON,
) -> None:
    """List the cases you may see."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(
            cases.listed, stage=stage, text=search, order=order or "", offset=offset, limit=limit
        )
        if as_json:
            data([card_shape(card, session.me.readable) for card in found])
            return
        rows = [
            (
                card.number,
                card.name or card.name_in_script,
                tr(STAGE_TITLES[Stage(card.stage)]),
                ", ".join(tr(STEP_TITLES[Step(step)]) for step in card.steps) or tr(N_("closed")),
                card.opened_on,
                card.owner,
            )
            for card in found
        ]
    table(rows, [N_("Number"), N_("Name"), N_("Stage"), N_("Open steps"), N_("Opened"), N_("Owner")])


@app.command("new")
def new_case(
    context: typer.Context,
    fields: list[str] = FIELDS,
    json_in: str | None = JSON_IN,
    step: Step = typer.Option(Step.INTAKE, help="Where the person is met."),
    person: str | None = typer.Option(None, help="Number of an earlier case of the same person."),
    as_json: bool = JSON,
) -> None:
    """Open a case at intake. The fields are the person's."""
    place: Place = context.obj
    given = given_fields(fields, json_in)
    with place.opened() as session:
        known = session.look(cases.person_of, person) if person else None
        made = session.do(cases.new, given, step=step, person=RecordId(known) if known else None).value
    if as_json:
        data({"number": made.number, "id": made.id})
    else:
        line(made.number)


@app.command("show")
def show_case(context: typer.Context, number: str, as_json: bool = JSON) -> None:
    """Show a case with its records and what its open steps still need."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(cases.shown, number)
        if as_json:
            data(
                {
                    "number": found.card.number,
                    "stage": found.card.stage,
                    "steps": list(found.card.steps),
                    "records": [record_shape(kind, seen) for kind, seen in found.records],
                    "gates": [gate_shape(gate) for gate in found.gates],
                }
            )
            return
        _print_case(session, found)


def _print_case(session: Session, found: cases.Shown) -> None:
    card = found.card
    name = (
        card.name or card.name_in_script if Category.IDENTITY in session.me.readable else tr(N_("withheld"))
    )
    line(f"{card.number}  {name}  –  {tr(STAGE_TITLES[Stage(card.stage)])}")
    for kind, seen in found.records:
        cls: type[Record] = type(seen.record)
        line(f"\n{tr(cls.title)}  [{kind} {seen.id}]")
        for field, spec in specs(cls).items():
            if field in seen.withheld:
                line(f"  {tr(spec.label)}: {tr(N_('withheld'))}")
            elif text := shown_value(spec, getattr(seen.record, field), session.world.reference):
                line(f"  {tr(spec.label)}: {found.names.get(text, text)}")
    for gate in found.gates:
        state = tr(N_("can be left")) if gate.holds else tr(N_("still needs:"))
        line(f"\n{tr(STEP_TITLES[gate.step])}: {state}")
        for condition in gate.missing:
            line(f"  – {tr(condition.text)}  ({condition.kind}.{condition.field})")


@app.command("history")
def show_history(context: typer.Context, number: str, as_json: bool = JSON) -> None:
    """Show who did what to a case, oldest first."""
    place: Place = context.obj
    with place.opened() as session:
        acts = session.look(history.of_case, number)
    if as_json:
        data([_act_shape(act) for act in acts])
        return
    table(
        [
            (
                act.at,
                act.user,
                tr(act.action),
                f"{act.kind}.{act.field}".strip("."),
                _short(act.old),
                _short(act.new),
            )
            for act in acts
        ],
        [N_("At"), N_("User"), N_("Act"), N_("Field"), N_("Before"), N_("After")],
    )


def _act_shape(act: history.Act) -> dict[str, Any]:
    shape = {name: getattr(act, name) for name in history.Act.__dataclass_fields__}
    return shape | {"action": tr(act.action)}


def _short(value: Any) -> str:
    text = "" if value is None else ", ".join(value) if isinstance(value, list) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


@app.command("advance")
def advance_case(
    context: typer.Context,
    number: str,
    step: Step | None = typer.Option(None, help="The step to leave; the first open one when not named."),
    to: Step | None = typer.Option(None, help="The step to open next, where there is a choice."),
    override: str = typer.Option("", metavar="REASON", help="A supervisor's reason to go on all the same."),
    as_json: bool = JSON,
) -> None:
    """Leave a step. When its gate does not hold, tells what is missing and changes nothing."""
    place: Place = context.obj
    with place.opened() as session:
        try:
            moved = session.do(cases.advance, number, step=step, to=to, override=override).value
        except GateStands as stands:
            _tell_gate(stands, as_json=as_json)
            raise typer.Exit(1) from None
    if as_json:
        data(
            gate_shape(moved.gate)
            | {"moved_to": [str(one) for one in moved.to], "overridden": moved.overridden}
        )
        return
    steps = ", ".join(tr(STEP_TITLES[one]) for one in moved.to) or tr(N_("none; the case is closed"))
    line(f"{tr(STEP_TITLES[moved.gate.step])}: {tr(N_('left'))}. {tr(N_('Open steps'))}: {steps}")


def _tell_gate(stands: GateStands, *, as_json: bool) -> None:
    """Say what is missing: as data where that was asked for, and in words."""
    if as_json:
        data(gate_shape(stands.result))
    error(stands)
    for condition in stands.result.missing:
        aside(f"  – {tr(condition.text)}  ({condition.kind}.{condition.field})")


def undo_last(context: typer.Context, as_json: bool = JSON) -> None:
    """Take back your last act, and say what it was."""
    place: Place = context.obj
    with place.opened() as session:
        undone = session.do(undo.last).value
    if as_json:
        data({"undone": tr(undone.title), "at": undone.at, "fields": undone.fields})
    else:
        line(f"{tr(N_('Undone'))}: {tr(undone.title)} ({undone.at})")
        aside(tr(N_("Both the act and its undoing stay in the history.")))
