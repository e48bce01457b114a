"""The records of a case in words, as the tabs of its page show them; and its history in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain import values
from victimcase.domain.kinds import RECORDS
from victimcase.domain.operations import GONE
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, filled, specs
from victimcase.i18n import N_, tr
from victimcase.services import history, reading, timelines
from victimcase.services.history import Act
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store.rows import Seen


@dataclass(frozen=True)
class Said:
    """One field that says something: its label and its words; `long` for several paragraphs.

    With `form` day or moment the words may be ISO 8601, to be said as the reader likes days said.
    """

    name: str
    label: str
    text: str
    long: bool = False
    form: str = ""


@dataclass(frozen=True)
class Sheet:
    """One record in words. `withheld` are labels of fields closed to the reader, filled or not; `written`
    is the day it was made, ISO 8601; `files` are fields that hold a file; `rows` the records below it.
    """

    kind: str
    record: str
    parent: str
    title: str
    summary: str
    written: str
    said: tuple[Said, ...]
    withheld: tuple[str, ...]
    files: tuple[str, ...] = ()
    rows: tuple[Sheet, ...] = ()


@query(N_("See records of a case"), needs=Right.SEE_CASES)
def of_kinds(tx: Tx, number: str, kinds: Collection[str]) -> tuple[Sheet, ...]:
    """The records of these kinds, as far as the user may see them, the latest of a kind first.

    Rows of another record stand below it, whatever was asked for. Showing sealed fields is a viewing.
    """
    card = tx.case(number)
    below = {kind for kind, cls in RECORDS.items() if cls.parent in kinds}
    found = [(kind, one) for kind, one in reading.records(tx, card) if kind in {*kinds, *below}]
    tx.note_sealed(card, (one for _, one in found))
    titles = {str(one.id): tr(RECORDS[kind].title) for kind, one in found}
    names = titles | reading.names(tx) | reading.people(tx)
    rows: dict[str, list[Sheet]] = {}
    for kind, one in found:
        if kind in below and one.parent:
            rows.setdefault(one.parent, []).append(_sheet(tx, one, names))
    made = [_sheet(tx, one, names) for kind, one in reversed(found) if kind in kinds]
    return tuple(replace(one, rows=tuple(rows.get(one.record, ()))) for one in made)


def _sheet(tx: Tx, one: Seen, names: Mapping[str, str]) -> Sheet:
    cls = type(one.record)
    return Sheet(
        kind=cls.kind,
        record=one.id,
        parent=one.parent or "",
        title=tr(cls.title),
        summary=timelines.summary(tx, one, names),
        written=timelines.written_at(one.id).astimezone().date().isoformat(),
        said=tuple(_said(tx, one.record, names)),
        withheld=tuple(tr(spec.label) for name, spec in specs(cls).items() if name in one.withheld),
        files=tuple(name for name, spec, _ in filled(one.record) if isinstance(spec, s.Attachment)),
    )


def _said(tx: Tx, record: Record, names: Mapping[str, str]) -> list[Said]:
    found = []
    for name, spec, value in filled(record):
        if isinstance(spec, s.Attachment):
            text = tr(N_("kept with the record"))
        elif isinstance(spec, s.Link):
            text = names.get(str(value), "")
        elif isinstance(spec, s.User):
            text = names.get(str(value), str(value))
        elif name in INNER:
            text = _inner(name, spec, value, names)
        else:
            text = values.show(spec, value, tx.reference)
        if text:
            found.append(Said(name, tr(spec.label), text, isinstance(spec, s.LongText), _form(spec)))
    return found


INNER: Final = frozenset({"about_kind", "about_record", "rule"})
"""Fields of a task that the program fills in for itself."""


def _form(spec: s.Spec) -> str:
    if isinstance(spec, s.Day | s.PartialDay):
        return "day"
    return "moment" if isinstance(spec, s.Instant) else ""


@dataclass(frozen=True)
class Changed:
    """One act in words: when and by whom, what was done, and for a field its value before and since.

    `field` is empty for an act that wrote no field; `what` then says all there is. `form` as in `Said`.
    """

    at: str
    user: str
    action: str
    reason: str
    kind: str
    record: str
    field: str
    what: str
    label: str
    before: str
    since: str
    form: str = ""


@query(N_("Read the history of a case in words"), needs=Right.SEE_CASES)
def history_of(tx: Tx, number: str) -> list[Changed]:
    """Every act on a case in words, the latest first. Reading a history is itself a viewing."""
    acts = history.of_case(tx, number)
    titles = {act.record: tr(RECORDS[act.kind].title) for act in acts if act.kind in RECORDS}
    names = titles | reading.names(tx) | reading.people(tx)
    return [_changed(tx, act, names) for act in reversed(acts)]


def _changed(tx: Tx, act: Act, names: Mapping[str, str]) -> Changed:
    cls = RECORDS.get(act.kind)
    spec = specs(cls).get(act.field) if cls else None
    gone = act.field == GONE
    if gone:
        label, before, since = (tr(N_("deleted")) if act.new else tr(N_("brought back"))), "", ""
    elif spec is None:
        label, before, since = (tr(N_("begun")) if cls else ""), "", ""
    else:
        label = tr(spec.label)
        before, since = (_words(tx, spec, value, names, act.field) for value in (act.old, act.new))
    return Changed(
        at=act.at,
        user=names.get(act.user, act.user),
        action=tr(act.action),
        reason=act.reason,
        kind=act.kind,
        record=act.record,
        field="" if spec is None else act.field,
        what=tr(cls.title) if cls else "",
        label=label,
        before=before,
        since=since,
        form=_form(spec) if spec else "",
    )


def _inner(name: str, spec: s.Spec, value: values.Plain, names: Mapping[str, str]) -> str:
    """Words for what a task keeps for the program: never an id, nor the inner name of a kind or a rule."""
    if values.empty(values.from_plain(spec, value)):
        return ""
    if name == "rule":
        return tr(N_("a time limit"))
    kind = RECORDS.get(str(value)) if name == "about_kind" else None
    return tr(kind.title) if kind else names.get(str(value), tr(N_("another record")))


def _words(tx: Tx, spec: s.Spec, value: values.Plain, names: Mapping[str, str], name: str) -> str:
    if name in INNER:
        return _inner(name, spec, value, names)
    if values.empty(values.from_plain(spec, value)):
        return ""
    if isinstance(spec, s.Link):
        return names.get(str(value), tr(N_("another record")))
    if isinstance(spec, s.Attachment):
        return tr(N_("a file"))
    if isinstance(spec, s.User):
        return names.get(str(value), str(value))
    return values.show(spec, values.from_plain(spec, value), tx.reference)
