"""Rights: the tables of case model §6 a second time, by hand, and every role tried at every use case."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.right_tables import CATEGORIES, NOT_UNDONE, RIGHTS, USE_CASES_EXPECTED
from tests.vaults import SignIn, new_case, notify, save
from victimcase import cli, services
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.records.case import Case
from victimcase.domain.rights import RIGHT_TITLES, Right, Role, readable, rights, writable
from victimcase.domain.words import Category
from victimcase.services import cases, disclosures, tasks
from victimcase.services.tx import Tx
from victimcase.services.use_case import USE_CASES, UseCase
from victimcase.store import cards

CASEWORKER, CONSUL, SUPERVISOR, ADMIN = Role

LOGINS = {CASEWORKER: "caseworker", CONSUL: "consul", SUPERVISOR: "supervisor", ADMIN: "admin"}


def holders(line: str) -> set[Role]:
    """The roles that have a yes in a line of the tables."""
    return {role for role, word in zip(Role, line.split(), strict=True) if word == "yes"}


def load_all() -> None:
    """Load every module of the services, so that every use case is in the registry."""
    for module in pkgutil.iter_modules(services.__path__):
        importlib.import_module(f"{services.__name__}.{module.name}")


def registry() -> dict[str, UseCase]:
    load_all()
    return dict(USE_CASES)


@pytest.mark.parametrize(("right", "role"), list(product(Right, Role)))
def test_a_role_has_the_rights_of_the_table(right: Right, role: Role) -> None:
    assert (right in rights({role})) == (role in holders(RIGHTS[right]))


def test_the_tables_name_every_right_and_every_category() -> None:
    assert list(RIGHTS) == [str(right) for right in Right]
    assert list(CATEGORIES) == [str(category) for category in Category]
    assert set(RIGHT_TITLES) == set(Right)


@pytest.mark.parametrize(("category", "role"), list(product(Category, Role)))
def test_a_role_reads_and_writes_the_categories_of_the_table(category: Category, role: Role) -> None:
    expected = role in holders(CATEGORIES[category])
    assert (category in readable({role})) == expected
    assert (category in writable({role})) == expected


def test_several_roles_add_up_and_none_gives_nothing() -> None:
    both = {CONSUL, ADMIN}
    assert rights(both) == rights({CONSUL}) | rights({ADMIN})
    assert readable(both) == readable({CONSUL})
    assert not rights(()) and not readable(()) and not writable(())


def test_every_use_case_needs_the_right_it_should() -> None:
    found = {name: str(one.needs) for name, one in registry().items()}
    assert found == USE_CASES_EXPECTED


def test_what_is_not_undone_is_said() -> None:
    writing = {name: one for name, one in registry().items() if one.writes}
    assert {name for name, one in writing.items() if not one.undoable} == NOT_UNDONE
    assert not any(one.undoable for name, one in registry().items() if name not in writing)


def test_every_use_case_has_words_of_its_own() -> None:
    titles = [one.title for one in registry().values()]
    assert all(titles)
    assert sorted(set(titles)) == sorted(titles)


class Leave(Exception):
    """Ends a transaction so that nothing of it is kept."""


def tried(session: Any, function: Callable[..., object]) -> str:
    """Call a use case with nothing but the transaction: refused for the lack of a right, or not."""

    def attempt(tx: Tx) -> None:
        try:
            function(tx)
        except Refused as refusal:
            if "needs the right" in str(refusal):
                raise
        except (TypeError, NotFound):
            pass  # past the door: it lacks what it would work on
        raise Leave

    try:
        session.do(attempt)
    except Refused:
        return "refused"
    except Leave:
        return "let in"
    raise AssertionError("never here")


def function_of(name: str) -> Callable[..., object]:
    module, _, function = name.partition(".")
    found: Callable[..., object] = getattr(importlib.import_module(f"{services.__name__}.{module}"), function)
    return found


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_let_in_or_refused_as_the_table_says(sign_in: SignIn, role: Role) -> None:
    load_all()
    expected = {
        name: "let in" if role in holders(RIGHTS[right]) else "refused"
        for name, right in USE_CASES_EXPECTED.items()
    }
    with sign_in(LOGINS[role]) as session:
        assert {name: tried(session, function_of(name)) for name in USE_CASES_EXPECTED} == expected


def test_an_administrator_alone_sees_no_case(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "task", subject="Call", due_on="2026-03-01")
    with sign_in("admin") as session:
        for query in (cases.listed, tasks.listed, disclosures.listed):
            with pytest.raises(Refused, match="“See cases”"):
                session.look(query)
        with pytest.raises(Refused):
            session.look(cases.shown, number)
        with session.vault.read.begin() as conn:
            assert cards.count(conn) == 1
            assert cards.count(conn, session.me.reader) == 0


def test_who_sees_which_cases(sign_in: SignIn) -> None:
    """Own cases and those of the team; a mission those it was told of; a supervisor all of the office."""
    with sign_in("caseworker") as session:
        north = new_case(session).number
    with sign_in("colleague") as session:
        south = new_case(session).number
        save(session, south, "case", owner="caseworker", team="south")
        told = new_case(session).number
        notify(session, told)
    with sign_in("consul") as session:
        own = new_case(session).number
    expected = {
        "caseworker": {north, south},
        "colleague": {south, told},
        "supervisor": {north, south, told, own},
        "consul": {told, own},
    }
    for login, numbers in expected.items():
        with sign_in(login) as session:
            assert {card.number for card in session.look(cases.listed)} == numbers, login
            for number in numbers:
                assert session.look(cases.shown, number).card.number == number
            for number in {north, south, told, own} - numbers:
                with pytest.raises(NotFound, match=number):
                    session.look(cases.shown, number)


def unknown_calls(source: str, known: Iterable[str]) -> Iterator[str]:
    """What a module gives to a session that is no use case: such a call would ask for no right."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            name = ast.unparse(node.args[0])
            if (
                node.func.attr in ("do", "look")
                and ast.unparse(node.func.value) == "session"
                and name not in known
            ):
                yield f"{node.lineno}: {name}"


def test_the_command_line_calls_nothing_but_use_cases() -> None:
    known = registry()
    for path in sorted(Path(cli.__path__[0]).glob("*.py")):
        assert list(unknown_calls(path.read_text("utf-8"), known)) == [], path.name


def test_a_call_of_something_else_is_found() -> None:
    source = "session.look(cases.listed)\nsession.do(cases.secretly, 1)\n"
    assert list(unknown_calls(source, {"cases.listed"})) == ["2: cases.secretly"]


def test_a_case_is_empty_by_default() -> None:
    assert Case().restricted is None, "nobody is shut out unless somebody says so"
