"""Importing a file: read and judged without touching the vault, then applied in short transactions.

Doing it again changes nothing: a row that came in before is recognised by a keyed hash of what it said.
One bad row never stops the others. Undo takes the whole import back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from victimcase import paths
from victimcase.domain import status
from victimcase.domain.errors import Invalid
from victimcase.domain.names import ALIKE, PersonTraits, search_keys, similarity
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.rights import Right
from victimcase.domain.values import Plain
from victimcase.domain.words import RecordId
from victimcase.exchange import code_lists, htcds
from victimcase.exchange.reading import Oddity, Reading, Row, Weight
from victimcase.i18n import N_, tr
from victimcase.services import cases, derived, imported_rows
from victimcase.services.import_report import Decision, Duplicate, Note, Report
from victimcase.services.imported_rows import CONTACT, ORGANISATION, Draft
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.services.vaults import SOURCE_KEY
from victimcase.store import cards, meta, rows, search, statements

CHUNK = 250
"""Rows a transaction: short, so that nothing waits, and long enough to be quick."""

CANDIDATES = 15
"""Known people a row is compared with at most, those first that share most with it: among people of one
and the same name more would cost more than reading the file."""

FORMATS = ("auto", "htcds-xlsx", "htcds-csv", "xlsform-csv", "csv")


def understand(
    file: Path, *, form: str = "auto", mapping: Path | None = None, region: str | None = None
) -> Reading:
    """Read a file's head and habits. Raises UserError with the next step; nothing is written anywhere."""
    if form not in FORMATS:
        raise Invalid(
            N_("There is no format “{form}”, so nothing was read."),
            N_("Formats are: {forms}."),
            form=form,
            forms=", ".join(FORMATS),
        )
    if not file.is_file():
        raise Invalid(
            N_("There is no file “{name}” at this place, so nothing was read."),
            N_("Check the name and the folder."),
            name=file.name,
        )
    lists = code_lists.load(paths.resources() / "htcds")
    if mapping is not None:
        from victimcase.exchange import mapped  # seldom needed

        known = mapped.load_map(mapping, lists, own=imported_rows.own_fields())
        return mapped.read(file, file.name, known, lists, region=region)
    return htcds.read(file, file.name, lists, region=region)


