"""Fills one real vault with canaries: cases, directory, files, drafts, what was overwritten and undone."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final

import pytest

from tests.canaries import OFFICE, SEEN_BY, Canary, Planted, canary_of, plain_fields
from tests.canary_sower import Sower
from tests.vaults import Clock, copied, signed_in
from victimcase.domain import spec as s
from victimcase.domain.kinds import RECORDS
from victimcase.domain.words import Category, Scope, Step
from victimcase.services import cases, drafts, papers, preferences, records, undo
from victimcase.services.papers import Order
from victimcase.services.preferences import View
from victimcase.services.session import Session
from victimcase.services.tx import Tx

OWNERS: Final = {
    "main": "caseworker",
    "unnotified": "caseworker",
    "elsewhere": "colleague",
    "restricted": "colleague",
    "earlier": "colleague",
}


def _open(session: Session, sower: Sower, place: str) -> None:
    """A case on its way home."""
    person = sower.persons["main"] if place == "earlier" else None
    given: dict[str, Any] = {} if person else {"citizenships": ["MM"]}
    made = session.do(cases.new, given, step=Step.CLEARANCE, person=person).value
    sower.planted.numbers[place] = made.number
    sower.persons[place] = made.person
    sower.remember(RECORDS["case"], made.id, place)
    if person is None:
        sower.remember(RECORDS["person"], made.person, place)
    del sower.planted.found[made.id]  # those who open it keep it in their own list of cases opened last
    sower.planted.found[made.number] = sower.canary(RECORDS["case"], "number", place)


def _fill(session: Session, sower: Sower) -> None:
    """Everything a supervisor writes into the cases and the directory."""

    def everything(tx: Tx) -> None:
        with tx.entry("records.save"):
            sower.sow(tx, (Scope.OFFICE,), OFFICE)
            sower.sow_lively(tx, (Scope.OFFICE,), OFFICE)
            for place in OWNERS:
                own = (Scope.CASE,) if place == "earlier" else (Scope.PERSON, Scope.CASE)
                sower.sow(tx, own, place)
            sower.sow_lively(tx, (Scope.PERSON, Scope.CASE), "main")
        with tx.entry("records.save"):
            sower.overwrite(tx, "main")
            for place in (OFFICE, "main", "unnotified"):
                sower.tie(tx, place)
            for place in (OFFICE, "main", "restricted"):
                sower.attach(tx, place)

    session.do(everything)


def _enliven(session: Session, sower: Sower) -> None:
    """What holds today: beds, consents, the decision to tell the mission, who was in which event."""
    planted = sower.planted
    partner = planted.ids(OFFICE, "organisation")[0]
    house = planted.ids(OFFICE, "house")[-1]
    consent: dict[str, Any] = {
        "given": True,
        "given_by": "person",
        "given_on": "2026-03-01",
        "how": "signature",
    }

    def write(tx: Tx, kind: str, place: str, **given: Any) -> None:
        cls = RECORDS[kind]
        texts = {
            name: planted.value(spec, sower.canary(cls, name, place), tx.reference)
            for name, spec in plain_fields(cls)
            if isinstance(spec, s.Text | s.LongText) and name not in given
        }
        sower.write(tx, cls, place, {**texts, **given})

    def living(tx: Tx) -> None:
        with tx.entry("records.save"):
            holds(tx)

    def holds(tx: Tx) -> None:
        write(tx, "consular_notification", "main", country="MM", decision="notify")
        for place in OWNERS:
            write(tx, "shelter_stay", place, house=house, from_on="2026-03-01", until_on="2026-04-01")
        write(tx, "case_link", "main", other=planted.number("unnotified"), type="keep_apart")
        every = [str(one) for one in Category]
        for purpose in ("consulate", "referral", "case_transfer", "voluntary_return", "services"):
            write(tx, "consent", "main", purpose=purpose, recipient=partner, categories=every, **consent)
        out: dict[str, Any] = {"direction": "out", "referred_organisation": partner, "purpose": "referral"}
        out |= {"services": ["medical"], "categories": ["identity"], "risks_discussed": True}
        for state in ("draft", "sent", "accepted"):
            write(tx, "referral", "main", state=state, until_on="2026-06-01", **out)
        for place in ("main", "unnotified"):
            given = {"alias": "Zqaaaav", "handle": None}  # the same in two cases: a pattern
            write(tx, "alleged_perpetrator", place, **given)

    session.do(living)


def _hide(session: Session, sower: Sower) -> None:
    """What is told by its being there: a consent to a claim alone, and lines in the list of an event."""
    planted = sower.planted

    def hidden(tx: Tx) -> None:
        with tx.entry("records.save"):
            held_back(tx)

    def held_back(tx: Tx) -> None:
        told = frozenset({Category.PROTECTION_CLAIM, Category.HEALTH})
        cls = RECORDS["consent"]
        given: dict[str, Any] = {}
        for name in ("limits", "note", "interpreter", "witness"):
            canary = replace(sower.canary(cls, name, "main"), any_of=told, field=f"{name} (of health)")
            given[name] = planted.new(canary)
        given |= {"purpose": "medical_exam", "categories": sorted(str(one) for one in told), "given": True}
        id_ = sower.write(tx, cls, "main", given)
        planted.found[id_] = replace(planted.found[id_], any_of=told)
        given = {
            "of": "consent",
            "basis": "danger_to_life",
            "categories": ["health"],
            "made_by": "caseworker",
        }
        given |= {"made_at": "2026-03-13T09:00:00Z", "purpose": "referral", "ends_on": "2026-03-20"}
        for name in ("reason", "law"):
            canary = sower.canary(RECORDS["override"], name, "main")
            closed = canary.categories | {Category.NOTE, Category.HEALTH}
            given[name] = planted.new(replace(canary, categories=closed, field=f"{name} (of consent)"))
        id_ = sower.write(tx, RECORDS["override"], "main", given)
        planted.found[id_] = replace(
            planted.found[id_], categories=frozenset({Category.NOTE, Category.HEALTH})
        )
        member = RECORDS["group_member"]
        for place in OWNERS:
            names = {
                name: planted.new(replace(canary_of(member, name, frozenset()), cases=frozenset({place})))
                for name in ("given_names", "family_name", "own_script_name", "tag", "note", "urgent_need")
            }
            id_ = sower.write(tx, member, OFFICE, {**names, "case": planted.number(place), "state": "opened"})
            planted.found[id_] = replace(planted.found[id_], cases=frozenset({place}))

    session.do(hidden)


def _undo(session: Session, sower: Sower) -> None:
    """Values and a record that were written and taken back."""
    number = sower.planted.number("main")
    for kind, name in (("person", "health_alert"), ("person", "given_names"), ("note", "text")):
        canary = replace(sower.canary(RECORDS[kind], name, "main"), field=f"{name} (undone)")
        session.do(records.save, number, kind, {name: sower.planted.new(canary)})
        session.do(undo.last)
    canary = replace(sower.canary(RECORDS["health_record"], "findings", "main"), field="findings (deleted)")
    made = session.do(records.save, number, "health_record", {"findings": sower.planted.new(canary)}).value
    session.do(records.delete, number, "health_record", made.id)


def _keep(session: Session, planted: Planted, login: str) -> None:
    """A draft and a saved view of a user's own."""
    place = sorted(SEEN_BY[login])[0] if SEEN_BY[login] else OFFICE
    own = Canary("draft", "content", frozenset(), frozenset(), only=frozenset({login}))
    kind = "note" if login in ("caseworker", "supervisor", "colleague") else ""
    session.do(
        drafts.keep, f"draft of {login}", {"text": planted.new(own)}, number=planted.number(place), kind=kind
    )
    view = replace(own, kind="preference", field="view")
    session.do(preferences.save_view, View("Mine", {"text": planted.new(view)}))
    session.do(preferences.put, "opened", [id_ for kind, id_ in _every_record(planted) if kind == "case"])


