"""Everything a user can get out of a case, as one text in which numbers, ids and hashes are masked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from victimcase.cli.cases import card_shape, gate_shape, record_shape
from victimcase.cli.say import plain
from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.words import Category, Scope, Step
from victimcase.services import (
    case_papers,
    cases,
    consents,
    disclosures,
    door,
    free_texts,
    history,
    records,
    tasks,
    undo,
)
from victimcase.services.cases import GateStands
from victimcase.services.papers import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx

LONG = timedelta(days=36_500)
MASKS = (
    (re.compile(r"[A-Z]{3}-[A-Z]-\d{5}-[0-9A-Z]"), "NUMBER"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "ID"),
)


def masked(text: str) -> str:
    """The text without what is different for any two cases."""
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text


def told(act: Callable[[], object]) -> Any:
    """What an act gives back, or says when it refuses, as data."""
    try:
        return plain(act())
    except GateStands as stands:
        return {"refused": str(stands), "gate": gate_shape(stands.result)}
    except UserError as refusal:
        return {"refused": f"{type(refusal).__name__}: {refusal}"}


class Undone(Exception):
    """Ends a transaction so that the try leaves nothing behind."""


def tried(session: Session, act: Callable[..., object], *args: Any, **kwargs: Any) -> Any:
    """What a use case says, with nothing of it kept."""
    found: list[object] = []

    def attempt(tx: Tx) -> None:
        found.append(act(tx, *args, **kwargs))
        raise Undone

    def run() -> object:
        with suppress(Undone):
            session.do(attempt)
        return found[0]

    return told(run)


def seen(session: Session, number: str) -> Iterator[tuple[str, Any]]:
    """What is shown of a case."""
    shown = session.look(cases.shown, number)
    yield (
        "card",
        [
            card_shape(card, session.me.readable)
            for card in session.look(cases.listed, limit=1000)
            if card.number == number
        ],
    )
    yield "records", [record_shape(kind, one) for kind, one in shown.records]
    yield "gates", [gate_shape(gate) for gate in shown.gates]
    yield "history", plain(session.look(history.of_case, number))
    yield "tasks", plain(session.look(tasks.listed, number=number, ahead=LONG))
    yield "all tasks", [one for one in plain(session.look(tasks.listed, ahead=LONG)) if one["case"] == number]
    yield "consents", plain(session.look(consents.listed, number))
    yield "ledger", plain(session.look(disclosures.listed, number))
    yield "whole ledger", [one for one in plain(session.look(disclosures.listed)) if number in one["cases"]]


def found(session: Session, number: str, texts: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Whether searching for texts finds the case."""
    for text in texts:
        hits = session.look(cases.listed, text=text, limit=1000)
        yield f"search for {text}", number in [card.number for card in hits]


def refused(session: Session, number: str, ids: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """What is said to whoever tries to write, move, delete or undo."""
    for step in Step:
        for words in ("", "They all ask me to."):
            yield f"advance {step} {words}", tried(session, cases.advance, number, step=step, override=words)
    yield "advance", tried(session, cases.advance, number)
    for cls in RECORDS.values():
        if cls.scope is Scope.OFFICE:
            continue
        yield f"save {cls.kind}", tried(session, records.save, number, cls.kind, {})
        for one in ids:
            yield f"save {cls.kind} by id", tried(session, records.save, number, cls.kind, {}, record=one)
            yield f"delete {cls.kind}", tried(session, records.delete, number, cls.kind, one)
            if cls.parent:
                yield f"save {cls.kind} under", tried(session, records.save, number, cls.kind, {}, parent=one)
    yield "undo", tried(session, undo.last)


def released(session: Session, number: str, recipients: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """What would go out, of every output for every purpose to somebody, whatever is asked for."""

    def release(tx: Tx, output: str, purpose: str, to: str) -> Any:
        card = tx.case(number)
        recipient = door.recipient_called(tx, to)
        return plain(
            door.release(
                tx,
                [card],
                output=output,
                recipient=recipient,
                purpose=purpose,
                asked=frozenset(Category),
                texts={free_texts.EVERY: free_texts.GOES},
                mark=True,
            )
        )

    def foreseen(tx: Tx, output: str, purpose: str, to: str) -> Any:
        return plain(case_papers.foreseen(tx, output, Order(number, to, purpose)))

    for output, one in OUTPUTS.items():
        if not one.records:
            continue
        for purpose in sorted(one.purposes):
            for to in recipients:
                said = told(lambda o=output, p=purpose, t=to: session.look(release, o, p, t))  # type: ignore[misc]
                if isinstance(said, dict):
                    said.pop("content_hash", None)  # of ids and numbers that are masked here
                yield f"{output} for {purpose} to {to}", said
                if one.paper:
                    said = told(lambda o=output, p=purpose, t=to: session.look(foreseen, o, p, t))  # type: ignore[misc]
                    yield f"{output} for {purpose} to {to}, read before", said


def everything(
    session: Session,
    number: str,
    *,
    texts: Iterable[str] = (),
    ids: Iterable[str] = (),
    to: Iterable[str] = (),
) -> dict[str, str]:
    """Name of what was asked -> the answer, masked. Whoever may not see the case gets one refusal."""
    answers = [
        *seen(session, number),
        *found(session, number, texts),
        *refused(session, number, list(ids)),
        *released(session, number, list(to)),
    ]
    return {
        name: masked(json.dumps(said, ensure_ascii=False, indent=1, default=str)) for name, said in answers
    }
