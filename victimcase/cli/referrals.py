"""`victimcase referral …`: begin, send, answer, end and take in referrals, and list them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import typer

from victimcase.cli.cases import FIELDS, JSON, JSON_IN, given_fields
from victimcase.cli.exchange import tell
from victimcase.cli.papers import LANGUAGE, PASSWORD, TEXTS_READ, app, languages
from victimcase.cli.place import Place, read_secret
from victimcase.cli.say import aside, data, line, table
from victimcase.domain.errors import Invalid
from victimcase.domain.referral_rules import STATE_TITLES, State
from victimcase.i18n import N_, tr
from victimcase.services import free_texts, referral_flow, referral_gate, referral_letters, referrals
from victimcase.services.referral_gate import Standing
from victimcase.services.referrals import Referred
from victimcase.services.session import Session

REFERRAL = typer.Option("", "--referral", metavar="ID", help="Which one; not needed where only one fits.")
ON = typer.Option(None, "--on", metavar="YYYY-MM-DD", help="The day it happened; today where none is given.")


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="referral")


def day(text: str | None) -> date | None:
    """A day as it is written. Raises Invalid."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(
            N_("“{text}” is no day, so nothing was changed."), N_("Write it as 2026-03-14."), text=text
        ) from None


def shape(one: Standing) -> dict[str, Any]:
    """A referral as JSON."""
    record = one.record
    return {
        "id": one.id,
        "case": one.number,
        "direction": record.direction,
        "state": one.state,
        "partner": one.partner,
        "purpose": record.purpose,
        "services": record.services,
        "hand_over": bool(record.hand_over),
        "answer_due_on": record.answer_due_on,
        "disclosure": record.disclosure or "",
        "next": one.steps,
        "missing": [{"field": lack.field, "text": tr(lack.text)} for lack in one.lacks],
    }


def row_shape(one: Referred) -> dict[str, Any]:
    """A referral of a list as JSON."""
    return {
        "id": one.id,
        "case": one.number,
        "direction": "out" if one.out else "in",
        "state": referrals.CODES[one.state],
        "partner": one.with_whom,
        "services": one.services,
        "hand_over": one.hand_over,
        "urgent": one.urgent,
        "began": one.began,
        "answer_due_on": one.due_on,
        "answered_on": one.answered_on,
        "waiting": one.waiting,
        "late": one.late,
        "disclosure": one.disclosure,
    }


def _show(session: Session, number: str, referral: str, as_json: bool, **more: object) -> None:
    """Print how a referral stands."""
    one = session.look(referral_gate.standing, number, referral)
    if as_json:
        data({**shape(one), **more})
        return
    line(f"{one.id}  {one.number}  {one.partner}  {tr(STATE_TITLES[one.state])}")
    for lack in one.lacks:
        aside(f"  – {tr(N_('still needed'))}: {tr(lack.text)}")


