"""One spelling for each value: JSON with sorted keys that is read back only if it is spelt exactly so.

A frozen dataclass of str, int, bool, bytes (Base64), other dataclasses, tuples, dicts by str, or None
becomes bytes that can be signed, and comes back as itself or not at all.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> bytes:
    """The one spelling of a value, in ASCII."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def decode(kind: type[T], data: bytes) -> T:
    """The value these bytes spell. Raises ValueError where they spell none, or not in the one way."""
    try:
        value = _shaped(kind, json.loads(data.decode("ascii")))
    except RecursionError:
        raise ValueError("nested too deep") from None
    if encode(value) != data:
        raise ValueError("not in canonical spelling")
    return value  # type: ignore[no-any-return]


def said_version(data: bytes) -> int | None:
    """The `version` JSON claims, whatever else it holds; None where it claims none."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    version = found.get("version") if isinstance(found, dict) else None
    return version if type(version) is int else None


def _plain(value: object) -> object:
    """What the json library takes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _shaped(kind: Any, value: Any) -> Any:
    """The value as the annotation wants it."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (one,) = [item for item in inside if item is not type(None)]
        return None if value is None else _shaped(one, value)
    if origin is tuple and isinstance(value, list):
        return tuple(_shaped(inside[0], item) for item in value)
    if origin is dict and isinstance(value, dict):
        return {key: _shaped(inside[1], item) for key, item in value.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(value, dict):
        hints = _hints(kind)
        if set(value) != set(hints):
            raise ValueError("other fields than expected")
        return kind(**{name: _shaped(hint, value[name]) for name, hint in hints.items()})
    if kind is bytes and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise ValueError("another type than expected")


@cache
def _hints(kind: type) -> dict[str, Any]:
    """A dataclass's fields with their types resolved."""
    return get_type_hints(kind)
