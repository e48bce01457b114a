"""Codes the standard does not have, and several where it takes one: how they leave, and how they come back.

HTCDS 2.0 has no code for forced criminality (issue 28 of its repository) nor for restricted movement, and one
industry a case. What does not fit leaves as `Other`, or as the first of several, with a line in the case
comment that says so in words and lets this program put it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from victimcase.exchange.code_lists import CodeLists, Kind
from victimcase.exchange.reading import Value

COMMENT: Final = "cco_CaseComment"
SINGLE: Final = frozenset({"vic_ForcedLabourIndustry"})
"""Fields we keep several values of, and the standard one."""

_STANDS_FOR = re.compile(r'\[HTCDS note: (\w+): "Other" stands for ([\w; ]+)\]')
_ALSO = re.compile(r"\[HTCDS note: (\w+): also ([\w; ]+)\]")


def to_standard(
    values: Mapping[str, Value], lists: CodeLists
) -> tuple[dict[str, Value], dict[str, tuple[str, ...]]]:
    """The values as the standard allows them, and by field the codes that no `Other` could stand for."""
    out = dict(values)
    notes: list[str] = []
    dropped: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        field = lists.fields.get(name)
        if field is None or not field.list or field.kind not in (Kind.CHOICE, Kind.CHOICES):
            continue
        codes = value if isinstance(value, tuple) else (str(value),)
        known, note, lost = _fit(name, codes, lists.standard(field.list))
        notes += note
        if lost:
            dropped[name] = lost
        if name in SINGLE or field.kind is Kind.CHOICE:
            if len(known) > 1:
                notes.append(f"[HTCDS note: {name}: also {'; '.join(known[1:])}]")
            known = known[:1]
        if known:
            out[name] = known if isinstance(value, tuple) else known[0]
        else:
            del out[name]
    if notes:
        out[COMMENT] = "\n".join(filter(None, (str(values.get(COMMENT, "")), *notes)))
    return out, dropped


def _fit(
    name: str, codes: tuple[str, ...], standard: frozenset[str]
) -> tuple[tuple[str, ...], list[str], tuple[str, ...]]:
    local = tuple(code for code in codes if code not in standard)
    if not local:
        return codes, [], ()
    if "Other" not in standard:
        return tuple(code for code in codes if code in standard), [], local
    meant = [code for code in codes if code not in standard or code == "Other"]
    known = tuple(dict.fromkeys(code if code in standard else "Other" for code in codes))
    return known, [f'[HTCDS note: {name}: "Other" stands for {"; ".join(meant)}]'], ()


def restore(values: dict[str, Value], lists: CodeLists) -> dict[str, Value]:
    """The values with what the lines of `to_standard` say put back, and those lines taken away."""
    comment = values.get(COMMENT)
    if not isinstance(comment, str) or "[HTCDS note: " not in comment:
        return values
    kept = []
    for line in comment.split("\n"):
        if not _put_back(line, values, lists):
            kept.append(line)
    text = "\n".join(kept).strip()
    if text:
        values[COMMENT] = text
    else:
        del values[COMMENT]
    return values


def _put_back(line: str, values: dict[str, Value], lists: CodeLists) -> bool:
    """Whether the line was one of ours and could be followed; only codes this program knows are."""
    match = _STANDS_FOR.fullmatch(line) or _ALSO.fullmatch(line)
    if match is None:
        return False
    name, codes = match[1], tuple(match[2].split("; "))
    field, before = lists.fields.get(name), values.get(name)
    if (
        field is None
        or before is None
        or not set(codes) <= {code.code for code in lists.codes.get(field.list, ())}
    ):
        return False
    now = before if isinstance(before, tuple) else (str(before),)
    if match.re is _ALSO:
        codes = (*now, *codes)
    elif "Other" in now:
        place = now.index("Other")
        codes = (*now[:place], *codes, *now[place + 1 :])
    else:
        return False
    values[name] = tuple(dict.fromkeys(codes)) if field.kind is Kind.CHOICES else codes[0]
    return True
