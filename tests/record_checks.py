"""What can be wrong with a record, as functions that find it; the tests make each of them fail."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import new_class
from typing import Annotated

from victimcase.domain.spec import (
    RECORDS,
    Link,
    Record,
    Spec,
    Value,
    specs,
)

ROOT = Path(__file__).parent.parent
CODES = ROOT / "resources" / "codes"
HTCDS = ROOT / "resources" / "htcds"

Kinds = Mapping[str, type[Record]]

SPEC_NAMES = {cls.__name__ for cls in Spec.__subclasses__()}

# A proper noun keeps its capital inside a label.
PROPER = {"ASEAN", "E-mail", "HTCDS", "SHA-256", "Dr"}


def every_field(kinds_: Kinds) -> Iterator[tuple[type[Record], str, Spec]]:
    for cls in kinds_.values():
        for name, spec in specs(cls).items():
            yield cls, name, spec


def code_lists() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(CODES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["list"], []).append(row)
    return found


def bad_defaults(kinds_: Kinds) -> list[str]:
    """Fields that a record made with no arguments would not leave empty."""
    return [
        f"{cls.kind}.{item.name}"
        for cls in kinds_.values()
        for item in fields(cls)  # type: ignore[arg-type]
        if getattr(cls(), item.name) not in (None, ()) or not item.kw_only or item.name not in specs(cls)
    ]


def bad_links(kinds_: Kinds) -> list[str]:
    return [
        f"{cls.kind}.{name}: {spec.to}"
        for cls, name, spec in every_field(kinds_)
        if isinstance(spec, Link) and spec.to not in kinds_
    ] + [cls.kind for cls in kinds_.values() if cls.parent and cls.parent not in kinds_]


def bad_lists(kinds_: Kinds, lists: Iterable[str]) -> list[str]:
    known = set(lists)
    return [
        f"{cls.kind}.{name}: {spec.codes!r}"
        for cls, name, spec in every_field(kinds_)
        if hasattr(spec, "codes") and spec.codes not in known
    ]


def bad_label(label: str) -> bool:
    words = label.replace("(", "").replace(")", "").split()
    return (
        not words
        or label.endswith((".", ":"))
        or label != label.strip()
        or not (label[0].isupper() or label[0].isdigit())
        or any(word[0].isupper() and word.strip(",?") not in PROPER for word in words[1:])
    )


def twins(labels: Iterable[str]) -> list[str]:
    return [label for label, times in Counter(labels).items() if times > 1]


def carriers(kinds_: Kinds) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cls, _, spec in every_field(kinds_):
        if spec.htcds:
            found.setdefault(spec.htcds, []).append(cls.kind)
    return found


def unmarked(source: str) -> list[str]:
    """Labels, helps, titles and units in a module that are not marked for translation."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call | ast.ClassDef):
            texts = [k.value for k in node.keywords if k.arg in {"help", "title", "unit"}]
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPEC_NAMES:
                texts += node.args
            found += [t.value for t in texts if isinstance(t, ast.Constant) and t.value != ""]
    return [str(text) for text in found]


def planted(fields_: Mapping[str, Spec], starts: Mapping[str, Value] | None = None) -> Kinds:
    """A registry holding one record of these fields, taken out of the real one again."""
    space: dict[str, object] = {"__module__": __name__, **dict.fromkeys(fields_), **(starts or {})}
    space["__annotations__"] = {name: Annotated[str | None, spec] for name, spec in fields_.items()}
    made = new_class(
        "Planted", (Record,), {"kind": "planted", "title": "Planted"}, lambda body: body.update(space)
    )
    RECORDS.pop("planted")
    return {"planted": dataclass(frozen=True, kw_only=True)(made)}
