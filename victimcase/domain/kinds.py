"""Every kind of record there is: importing this module fills `spec.RECORDS`."""

from __future__ import annotations

import importlib
import pkgutil

from victimcase.domain import records
from victimcase.domain.spec import RECORDS, Record
from victimcase.domain.words import Scope, Step

__all__ = ["ORDERED", "RECORDS", "kind"]

for _module in sorted(module.name for module in pkgutil.iter_modules(records.__path__)):
    importlib.import_module(f"{records.__name__}.{_module}")


def kind(name: str) -> type[Record]:
    """The record class of a kind. Raises KeyError when there is none."""
    return RECORDS[name]


def _place(cls: type[Record]) -> tuple[int, int, int]:
    """The person first, then the case, then by the step a record belongs to; what surrounds a case comes
    last.
    """
    first = {"person": 0, "case": 1}.get(cls.kind, 2)
    step = list(Step).index(cls.step) if cls.step else len(Step)
    return first, list(Scope).index(cls.scope), step


ORDERED: tuple[type[Record], ...] = tuple(sorted(RECORDS.values(), key=_place))
"""Every kind in the order in which a reader meets them: person, case, then the way of a case step by step."""