def _give(
    folder: Path, planted: Planted, login: str, output: str, place: str, order: tuple[str, str]
) -> None:
    """A paper that was given out, of which the ledger keeps a copy."""
    out = folder.with_name(f"{output}.pdf")
    with signed_in(folder, login, Clock()) as session:
        given = papers.give(session, output, Order(planted.number(place), *order), out)
    planted.papers.append(given.disclosure)


def _every_record(planted: Planted) -> Iterator[tuple[str, str]]:
    for found in planted.records.values():
        yield from found


def sown(folder: Path, clock: Clock) -> Planted:
    """Fill a vault, and say what was planted where."""
    sower = Sower(Planted())
    for login in ("caseworker", "colleague"):
        with signed_in(folder, login, clock) as session:
            for place, owner in OWNERS.items():
                if owner == login:
                    _open(session, sower, place)
    with signed_in(folder, "supervisor", clock) as session:
        _fill(session, sower)
        _enliven(session, sower)
        _hide(session, sower)
        number = sower.planted.number("restricted")
        session.do(records.save, number, "case", {"restricted": True, "restricted_members": "colleague"})
    for login in SEEN_BY:
        with signed_in(folder, login, clock) as session:
            _keep(session, sower.planted, login)
    planted = sower.planted
    partner = planted.ids(OFFICE, "organisation")[0]
    _give(folder, planted, "supervisor", "case_sheet", "elsewhere", ("own", "internal"))
    _give(folder, planted, "consul", "referral_letter", "main", (partner, "consulate"))
    with signed_in(folder, "supervisor", clock) as session:
        _undo(session, sower)
    return planted


@cache
def _made() -> tuple[Path, Planted]:
    """The vault all tests of this process copy, closed."""
    place = Path(mkdtemp(prefix="canaries-"))
    atexit.register(rmtree, place, ignore_errors=True)
    folder = copied(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        return folder, sown(folder, Clock())


@contextmanager
def canary_vault(place: Path) -> Iterator[tuple[Path, Planted]]:
    """A vault with canaries in a folder of the test's own, closed."""
    folder, planted = _made()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        yield copied(place, folder), planted
