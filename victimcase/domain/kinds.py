"""Every kind of record there is: importing this module fills `spec.RECORDS`."""

from __future__ import annotations

import importlib
import pkgutil

from victimcase.domain import records
from victimcase.domain.spec import RECORDS, Record

for _module in sorted(module.name for module in pkgutil.iter_modules(records.__path__)):
    importlib.import_module(f"{records.__name__}.{_module}")


def kind(name: str) -> type[Record]:
    """The record class of a kind. Raises KeyError when there is none."""
    return RECORDS[name]
