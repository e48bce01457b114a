"""Everything a signed-in user can be shown, for every role and case: not a word of what is not for them.

The vault holds a canary in every field of every kind of record. What each use case and query gives back, and
says when it refuses, is looked through for those its reader may not see; the log may hold none at all.
"""

from __future__ import annotations

import importlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from tests.canaries import CASES, READERS, Planted, Reader, signs
from tests.canary_vault import canary_vault
from tests.surface_asking import Asking
from tests.surface_calls import SURFACES
from tests.surface_walk import At, Call, LogWatch, call, file_texts, leaks, looked_at, outcome
from tests.vaults import Clock, signed_in
from victimcase import services
from victimcase.domain.errors import UserError
from victimcase.domain.records.care import HealthRecord
from victimcase.domain.records.person import Person
from victimcase.domain.rights import Right
from victimcase.services import case_list, finder, imports, use_case
from victimcase.services.case_list import Filters
from victimcase.services.finder import Found
from victimcase.services.history import Act
from victimcase.services.papers import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import USE_CASES, every
from victimcase.store import rows

REFUSED_TO_ALL: Final = {"evidence.redraw", "ledger.say_went", "referral_flow.sent"}
"""What this vault has nothing fitting for: a picture as evidence, a line a crash left open, a referral's
paper in the ledger.
"""

OFTEN: Final = 0.3
"""The part of what somebody may see that has to be shown somewhere, or the walk looks at nothing."""


