"""How each use case and query is asked for one case of the vault of canaries: the only place that knows.

A use case that is not called has a reason in words: why nothing of a person can be in what it gives back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from tests.canaries import OFFICE
from tests.surface_walk import At, Call, call
from victimcase.domain import spec as s
from victimcase.domain.kinds import RECORDS
from victimcase.domain.outputs import INTERNAL, OUTPUTS
from victimcase.domain.spec import category_of, specs
from victimcase.domain.words import Category, Step
from victimcase.services import field_history, patterns
from victimcase.services.case_list import Column, Filters, Order
from victimcase.services.documents_out import Copying
from victimcase.services.extracts import Choosing
from victimcase.services.group_intake import Member
from victimcase.services.papers import Order as PaperOrder
from victimcase.services.preferences import Look, View
from victimcase.services.screening import populations
from victimcase.store.rows import Seen

Asking = Callable[[At], list[Call]]
LONG: Final = timedelta(days=100_000)
TODAY: Final = date(2026, 3, 14)
ANY: Final[Mapping[str, Any]] = {"note": "Seen."}
KEYS: Final = "about keys, users or the whole vault: it gives back ids of users, codes, or nothing"
BARE: Final = "it gives back nothing"
MADE: Final = (
    "it is handed what the door released, and gives back that alone; papers are walked by themselves"
)


def _for_records(
    at: At, make: Callable[[str, str, str], Iterator[Call]], own: list[tuple[str, str]] | None = None
) -> list[Call]:
    """Calls for each record: of the case (`own`, or all), of the office, and of others under this number."""
    mine = at.records if own is None else own
    found = [one for kind, id_ in (*mine, *at.strange) for one in make(at.n, kind, id_)]
    return found + [one for kind, id_ in at.office for one in make(OFFICE, kind, id_)]


def _forms(at: At) -> list[Call]:
    found = _for_records(at, lambda number, kind, id_: iter([call(number, kind, id_)]))
    found += [call(at.n, kind) for kind in RECORDS] if at.case == "main" and at.office else []
    return found + [call(OFFICE, kind, id_) for kind, id_ in at.strange]


def _fields(number: str, kind: str, id_: str) -> Iterator[Call]:
    """One field of each category of a record, a text where there is one."""
    cls = RECORDS[kind]
    chosen: dict[Category, str] = {}
    for name, spec in specs(cls).items():
        if isinstance(spec, s.Text | s.LongText) or category_of(cls, name) not in chosen:
            chosen[category_of(cls, name)] = name
    yield from (call(number, kind, id_, name) for name in chosen.values())


def _restored(at: At) -> list[Call]:
    """Earlier values by keys there are, and by one there is not."""
    found = [call(*one.args, "x:1") for one in _for_records(at, _fields, at.few)[::17]]
    if at.case != "main" or at.case not in at.reader.sees:
        return found
    person = (at.n, "person", at.id("person"), "given_names")
    held = at.session.look(field_history.field_history, *person)
    return [*found, *(call(*person, one.key) for one in held)]


DANGER: Final[Mapping[str, Any]] = {
    "basis": "danger_to_life",
    "law": "Code, article 1",
    "reason": "Seen.",
    "ends_on": date(2026, 3, 20),
}
EVIDENCE: Final[Mapping[str, Any]] = {
    "type": "document",
    "source": "Seen.",
    "collected_at": "2026-03-01T09:00:00Z",
    "collected_where": "Seen.",
    "collector": "Seen.",
}


def _evidence(at: At) -> list[str]:
    return [id_ for kind, id_ in (*at.records, *at.strange) if kind in ("evidence_item", "document")]


def _files(number: str, kind: str, id_: str) -> Iterator[Call]:
    for name, spec in specs(RECORDS[kind]).items():
        if isinstance(spec, s.Attachment):
            yield call(number, id_, kind=kind, field=name)


def _office_files(at: At) -> list[Call]:
    found = [call(kind, id_, "file") for kind, id_ in at.strange if kind == "document"]
    for kind, id_ in at.office:
        names = (name for name, spec in specs(RECORDS[kind]).items() if isinstance(spec, s.Attachment))
        found += [call(kind, id_, name) for name in names]
    return found


def _papers(at: At) -> list[Call]:
    """Every output for one of its purposes, and some as they would look; the door has a table of its own."""
    if at.case != "main" and at.case in at.reader.sees:
        return []
    partner = at.id("organisation")
    asked = (
        DRAWN if at.case != "main" else DRAWN | {(name, min(one.purposes)) for name, one in OUTPUTS.items()}
    )
    return [
        call(
            output,
            PaperOrder(at.n, OWN if purpose == INTERNAL else partner, purpose),
            paper=(output, purpose) in DRAWN and at.case == "main" and at.reader.login in DRAWN_FOR,
        )
        for output, purpose in sorted(asked)
    ]


OWN: Final = "own"
DRAWN_FOR: Final = ("caseworker", "consul")
DRAWN: Final = frozenset({("case_sheet", INTERNAL), ("referral_letter", "consulate")})


def _copies(at: At) -> list[Call]:
    ids = [id_ for kind, id_ in (*at.records, *at.strange) if kind == "document"]
    return [
        call(Copying(at.n, id_, to, purpose))
        for id_ in ids[::2]
        for to, purpose in ((OWN, INTERNAL), (at.id("organisation"), "referral"))
    ]


def _alike(at: At) -> list[Call]:
    """As if each person of the vault came in anew."""
    return [call({"given_names": one, "citizenships": ["MM"]}) for one in at.names()[:12]]


def _members(at: At) -> list[Member]:
    return [Member(given_names=one) for one in at.names()[:12]]


def _tasks(at: At, *more: Any, **named: Any) -> list[Call]:
    every = [id_ for kind, id_ in (*at.records, *at.strange) if kind == "task"]
    return [call(at.n, id_, *more, **named) for id_ in every[:4] + every[-2:]]


def _on(at: At, kind: str, **named: Any) -> list[Call]:
    """Something done with each record of a kind, and with those of others."""
    every = [id_ for of, id_ in (*at.records, *at.strange) if of == kind]
    strange = [id_ for name in at.planted.numbers for id_ in at.planted.ids(name, kind)[:1]]
    return [call(at.n, id_, **named) for id_ in dict.fromkeys([*every, *strange])]


def _taken(at: At) -> list[Call]:
    """Taking up what was met in several cases, by keys there are, and by names."""
    found = [call("alias", one) for one in at.names()[:6]]
    if at.case != "main" or not at.reader.sees:
        return found
    return [*found, *(call(one.field, one.key) for one in at.session.look(patterns.proposals))]


def _writes(at: At, *more: Any) -> list[Call]:
    """Writing into records, seen or not: what is said of them must not tell more than reading does."""
    return _for_records(
        at, lambda number, kind, id_: iter([call(number, kind, _texts(kind), *more, record=id_)])
    )[::8]


def _texts(kind: str) -> dict[str, Any]:
    """A text for one field of a kind of record."""
    names = (name for name, spec in specs(RECORDS[kind]).items() if isinstance(spec, s.Text | s.LongText))
    return {name: "9" for name in list(names)[-1:]}


def _stale(at: At) -> list[Call]:
    """Writing on what was read long ago: a conflict names fields."""
    seen = Seen(at.id("person"), RECORDS["person"](), held={}) if at.case == "main" else None  # type: ignore[arg-type]
    given = {"given_names": "A", "health_alert": "B"}
    return [call(at.n, "person", given, record=at.id("person"), base=seen)] if seen else []


def _links(at: At) -> list[Call]:
    """Links to what is not for the reader, by id and by words."""
    found = [call(at.n, "relative", {"person": id_}) for kind, id_ in at.strange if kind == "person"]
    found += [call(at.n, "case_link", {"other": number}) for number in at.numbers]
    return found + [call(at.n, "death", {"investigation": id_}) for kind, id_ in at.strange]


def _steps(at: At) -> list[Call]:
    steps = [call(at.n, step=step) for step in Step]
    return [call(at.n), *steps, call(at.n, step=Step.CLEARANCE, override="They all ask me to.")]


def _bed(at: At) -> str:
    return at.planted.ids(OFFICE, "bed")[-1]


def _stays(at: At) -> list[str]:
    return [at.planted.ids(name, "shelter_stay")[-1] for name in at.planted.numbers]


SURFACES: Final[Mapping[str, Asking | str]] = {
    "audit.actions": lambda at: [call()],
    "audit.chain": lambda at: [call()],
    "audit.page": lambda at: [call(limit=10_000)],
    "bed_moves.check": lambda at: [call(at.n, _bed(at), TODAY)],
    "bed_moves.give": lambda at: [call(at.n, _bed(at), TODAY), call(at.n, _bed(at), TODAY, anyway=True)],
    "bed_moves.leave": lambda at: [call(at.n, one, TODAY) for one in _stays(at)],
    "bed_moves.move": lambda at: [call(one, _bed(at), anyway=True) for one in _stays(at)],
    "beds.plan": lambda at: [call()],
    "board.board": lambda at: [call()],
    "case_list.count": lambda at: [call(), *(call(Filters(text=one)) for one in at.names()[:6])],
    "case_list.facets": lambda at: [call()],
    "case_list.page": lambda at: [
        *(call(Filters(), Order(column)) for column in Column),
        *(call(Filters(text=one)) for one in (*at.names()[:6], *at.numbers)),
    ],
    "case_papers.addressees": lambda at: [call()],
    "case_papers.foreseen": _papers,
    "case_papers.makeable": lambda at: [call()],
    "case_sheets.history_of": lambda at: [call(at.n)],
    "case_sheets.of_kinds": lambda at: [call(at.n, list(RECORDS))],
    "case_view.gate_of": lambda at: [
        call(at.n, step) for step in list(Step)[:: 1 if at.case == "main" else 6]
    ],
    "case_view.header": lambda at: [call(at.n)],
    "case_view.overview": lambda at: [call(at.n)],
    "case_view.stage_bar": lambda at: [call(at.n)],
    "cases.advance": _steps,
    "cases.listed": lambda at: [call(limit=1000), *(call(text=one) for one in at.numbers)],
    "cases.new": lambda at: [call({"given_names": "Mya"}), call({"birth": "yesterday"})],
    "cases.person_of": lambda at: [call(at.n)],
    "cases.shown": lambda at: [call(at.n)],
    "chores.catch_up": lambda at: [call()],
    "consents.holders": lambda at: _on(at, "consent"),
    "consents.listed": lambda at: [call(at.n)],
    "consents.withdraw": lambda at: _on(at, "consent", on=TODAY, how="Said."),
    "directory.delete": lambda at: [call(kind, id_) for kind, id_ in (*at.office, *at.strange)],
    "directory.listed": lambda at: [call(ended=True), *(call(text=one) for one in at.names()[:6])],
    "directory.save": lambda at: [
        call(kind, _texts(kind), record=id_) for kind, id_ in (*at.office, *at.strange)
    ],
    "disclosures.listed": lambda at: [call(), call(at.n)],
    "disclosures.prepare": MADE,
    "disclosures.settle": MADE,
    "disclosures.tidy": lambda at: [call()],
    "documents.add": lambda at: [call(at.n, "a.txt", b"Read.", {"tells_about": ["identity"]})],
    "documents.add_all": lambda at: [call(at.n, [("a.txt", b"Read.")], {"tells_about": ["health"]})],
    "documents.attach": lambda at: [
        call(at.n, kind, id_, "file", "a.txt", b"x")
        for kind, id_ in (*at.records, *at.strange)
        if kind == "document"
    ],
    "documents.attach_in_directory": lambda at: [
        call("shelf_document", id_, "file", "a.txt", b"x") for kind, id_ in at.office
    ],
    "documents.content": lambda at: [
        one for kind, id_ in (*at.records, *at.strange) for one in _files(at.n, kind, id_)
    ],
    "documents.directory_content": _office_files,
    "documents.listed": lambda at: [call(at.n)],
    "documents_out.foreseen": _copies,
    "drafts.drop": BARE,
    "drafts.keep": lambda at: _for_records(
        at, lambda number, kind, id_: iter([call("k", ANY, number=number, kind=kind, record=id_)])
    )[::9],
    "drafts.listed": lambda at: [call()],
    "drafts.read": lambda at: [call(f"draft of {login}") for login in ("caseworker", "supervisor")],
    "drafts.sweep": lambda at: [call()],
    "entrance.renew_code": KEYS,
    "evidence.add": lambda at: [call(at.n, "a.txt", b"Read.", EVIDENCE)],
    "evidence.hand_over": lambda at: [
        call(at.n, id_, {"to_whom": "The same hands", "reason": "Seen."}) for id_ in _evidence(at)
    ],
    "evidence.history": lambda at: [call(at.n, id_) for id_ in _evidence(at)],
    "evidence.listed": lambda at: [call(at.n)],
    "evidence.redraw": lambda at: [call(at.n, id_, b"Read.") for id_ in _evidence(at)],
    "evidence.verify": lambda at: [call(at.n, id_) for id_ in _evidence(at)],
    "extracts.foreseen": lambda at: [call(Choosing()), call(Choosing(since="2026-01-01"))],
    "field_history.field_history": lambda at: _for_records(at, _fields, at.few),
    "field_history.restore_field": _restored,
    "finder.find": lambda at: [call(one) for one in (*at.names()[:6], *at.numbers)],
    "forms.cases_like": lambda at: [
        call(one, kind) for one in (*at.names()[:6], *at.numbers) for kind in ("case", "person")
    ],
    "forms.read": _forms,
    "forms.save": lambda at: _writes(at, {}),
    "forms.save_in_directory": lambda at: [
        call(kind, _texts(kind), {}, record=id_) for kind, id_ in (*at.office[::3], *at.strange[::3])
    ],
    "forms.written_by": lambda at: _for_records(
        at, lambda number, kind, id_: iter([call(number, kind, id_, tuple(specs(RECORDS[kind])))])
    )[::5],
    "group_intake.check": lambda at: [call(_members(at))],
    "group_intake.register": lambda at: [
        call(at.id("group_event"), _members(at)),
        *(call(id_, _members(at)[:1]) for _, id_ in at.strange[:3]),
    ],
    "history.of_case": lambda at: [call(at.n)],
    "imports.begin": "it gives back the number of an entry; a whole import is walked as a dry run",
    "imports.take": "a part of a running import; a whole one is walked as a dry run",
    "inside_warnings.listed": lambda at: [call()],
    "keeping.backups": lambda at: [call()],
    "keeping.last_backup": lambda at: [call()],
    "keeping.note_backup": lambda at: [call("office.backup")],
    "keeping.note_proved": BARE,
    "keeping.renew": KEYS,
    "known_people.alike": _alike,
    "ledger.check": lambda at: [call(one) for one in at.planted.papers],
    "ledger.copy_of": lambda at: [call(one) for one in at.planted.papers],
    "ledger.line": lambda at: [call(one) for one in at.planted.papers],
    "limits.shown": lambda at: [call()],
    "overrides.confirm": lambda at: _on(at, "override"),
    "overrides.declare": lambda at: [
        call(at.n, purpose="police", recipient=at.id("organisation"), categories=["identity"], **DANGER)
    ],
    "overrides.decline": lambda at: _on(at, "override"),
    "overrides.listed": lambda at: [call(at.n)],
    "overrides.waiting": lambda at: [call()],
    "patterns.listed": lambda at: [call(), *(call(one) for one in at.names()[:6])],
    "patterns.proposals": lambda at: [call()],
    "patterns.take": _taken,
    "people.add": KEYS,
    "people.change_passphrase": KEYS,
    "people.change_standing": KEYS,
    "people.disable": KEYS,
    "people.enable": KEYS,
    "people.give_passphrase": KEYS,
    "people.last_seen": lambda at: [call()],
    "people.listed": lambda at: [call()],
    "people.rename": KEYS,
    "preferences.drop_view": BARE,
    "preferences.get": lambda at: [call(one) for one in ("views", "opened", "look")],
    "preferences.listed": lambda at: [call()],
    "preferences.look": lambda at: [call()],
    "preferences.note_opened": lambda at: [call(at.n)],
    "preferences.opened": lambda at: [call()],
    "preferences.put": BARE,
    "preferences.save_view": lambda at: [call(View("Again", {})), call(View(""))],
    "preferences.set_look": lambda at: [call(Look())],
    "preferences.views": lambda at: [call()],
    "records.delete": lambda at: _for_records(at, lambda number, kind, id_: iter([call(number, kind, id_)]))[
        ::5
    ],
    "records.save": lambda at: [*_writes(at), *_stale(at), *_links(at)],
    "referral_flow.accepted": lambda at: _on(at, "referral"),
    "referral_flow.asked": lambda at: _on(at, "referral", way="in_person"),
    "referral_flow.begin": lambda at: [call(at.n, {"referred_organisation": at.id("organisation")})],
    "referral_flow.completed": lambda at: _on(at, "referral", outcome="Done."),
    "referral_flow.edit": lambda at: _on(at, "referral", given={"needed_why": "Seen."}),
    "referral_flow.feedback": lambda at: _on(at, "referral", words="Said."),
    "referral_flow.receive": lambda at: [
        call({"referring_organisation": at.id("organisation")}, case=at.n),
        call({"referring_organisation": at.id("organisation")}, same_as=at.n),
    ],
    "referral_flow.rejected": lambda at: _on(at, "referral", why="no_place"),
    "referral_flow.revoked": lambda at: _on(at, "referral", why="sent_in_error"),
    "referral_flow.sent": lambda at: _on(at, "referral", disclosure="KUP-D-1"),
    "referral_gate.standing": lambda at: _on(at, "referral"),
    "referral_offer.offered": lambda at: _on(at, "referral"),
    "referral_offer.partners": lambda at: [call()],
    "referrals.beyond": lambda at: [call()],
    "referrals.listed": lambda at: [call(), call(number=at.n)],
    "referrals.responsible": lambda at: [call(at.n)],
    "registration.open_case": lambda at: [call({"given_names": "Mya"}, {}, same_as=at.n)],
    "screening.answer": lambda at: [call(at.n, {}), call(at.n, {}, screening=at.id("screening"))],
    "screening.sheet": lambda at: [
        call(at.n),
        *(call(at.n, population=one) for one in populations(child=False)),
    ],
    "soundness.check": lambda at: [call()] if at.reader.login == "consul" else [],
    "tasks.add": lambda at: [call(at.n, "Call", TODAY)],
    "tasks.assign": lambda at: _tasks(at, "caseworker"),
    "tasks.between": lambda at: [call(), call(mine=True), call(done=True)],
    "tasks.complete": _tasks,
    "tasks.listed": lambda at: [call(ahead=LONG), call(number=at.n, ahead=LONG)],
    "tasks.postpone": lambda at: _tasks(at, TODAY),
    "tasks.reopen": _tasks,
    "timelines.of_case": lambda at: [call(at.n), call(at.n, changes=True)],
    "today.counts": lambda at: [call()],
    "today.today": lambda at: [call(recent=at.numbers)],
    "undo.last": lambda at: [call()],
    "vaults.hand_on": KEYS,
    "vaults.info": lambda at: [call()],
}
"""Name -> how it is called for a case, or why it shows nothing of anybody."""
