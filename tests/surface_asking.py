"""Arguments for use cases that work on records: of a case, of the office, and of those that are not seen."""

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
from victimcase.services.documents_out import Copying
from victimcase.services.group_intake import Member
from victimcase.services.papers import Order as PaperOrder
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


def for_records(
    at: At, make: Callable[[str, str, str], Iterator[Call]], own: list[tuple[str, str]] | None = None
) -> list[Call]:
    """Calls for each record: of the case (`own`, or all), of the office, and of others under this number."""
    mine = at.records if own is None else own
    found = [one for kind, id_ in (*mine, *at.strange) for one in make(at.n, kind, id_)]
    return found + [one for kind, id_ in at.office for one in make(OFFICE, kind, id_)]


def forms(at: At) -> list[Call]:
    found = for_records(at, lambda number, kind, id_: iter([call(number, kind, id_)]))
    found += [call(at.n, kind) for kind in RECORDS] if at.case == "main" and at.office else []
    return found + [call(OFFICE, kind, id_) for kind, id_ in at.strange]


def fields(number: str, kind: str, id_: str) -> Iterator[Call]:
    """One field of each category of a record, a text where there is one."""
    cls = RECORDS[kind]
    chosen: dict[Category, str] = {}
    for name, spec in specs(cls).items():
        if isinstance(spec, s.Text | s.LongText) or category_of(cls, name) not in chosen:
            chosen[category_of(cls, name)] = name
    yield from (call(number, kind, id_, name) for name in chosen.values())


def restored(at: At) -> list[Call]:
    """Earlier values by keys there are, and by one there is not."""
    found = [call(*one.args, "x:1") for one in for_records(at, fields, at.few)[::17]]
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


def evidence(at: At) -> list[str]:
    return [id_ for kind, id_ in (*at.records, *at.strange) if kind in ("evidence_item", "document")]


def files(number: str, kind: str, id_: str) -> Iterator[Call]:
    for name, spec in specs(RECORDS[kind]).items():
        if isinstance(spec, s.Attachment):
            yield call(number, id_, kind=kind, field=name)


def office_files(at: At) -> list[Call]:
    found = [call(kind, id_, "file") for kind, id_ in at.strange if kind == "document"]
    for kind, id_ in at.office:
        names = (name for name, spec in specs(RECORDS[kind]).items() if isinstance(spec, s.Attachment))
        found += [call(kind, id_, name) for name in names]
    return found


def papers(at: At) -> list[Call]:
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
DRAWN_FOR: Final = ("consul",)
DRAWN: Final = frozenset({("case_sheet", INTERNAL), ("referral_letter", "consulate")})


def copies(at: At) -> list[Call]:
    ids = [id_ for kind, id_ in (*at.records, *at.strange) if kind == "document"]
    return [
        call(Copying(at.n, id_, to, purpose))
        for id_ in ids[::2]
        for to, purpose in ((OWN, INTERNAL), (at.id("organisation"), "referral"))
    ]


def alike(at: At) -> list[Call]:
    """As if each person of the vault came in anew."""
    return [call({"given_names": one, "citizenships": ["MM"]}) for one in at.names()[:12]]


def members(at: At) -> list[Member]:
    return [Member(given_names=one) for one in at.names()[:12]]


def tasks(at: At, *more: Any, **named: Any) -> list[Call]:
    every = [id_ for kind, id_ in (*at.records, *at.strange) if kind == "task"]
    return [call(at.n, id_, *more, **named) for id_ in every[:4] + every[-2:]]


def on(at: At, kind: str, **named: Any) -> list[Call]:
    """Something done with each record of a kind, and with those of others."""
    every = [id_ for of, id_ in (*at.records, *at.strange) if of == kind]
    strange = [id_ for name in at.planted.numbers for id_ in at.planted.ids(name, kind)[:1]]
    return [call(at.n, id_, **named) for id_ in dict.fromkeys([*every, *strange])]


def taken(at: At) -> list[Call]:
    """Taking up what was met in several cases, by keys there are, and by names."""
    found = [call("alias", one) for one in at.names()[:6]]
    if at.case != "main" or not at.reader.sees:
        return found
    return [*found, *(call(one.field, one.key) for one in at.session.look(patterns.proposals))]


def writes(at: At, *more: Any) -> list[Call]:
    """Writing into records, seen or not: what is said of them must not tell more than reading does."""
    return for_records(
        at, lambda number, kind, id_: iter([call(number, kind, texts(kind), *more, record=id_)])
    )[::8]


def texts(kind: str) -> dict[str, Any]:
    """A text for one field of a kind of record."""
    names = (name for name, spec in specs(RECORDS[kind]).items() if isinstance(spec, s.Text | s.LongText))
    return {name: "9" for name in list(names)[-1:]}


def stale(at: At) -> list[Call]:
    """Writing on what was read long ago: a conflict names fields."""
    seen = Seen(at.id("person"), RECORDS["person"](), held={}) if at.case == "main" else None  # type: ignore[arg-type]
    given = {"given_names": "A", "health_alert": "B"}
    return [call(at.n, "person", given, record=at.id("person"), base=seen)] if seen else []


def links(at: At) -> list[Call]:
    """Links to what is not for the reader, by id and by words."""
    found = [call(at.n, "relative", {"person": id_}) for kind, id_ in at.strange if kind == "person"]
    found += [call(at.n, "case_link", {"other": number}) for number in at.numbers]
    return found + [call(at.n, "death", {"investigation": id_}) for kind, id_ in at.strange]


def steps(at: At) -> list[Call]:
    steps = [call(at.n, step=step) for step in Step]
    return [call(at.n), *steps, call(at.n, step=Step.CLEARANCE, override="They all ask me to.")]


def bed(at: At) -> str:
    return at.planted.ids(OFFICE, "bed")[-1]


def stays(at: At) -> list[str]:
    return [at.planted.ids(name, "shelter_stay")[-1] for name in at.planted.numbers]