def which(session: Session, number: str, referral: str, *wanted: State) -> str:
    """The referral that is meant: the one named, or the only one that can come into one of these states.

    Raises Invalid where none fits, or several do.
    """
    if referral:
        return referral
    every = session.look(referrals.listed, number=number)
    fitting = [
        one.id
        for one in every
        if set(wanted)
        & {*(standing := session.look(referral_gate.standing, number, one.id)).steps, standing.state}
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise Invalid(
        N_("No referral of this case can be meant. Nothing was changed.")
        if not fitting
        else N_("Several referrals of this case can be meant: {ids}. Nothing was changed."),
        N_("Look at them with “referral list NUMBER” and name one with --referral."),
        ids=", ".join(fitting),
    )


@contextmanager
def _noting(
    context: typer.Context, number: str, referral: str, as_json: bool, *wanted: State
) -> Iterator[tuple[Session, str]]:
    """A session and the referral that is meant, to note a deed about it; then print how it stands."""
    place: Place = context.obj
    with place.opened() as session:
        one = which(session, number, referral, *wanted)
        yield session, one
        _show(session, number, one, as_json)


@app.command("list")
def list_referrals(
    context: typer.Context, number: str | None = typer.Argument(None), as_json: bool = JSON
) -> None:
    """List the referrals of a case, or of all your cases: those that wait longest first."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(referrals.listed, number=number)
    if as_json:
        data([row_shape(one) for one in found])
        return
    rows = [
        (
            one.number,
            one.id,
            tr(N_("out")) if one.out else tr(N_("in")),
            tr(STATE_TITLES[State(referrals.CODES[one.state])]),
            one.with_whom,
            one.due_on,
        )
        for one in found
    ]
    table(rows, [N_("Case"), N_("Referral"), N_("Way"), N_("State"), N_("With whom"), N_("Answer due")])


@app.command("new")
def new(
    context: typer.Context,
    number: str,
    fields: list[str] = FIELDS,
    json_in: str | None = JSON_IN,
    to: str = typer.Option("", "--to", metavar="PARTNER", help="Name of an organisation of the directory."),
    purpose: str = typer.Option("", metavar="P", help="What for: referral, services, medical_exam, …"),
    as_json: bool = JSON,
) -> None:
    """Begin a referral: why it is needed, what else was considered, the risks, what exactly may go."""
    place: Place = context.obj
    given = given_fields(fields, json_in)
    given |= {name: said for name, said in (("referred_organisation", to), ("purpose", purpose)) if said}
    with place.opened() as session:
        made = session.do(referral_flow.begin, number, given).value
        _show(session, number, made.id, as_json)


@app.command("send")
def send(
    context: typer.Context,
    number: str,
    out: Path | None = typer.Argument(None, metavar="[OUT.pdf]"),
    referral: str = REFERRAL,
    way: str = typer.Option("letter", help="letter, bundle, or without a paper: in_person, telephone."),
    disclosure: str = typer.Option("", metavar="NUMBER", help="A paper that went out before."),
    on: str | None = ON,
    language: str = LANGUAGE,
    password_file: Path | None = PASSWORD,
    texts_read: bool = TEXTS_READ,
    as_json: bool = JSON,
) -> None:
    """Send a referral: write its letter, or note that it went out or was asked without a paper."""
    place: Place = context.obj
    password = read_secret(password_file) if password_file else None
    texts = {free_texts.EVERY: free_texts.GOES} if texts_read else {}
    setting = referral_letters.Setting(languages(language), password, texts)
    with place.opened() as session:
        one = which(session, number, referral, State.SENT)
        if out is not None:
            gone = referral_letters.send(session, number, one, out, way=way, setting=setting)
            if as_json:
                _show(session, number, one, as_json, given=gone.given)
            else:
                tell(gone.given, as_json=False)
        else:
            if disclosure:
                session.do(referral_flow.sent, number, one, disclosure=disclosure, way=way, on=day(on))
            else:
                session.do(referral_flow.asked, number, one, way=way, on=day(on))
            _show(session, number, one, as_json)
    if password_file:
        aside(tr(N_("Send the password by another way than the paper.")))


@app.command("accept")
def accept(
    context: typer.Context, number: str, referral: str = REFERRAL, on: str | None = ON, as_json: bool = JSON
) -> None:
    """Note that a referral was accepted; what was asked for becomes services of the case."""
    with _noting(context, number, referral, as_json, State.ACCEPTED) as (session, one):
        session.do(referral_flow.accepted, number, one, on=day(on))


@app.command("reject")
def reject(
    context: typer.Context,
    number: str,
    why: str = typer.Option(..., "--why", metavar="REASON", help="no_place, language, safety, …"),
    details: str = typer.Option("", help="For demo and tests; real words go into the record."),
    referral: str = REFERRAL,
    on: str | None = ON,
    as_json: bool = JSON,
) -> None:
    """Note that a referral was declined, and why."""
    with _noting(context, number, referral, as_json, State.REJECTED) as (session, one):
        session.do(referral_flow.rejected, number, one, why, details=details, on=day(on))


@app.command("complete")
def complete(
    context: typer.Context,
    number: str,
    fields: list[str] = FIELDS,
    json_in: str | None = JSON_IN,
    helped: str = typer.Option("", help="helped, helped_in_part, did_not_help, …"),
    referral: str = REFERRAL,
    on: str | None = ON,
    as_json: bool = JSON,
) -> None:
    """Note what came of a referral: outcome=… in a few words."""
    outcome = _only(given_fields(fields, json_in), "outcome")
    with _noting(context, number, referral, as_json, State.COMPLETED) as (session, one):
        session.do(referral_flow.completed, number, one, outcome, helped=helped, on=day(on))


@app.command("revoke")
def revoke(
    context: typer.Context,
    number: str,
    why: str = typer.Option(..., "--why", metavar="REASON", help="consent_withdrawn, no_answer, …"),
    referral: str = REFERRAL,
    on: str | None = ON,
    as_json: bool = JSON,
) -> None:
    """Take a referral back, and say who holds what all the same."""
    place: Place = context.obj
    with place.opened() as session:
        one = which(session, number, referral, State.REVOKED)
        holds = session.do(referral_flow.revoked, number, one, why, on=day(on)).value.holds
        _show(session, number, one, as_json, holds=holds)
    for held in holds if not as_json else ():
        aside(
            tr(N_("Still with {name}: what went out as {number}."), name=held.recipient, number=held.number)
        )


@app.command("feedback")
def feedback(
    context: typer.Context,
    number: str,
    fields: list[str] = FIELDS,
    json_in: str | None = JSON_IN,
    due_on: str | None = typer.Option(None, "--due-on", metavar="YYYY-MM-DD", help="Ask for it on this day."),
    referral: str = REFERRAL,
    on: str | None = ON,
    as_json: bool = JSON,
) -> None:
    """Write down what was told about a referral: feedback=…; or the day on which to ask."""
    words = _only(given_fields(fields, json_in), "feedback")
    with _noting(context, number, referral, as_json, State.SENT, State.ACCEPTED, State.COMPLETED) as (
        session,
        one,
    ):
        session.do(referral_flow.feedback, number, one, words, on=day(on), due_on=day(due_on))


@app.command("receive")
def receive(
    context: typer.Context,
    fields: list[str] = FIELDS,
    json_in: str | None = JSON_IN,
    who: str = typer.Option(..., "--from", metavar="PARTNER", help="Who asks: an organisation we know."),
    case: str = typer.Option("", "--case", metavar="NUMBER", help="Put it into this case; open none."),
    same_as: str = typer.Option("", metavar="NUMBER", help="A case of the same person."),
    as_json: bool = JSON,
) -> None:
    """Take in a referral: a case at intake. Fields are the referral's; person.… and contact.… theirs."""
    place: Place = context.obj
    parts: dict[str, dict[str, Any]] = {"": {"referring_organisation": who}, "person": {}, "contact": {}}
    for name, value in given_fields(fields, json_in).items():
        part, dot, own = name.partition(".")
        if dot and part in parts:
            parts[part][own] = value
        else:
            parts[""][name] = value
    with place.opened() as session:
        made = session.do(
            referral_flow.receive,
            parts[""],
            person=parts["person"],
            contact=parts["contact"],
            case=case,
            same_as=same_as,
        ).value
        _show(session, made.number, made.referral, as_json, opened=made.opened)


def _only(given: dict[str, Any], name: str) -> str:
    """The one field a command takes. Raises Invalid for another."""
    if strange := sorted(given.keys() - {name}):
        raise Invalid(
            N_("“{fields}” is not written here. Nothing was changed."),
            N_("What can be written: {allowed}."),
            fields=", ".join(strange),
            allowed=name,
        )
    return str(given.get(name, ""))