@dataclass
class Walk:
    """What a walk over every surface found."""

    folder: Path
    planted: Planted
    wrong: list[str] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    shown: dict[str, set[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def function_of(name: str) -> Callable[..., object]:
    """The use case of a name."""
    module, _, function = name.partition(".")
    found: Callable[..., object] = getattr(importlib.import_module(f"{services.__name__}.{module}"), function)
    return found


def missing(table: Mapping[str, object], known: Mapping[str, object]) -> list[str]:
    """Use cases the table does not name, and names of it there are no use cases of."""
    return sorted(known.keys() ^ table.keys())


def asked(walk: Walk, at: At, name: str, function: Callable[..., object], one: Call) -> None:
    """Call something once, and look into what comes of it."""
    result = outcome(at.session, function, one)
    if not isinstance(result, UserError):
        walk.answered[name] += 1
    seen = looked_at(at.reader, result)
    walk.shown.setdefault(at.reader.login, set()).update(
        signs("\n".join(seen.texts)) & walk.planted.found.keys()
    )
    typed = one.typed if isinstance(result, UserError) else ()
    walk.wrong += [f"{at.reader.login}: {name}{one}: {leak}" for leak in leaks(walk.planted, seen, typed)]


def walk_through(walk: Walk, session: Session, reader: Reader, table: Mapping[str, Asking | str]) -> None:
    """Ask everything in the table: from `main`, from the cases that are not seen, and from one that is."""
    done: set[str] = set()
    seen = [case for case in CASES if case in reader.sees][1:]
    for case in (one for one in CASES if one not in seen[:-1]):
        at = At(session, reader, walk.planted, case)
        for name, ask in table.items():
            for one in () if isinstance(ask, str) else ask(at):
                if (key := f"{name} {one.args} {one.kwargs}") not in done:
                    done.add(key)
                    asked(walk, at, name, function_of(name), one)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Every surface, asked by everybody."""
    watch, log = LogWatch(), logging.getLogger("victimcase")
    before = log.level
    log.addHandler(watch)
    log.setLevel(logging.DEBUG)
    with canary_vault(tmp_path_factory.mktemp("canaries")) as (folder, planted):
        found = Walk(folder, planted)
        for reader in READERS:
            with signed_in(folder, reader.login, Clock()) as session:
                walk_through(found, session, reader, SURFACES)
        found.lines = watch.told(planted)
        log.setLevel(before)
        log.removeHandler(watch)
        yield found


def test_every_use_case_is_called_or_says_why_not() -> None:
    assert missing(SURFACES, every()) == []
    assert all(len(why) > 20 for why in SURFACES.values() if isinstance(why, str))


def test_a_use_case_nobody_put_in_the_table_is_found() -> None:
    table = {name: one for name, one in SURFACES.items() if name != "cases.shown"}
    assert missing({**table, "cases.forgotten": "x"}, every()) == ["cases.forgotten", "cases.shown"]


def test_nobody_is_shown_what_is_not_for_them(walk: Walk) -> None:
    assert walk.wrong == [], f"{len(walk.wrong)} leaks"


def test_everything_answers_somebody(walk: Walk) -> None:
    called = {name for name, ask in SURFACES.items() if not isinstance(ask, str)}
    assert called - walk.answered.keys() == REFUSED_TO_ALL


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.login)
def test_what_is_for_somebody_is_shown(walk: Walk, reader: Reader) -> None:
    """The twin of the walk itself: one that shows nothing finds nothing."""
    told = {sign for sign, one in walk.planted.found.items() if one.may_see(reader)}
    shown = len(walk.shown[reader.login] & told)
    assert shown >= len(told) * OFTEN, f"{shown} of {len(told)}"


def test_the_log_tells_of_nobody(walk: Walk) -> None:
    assert walk.lines == []


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.login)
def test_nothing_hidden_is_found_or_counted(walk: Walk, reader: Reader) -> None:
    """Looking for what one may not know finds what looking for nonsense finds."""
    hidden = [sign for sign, one in walk.planted.found.items() if not one.may_see(reader)][::20]

    def search(tx: Tx) -> list[str]:
        if Right.SEE_CASES not in tx.me.rights:
            return [sign for sign in hidden if finder.find(tx, sign) != Found((), (), ())]
        return [
            sign
            for sign in hidden
            if finder.find(tx, sign) != Found((), (), ()) or case_list.count(tx, Filters(text=sign))
        ]

    with signed_in(walk.folder, reader.login, Clock()) as session:
        assert len(hidden) > 20
        assert [str(walk.planted.found[sign]) for sign in _kept(session, search)] == []


def _kept(session: Session, ask: Callable[[Tx], list[str]]) -> list[str]:
    """What somebody finds, the viewings noted with it."""
    found = outcome(session, ask, call())
    assert isinstance(found, list)
    return found


def test_what_may_be_found_is_found(walk: Walk) -> None:
    reader = Reader("consul")
    names = [
        sign
        for sign, one in walk.planted.found.items()
        if (one.kind, one.field) == ("person", "family_name") and one.may_see(reader)
    ]
    with signed_in(walk.folder, "consul", Clock()) as session:
        assert any(session.look(finder.find, sign).cases for sign in names)


@pytest.mark.parametrize("login", ["caseworker", "supervisor", "colleague"])
def test_a_dry_run_of_an_import_hints_at_no_case_of_others(walk: Walk, login: str, tmp_path: Path) -> None:
    reader, file = Reader(login), tmp_path / "people.csv"
    names = [
        sign for sign, one in walk.planted.found.items() if one.kind == "person" and sign.startswith("zq")
    ]
    lines = [f"{one},{one},MM" for one in names if walk.planted.found[one].field.endswith("_name")]
    file.write_text("\n".join(["prs_FirstName,prs_SecondName,prs_Citizenship", *lines, ""]), "utf-8")
    with signed_in(walk.folder, login, Clock()) as session:
        report = imports.run(session, imports.understand(file), dry_run=True)
    assert report.created == len(lines) > 4
    seen = looked_at(reader, report.duplicates)
    assert leaks(walk.planted, seen) == []


def test_a_paper_is_read_as_its_reader_reads_it(walk: Walk) -> None:
    """The twin of reading files: a paper says what stands in the case."""
    with signed_in(walk.folder, "consul", Clock()) as session:
        at = At(session, Reader("consul"), walk.planted, "main")
        order = call("referral_letter", Order(at.n, at.id("organisation"), "consulate"), paper=True)
        papers = [outcome(session, function_of("case_papers.foreseen"), order)]
    texts = [text for paper in papers if hasattr(paper, "paper") for text in file_texts(paper.paper)]
    assert len(signs("\n".join(texts)) & walk.planted.found.keys()) > 20


def leaky(tx: Tx, number: str) -> tuple[str, ...]:
    """What no query may do: give back what stands in the rows, whoever asks."""
    card = tx.case(number)
    found = rows.of_scope(tx.conn, "health_record", card.case_id)
    logging.getLogger("victimcase.planted").info("looked at %s", found[0].values["diagnosis"])
    return tuple(str(row.values["diagnosis"]) for row in found)


def test_a_leaky_query_is_found(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    every()  # all modules are loaded, whatever ran before
    monkeypatch.setattr(use_case, "USE_CASES", dict(USE_CASES))
    query = use_case.query("Look at everything", needs=Right.SEE_CASES)(leaky)
    assert missing(SURFACES, use_case.USE_CASES) == ["test_every_surface.leaky"]
    watch, log = LogWatch(), logging.getLogger("victimcase")
    log.addHandler(watch)
    caplog.set_level(logging.INFO, "victimcase")
    found = {}
    for login in ("consul", "caseworker"):
        with signed_in(walk.folder, login, Clock()) as session:
            result = outcome(session, query, call(walk.planted.number("main")))
            found[login] = leaks(walk.planted, looked_at(Reader(login), result))
    log.removeHandler(watch)
    assert found["consul"] and not found["caseworker"]
    assert all("main:health_record.diagnosis" in one for one in found["consul"])
    assert len(watch.told(walk.planted)) == 2


def test_a_code_in_a_field_that_is_closed_is_found() -> None:
    """No word gives a code away, so records are looked at field by field."""
    person = Person(marital_status="Single", residence_status="refugee")
    consul = Reader("consul")
    assert looked_at(consul, person).wrong == ["person.residence_status holds 'refugee'"]
    assert looked_at(consul, HealthRecord()).wrong == ["a record of the kind health_record"]
    told = Act("", "", "", "", "", "case", "", "risk", None, "high")
    assert looked_at(consul, [told]).wrong == ["a line about case.risk"]
    assert looked_at(Reader("caseworker"), [person, HealthRecord(), told]).wrong == []