def run(
    session: Session,
    reading: Reading,
    *,
    dry_run: bool = False,
    skip: frozenset[int] = frozenset(),
    same: Mapping[int, str] = MappingProxyType({}),
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Import the rows of a reading, or only say what would become of them.

    `skip` leaves rows out; `same` says of a row that its person is the one of a case, who then gets a further
    case. Both name rows by the number the spreadsheet program shows. Raises NotFound for a case there is not.
    """
    report = Report(layout=reading.layout)
    report.warnings += [_note(one) for one in reading.warnings]
    run_ = _Run(session, report, skip, session.look(_persons, same))
    if dry_run:
        session.look(_require)
    else:
        run_.parent = session.do(begin, reading.layout, reading.total).value
    waiting = reading.rows()
    while chunk := list(islice(waiting, CHUNK)):
        if dry_run:
            session.look(_preview, run_, chunk)
        else:
            session.do(_apply, run_, chunk)
        report.rows += len(chunk)
        progress(report.rows, reading.total)
    return report


@dataclass
class _Run:
    """What one import remembers from chunk to chunk."""

    session: Session
    report: Report
    skip: frozenset[int] = frozenset()
    same: Mapping[int, RecordId] = field(default_factory=dict)
    parent: int | None = None
    seen: Counter[str] = field(default_factory=Counter)
    known: dict[tuple[str, str], RecordId] = field(default_factory=dict)
    directory: set[str] = field(default_factory=set)
    """The kinds whose names were read into `known` in this transaction."""


def _persons(tx: Tx, same: Mapping[int, str]) -> dict[int, RecordId]:
    """Row -> the person it is said to be."""
    return {row: tx.case(number).person_id for row, number in same.items()}


def _require(tx: Tx) -> None:
    tx.require(Right.IMPORT)


@use_case(N_("Import a file"), needs=Right.IMPORT)
def begin(tx: Tx, layout: str, total: int) -> int:
    """Open the import in the journal: the entry under which the entry of every row stands."""
    tx.scope = tx.me.office
    tx.subject = f"{layout} {total}"
    return tx.write.number


def _note(one: Oddity) -> Note:
    return Note(one.row, one.column or "", one.text(), one.found or "")


def _odd(report: Report, row: Row) -> bool:
    """Tell what is odd about a row; whether the row as a whole is left out."""
    for one in row.oddities:
        (report.warnings if one.weight is Weight.NOTE else report.rejected).append(_note(one))
    return row.rejected


def _preview(tx: Tx, run_: _Run, chunk: list[Row]) -> None:
    for row, draft, known in _judged(tx, run_, chunk):
        if known is None:
            run_.report.created += 1
            run_.report.decisions.append(Decision(row.number, "create"))
            _find_alike(tx, run_.report, row, draft, run_.same.get(row.number))


def _judged(tx: Tx, run_: _Run, chunk: list[Row]) -> Iterator[tuple[Row, Draft, RecordId | None]]:
    """The rows that can be taken, with what they become and the case they became before; the rest is told."""
    key = bytes.fromhex(str(meta.recall(tx.conn, SOURCE_KEY)))
    for row in chunk:
        if row.number in run_.skip:
            run_.report.decisions.append(Decision(row.number, "skip"))
            continue
        if _odd(run_.report, row):
            run_.report.decisions.append(Decision(row.number, "reject"))
            continue
        draft = imported_rows.drafted(row, tx.reference)
        if not draft.slots and draft.consent is None:
            continue
        for column, name in draft.problems:
            run_.report.rejected.append(Note(row.number, column, tr(TOO_LONG, name=name)))
        source = imported_rows.fingerprint(row, key)
        run_.seen[source] += 1
        occurrence = str(run_.seen[source])
        content = imported_rows.content_hash(row.values, key) if row.source_id else source
        known = _known(tx, source, occurrence)
        settled = known is not None and (known[1] == content or not row.source_id)
        if known is not None and (settled or tx.visible(known[0]) is None):  # not for this user to write
            run_.report.unchanged += 1
            run_.report.decisions.append(_told(tx, row, "unchanged", known[0]))
            continue
        draft.source = (source, occurrence, content)
        if known is not None:
            run_.report.updated += 1
            run_.report.decisions.append(_told(tx, row, "update", known[0]))
        yield row, draft, known[0] if known else None


def _told(tx: Tx, row: Row, decision: str, case: RecordId) -> Decision:
    """The decision on a row that came in before; its case is named to those who may see it."""
    card = tx.visible(case)
    return Decision(row.number, decision, card.number if card else "")


TOO_LONG = N_(
    "What stands here for {name} cannot be kept as it is: the text is too long, or the day is known only in "
    "part. The value was left out, the rest of the row taken."
)


def _known(tx: Tx, source: str, occurrence: str) -> tuple[RecordId, str] | None:
    found = statements.first(
        tx.conn, "SELECT case_id, content FROM source_row WHERE source = ? AND row = ?", (source, occurrence)
    )
    return (RecordId(found[0]), found[1]) if found else None


def _apply(tx: Tx, run_: _Run, chunk: list[Row]) -> None:
    tx.parent = run_.parent
    run_.directory.clear()
    for row, draft, known in _judged(tx, run_, chunk):
        number = take(tx, run_, row, draft, known)
        if known is None:
            run_.report.created += 1
            run_.report.cases.append(number)
            run_.report.decisions.append(Decision(row.number, "create", number))


@use_case(N_("Import a row"), needs=Right.IMPORT)
def take(tx: Tx, run_: _Run, row: Row, draft: Draft, known: RecordId | None) -> str:
    """Make the case of one row, or bring the case it became before into line with it."""
    source, occurrence, content = draft.source
    same = run_.same.get(row.number)
    case = _made(tx, run_, draft, same) if known is None else _updated(tx, run_, draft, known)
    statements.run(
        tx.conn,
        "INSERT OR REPLACE INTO source_row (source, row, case_id, content) VALUES (?, ?, ?, ?)",
        (source, occurrence, case.id, content),
    )
    tx.scope = case.id
    if known is None:
        _find_alike(tx, run_.report, row, draft, case.person)
    return case.number


@dataclass(frozen=True)
class _Case:
    id: RecordId
    person: RecordId
    number: str


def _made(tx: Tx, run_: _Run, draft: Draft, same: RecordId | None = None) -> _Case:
    """The case of a row, and its person; for a person known already only what was empty is filled in."""
    person, case = same or tx.write.new_id(), tx.write.new_id()
    number = cases.next_number(tx.conn, tx.me.office_code)
    own = draft.of("case")
    known = rows.one(tx.conn, "person", person) if same else None
    if known is None:
        tx.write.make("person", person, draft.of("person"), record=person)
    else:
        said = draft.of("person").items()
        tx.write.put(known, {name: value for name, value in said if known.values[name] in (None, [])})
    tx.write.make(
        "case",
        case,
        {
            "team": tx.me.team,
            **own,
            "number": number,
            "person": person,
            "open_steps": draft.open_steps,
            "opened_on": tx.today.isoformat(),
            "origin": "import",
            "office": tx.me.office_code,
        },
        record=case,
    )
    for consent in imported_rows.consents(draft.consent):
        tx.write.make("consent", person, consent)
    made = _Case(case, person, number)
    for kind, _, values in _beside(tx, run_, draft):
        tx.write.make(kind, cases.scope_of(kind, made.id, made.person, tx.me.office), values)
    return made


def _beside(tx: Tx, run_: _Run, draft: Draft) -> Iterator[tuple[str, str, dict[str, Plain]]]:
    """The records besides person and case, with their links resolved and what follows from the row filled
    in.
    """
    for slot in dict.fromkeys([*draft.slots, *draft.links]):
        kind, direction = slot
        if kind in ("person", "case"):
            continue
        values = dict(draft.slots.get(slot, {}))
        for name, (to, title) in draft.links.get(slot, {}).items():
            values[name] = _linked(tx, run_, to, title)
        if kind == "referral":
            values |= {"direction": direction, "state": "accepted" if direction == "in" else "sent"}
        if kind == "closure":
            referred = draft.status == status.CLOSED_REFERRED
            values |= {"reason": "referred" if referred else None}
        yield kind, direction, values


def _linked(tx: Tx, run_: _Run, to: str, title: str) -> RecordId:
    """The organisation or contact person of this name; made when the directory does not have it yet."""
    key = (to, title.casefold())
    if key not in run_.known and to in (ORGANISATION, CONTACT) and to not in run_.directory:
        run_.directory.add(to)
        found = statements.every(
            tx.conn, f'SELECT id, name FROM "r_{to}" WHERE scope_id = ? AND gone = 0', (tx.me.office,)
        )
        run_.known |= {(to, str(name).casefold()): RecordId(id_) for id_, name in found if name}
    if key not in run_.known:
        run_.known[key] = tx.write.make(to, tx.me.office, {"name": title})
    return run_.known[key]


def _updated(tx: Tx, run_: _Run, draft: Draft, known: RecordId) -> _Case:
    card = cards.one(tx.conn, known)
    found = cards.case_rows(tx.conn, known)
    person = found[1] if found else None
    if card is None or found is None or person is None:
        return _made(tx, run_, draft)
    case = found[0]
    tx.write.put(person, draft.of("person"))
    own = {name: value for name, value in draft.of("case").items() if name != "status"}
    tx.write.put(case, own)
    for kind, direction, values in _beside(tx, run_, draft):
        scope = cases.scope_of(kind, card.case_id, card.person_id, tx.me.office)
        fitting = [
            row
            for row in rows.of_scope(tx.conn, kind, scope)
            if not direction or row.values.get("direction") == direction
        ]
        if fitting:
            tx.write.put(fitting[0], _going_on(fitting[0], values))
        else:
            tx.write.make(kind, scope, values)
    return _Case(card.case_id, card.person_id, card.number)


def _going_on(row: rows.Row, values: dict[str, Plain]) -> dict[str, Plain]:
    """What a row that came in before says of a record; how far a referral got since is not turned back."""
    kept = {"direction", "state"} if row.kind == "referral" and row.values["state"] else set()
    return {name: value for name, value in values.items() if name not in kept}


def _find_alike(tx: Tx, report: Report, row: Row, draft: Draft, own: RecordId | None) -> None:
    """Tell which known people the row may be about; only of cases the user may see."""
    traits = traits_of(draft.of("person"))
    may, given = cards.allowed(tx.me.reader)
    found = search.alike(tx.conn, search_keys(traits), may, given, most=CANDIDATES)
    alike = [
        (*similarity(traits, derived.traits(known)), known.id)
        for known in rows.several(tx.conn, "person", [person for person in found if person != own])
    ]
    for score, why, person in sorted(alike, key=lambda one: -one[0]):
        if score < ALIKE:
            return
        card = next((one for one in cards.of_person(tx.conn, person) if tx.visible(one.case_id)), None)
        if card is not None:
            said = tuple(tr(one) for one in why)
            report.duplicates.append(Duplicate(row.number, card.number, round(score, 2), said))
            return


def traits_of(person: Mapping[str, Plain]) -> PersonTraits:
    """What the person of a row is compared by."""
    names = [" ".join(str(person[name]) for name in ("given_names", "family_name") if person.get(name))]
    names += [str(person["own_script_name"])] if person.get("own_script_name") else []
    citizenships = person.get("citizenships")
    return PersonTraits(
        names=tuple(name for name in names if name),
        birth=PartialDate.parse(str(person["birth"])) if person.get("birth") else None,
        citizenships=frozenset(citizenships) if isinstance(citizenships, list) else frozenset(),
        phones=frozenset(str(person[name]) for name in ("mobile_phone", "home_phone") if person.get(name)),
        documents=frozenset(str(person[name]) for name in ("identity_number",) if person.get(name)),
    )
