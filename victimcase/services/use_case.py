"""A use case: one thing a person can do, in one transaction, with one journal entry.

Use cases are functions that take the transaction first. Decorating one registers it: the registry gives the
undo label, the words of the audit view, the table of rights in the help, and the tests that walk all of them.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from victimcase import services
from victimcase.domain.rights import Right
from victimcase.services.tx import Tx

log = logging.getLogger(__name__)

SLOW = 40
"""Milliseconds a query may take before the log names it."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class UseCase:
    """What is said about a use case: its name in the journal, its words, the right it needs, whether undo
    takes it.
    """

    name: str
    title: str
    needs: Right
    undoable: bool
    writes: bool


USE_CASES: dict[str, UseCase] = {}
"""Every use case and query of the modules loaded so far, by name."""


def called(name: str) -> UseCase | None:
    """The use case of a name as the journal has it; none for what is no use case of this program (a viewing).

    A command loads only what it needs, so the module is loaded that the name begins with.
    """
    if name not in USE_CASES and name.partition(".")[0] in _modules():
        importlib.import_module(f"{services.__name__}.{name.partition('.')[0]}")
    return USE_CASES.get(name)


@cache
def every() -> dict[str, UseCase]:
    """All there are, every module loaded; the first call takes a moment."""
    for name in sorted(_modules()):
        importlib.import_module(f"{services.__name__}.{name}")
    return USE_CASES


@cache
def _modules() -> frozenset[str]:
    return frozenset(module.name for module in pkgutil.iter_modules(services.__path__))


def _register(
    function: Callable[..., object], title: str, needs: Right, *, undoable: bool, writes: bool
) -> UseCase:
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    if name in USE_CASES:
        raise TypeError(f"two use cases are called {name}")
    USE_CASES[name] = UseCase(name, title, needs, undoable, writes)
    return USE_CASES[name]


def use_case(
    title: str, *, needs: Right, undoable: bool = True
) -> Callable[[Callable[Concatenate[Tx, P], R]], Callable[Concatenate[Tx, P], R]]:
    """Make a function a use case: it checks the right, opens the journal entry, runs, and seals the entry.

    Called from inside another use case it becomes a part of that one's entry. One that can be undone and
    changed nothing leaves no entry.
    """

    def decorate(function: Callable[Concatenate[Tx, P], R]) -> Callable[Concatenate[Tx, P], R]:
        known = _register(function, title, needs, undoable=undoable, writes=True)

        def run(tx: Tx, /, *args: P.args, **kwargs: P.kwargs) -> R:
            tx.require(known.needs)
            if tx.writing:
                return function(tx, *args, **kwargs)
            with tx.entry(known.name, idle=not known.undoable):
                return function(tx, *args, **kwargs)

        update_wrapper(run, function)
        return run

    return decorate


def query(
    title: str, *, needs: Right
) -> Callable[[Callable[Concatenate[Tx, P], R]], Callable[Concatenate[Tx, P], R]]:
    """Make a function a query: it checks the right and writes nothing but the viewings it has to note."""

    def decorate(function: Callable[Concatenate[Tx, P], R]) -> Callable[Concatenate[Tx, P], R]:
        known = _register(function, title, needs, undoable=False, writes=False)

        def run(tx: Tx, /, *args: P.args, **kwargs: P.kwargs) -> R:
            tx.require(known.needs)
            start = time.perf_counter()
            try:
                return function(tx, *args, **kwargs)
            finally:
                took = (time.perf_counter() - start) * 1000
                if took > SLOW:
                    log.info("slow query %s: %d ms", known.name, took)

        update_wrapper(run, function)
        return run

    return decorate
