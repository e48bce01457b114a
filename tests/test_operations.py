"""The one log: seals, the chain and what it finds, heads, and the clock that never runs back."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimcase.domain.operations import (
    Entry,
    Operation,
    OpId,
    canonical,
    first_break,
    heads,
    intact,
    pack,
    seal_of,
    tick,
    unpack,
)

REPLICA = "0123456789ab"
Link = tuple[Entry, list[Operation]]


def operation(number: int, entry: int, *, salt: bytes = b"s" * 16, **said: object) -> Operation:
    """An operation with the seal it should have."""
    parts: dict[str, object] = {
        "replica": REPLICA,
        "number": number,
        "entry": entry,
        "clock": number << 16,
        "scope": "c1",
        "kind": "note",
        "record": "r1",
        "field": "text",
        "value": canonical(f"value {number}"),
        "replaces": "",
    } | said
    return Operation._make([*parts.values(), salt, seal_of(list(parts.values()), salt)])


def chain(sizes: Sequence[int]) -> list[Link]:
    """A sound chain: one entry for each size, with that many operations."""
    made: list[Link] = []
    number, previous = 1, ""
    for place, size in enumerate(sizes, 1):
        operations = [operation(number + offset, place, salt=bytes([place] * 16)) for offset in range(size)]
        number += size
        entry = Entry(
            REPLICA, place, f"2026-03-14T09:{place:02}:00.000Z", "u1", "KUP", "records.save", "c1",
            previous=previous,
        ).sealed(one.seal for one in operations)  # fmt: skip
        previous = entry.seal
        made.append((entry, operations))
    return made


SIZES = (1, 3, 0, 2, 1, 4, 1)


def test_a_sound_chain_has_no_break() -> None:
    assert first_break(chain(SIZES)) is None
    assert first_break([]) is None


def changed_operation(links: list[Link], chance: random.Random) -> None:
    """Give one field of one operation another value."""
    entry = chance.choice([place for place, (_, operations) in enumerate(links) if operations])
    place = chance.randrange(len(links[entry][1]))
    one = links[entry][1][place]
    name = chance.choice(Operation._fields)
    forged: Any = {name: other(getattr(one, name), chance)}
    links[entry][1][place] = one._replace(**forged)


def changed_entry(links: list[Link], chance: random.Random) -> None:
    """Give one field of one entry another value."""
    place = chance.randrange(len(links))
    entry, operations = links[place]
    name = chance.choice(list(Entry.__dataclass_fields__))
    forged: Any = {name: other(getattr(entry, name), chance)}
    links[place] = replace(entry, **forged), operations


def other(value: object, chance: random.Random) -> object:
    """Another value of the same type."""
    match value:
        case None:
            return chance.randrange(1, 9)
        case int():
            return value + chance.choice([-2, -1, 1, 2, 1 << 16])
        case bytes():
            place = chance.randrange(len(value))
            return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    text = str(value)
    place = chance.randrange(len(text) + 1)
    return chance.choice([text[:place] + "x" + text[place:], text[:place] + "é" + text[place + 1 :]])


def dropped(links: list[Link], chance: random.Random) -> None:
    """Leave out an entry that is not the last, or an operation."""
    place = chance.randrange(len(links) - 1)
    operations = links[place][1]
    if operations and chance.random() < 0.5:
        del operations[chance.randrange(len(operations))]
    else:
        del links[place]


def moved(links: list[Link], chance: random.Random) -> None:
    """Let two entries, or two operations, change places."""
    if chance.random() < 0.5:
        one, two = chance.sample(range(len(links)), 2)
        links[one], links[two] = links[two], links[one]
        return
    every = [(entry, place) for entry, (_, ops) in enumerate(links) for place in range(len(ops))]
    (a, b), (c, d) = chance.sample(every, 2)
    links[a][1][b], links[c][1][d] = links[c][1][d], links[a][1][b]


def added(links: list[Link], chance: random.Random) -> None:
    """Slip in an operation or an entry that was never made, sealed as well as can be without the rest."""
    place = chance.randrange(len(links) - 1)
    entry, operations = links[place]
    if chance.random() < 0.5:
        number = operations[-1].number + 1 if operations else 1
        operations.append(operation(number, entry.number))
    else:
        forged = replace(entry, number=entry.number + 1, previous=entry.seal, user="u2").sealed([])
        links.insert(place + 1, (forged, []))


def resealed(links: list[Link], chance: random.Random) -> None:
    """Change a value and seal it anew, without sealing all that follows."""
    entry = chance.choice([place for place, (_, ops) in enumerate(links[:-1]) if ops])
    place = chance.randrange(len(links[entry][1]))
    one = links[entry][1][place]
    links[entry][1][place] = operation(one.number, one.entry, salt=one.salt or b"", value='"forged"')
    if chance.random() < 0.5:
        head, operations = links[entry]
        links[entry] = head.sealed(one.seal for one in operations), operations


TAMPERINGS: list[Callable[[list[Link], random.Random], None]] = [
    changed_operation, changed_entry, dropped, moved, added, resealed,
]  # fmt: skip


def tamper(seed: int) -> None:
    """Tamper with a chain once in a way that follows from the seed; it has to be found."""
    chance = random.Random(seed)
    links = chain(SIZES)
    how = chance.choice(TAMPERINGS)
    how(links, chance)
    if links == chain(SIZES):
        return
    found = first_break(links)
    assert found is not None, f"{how.__name__} with seed {seed} was not found"
    assert found.why


def test_no_tampering_goes_unseen() -> None:
    for seed in range(300):
        tamper(seed)


@pytest.mark.soak
def test_no_tampering_goes_unseen_ten_thousand_times() -> None:
    for seed in range(10_000):
        tamper(seed)


def test_the_break_is_where_the_change_was() -> None:
    links = chain(SIZES)
    links[3][1][1] = links[3][1][1]._replace(value='"forged"')
    found = first_break(links)
    assert found == (4, "the value of an operation was changed")


def test_a_chain_cut_or_grown_at_its_end_needs_more_than_seals() -> None:
    """Inside it leaves no trace: the head kept outside the vault and the signatures of users notice it."""
    assert first_break(chain(SIZES)[:-1]) is None
    assert first_break(chain((*SIZES, 2))) is None


def test_an_erased_operation_keeps_the_chain_whole() -> None:
    links = chain(SIZES)
    links[1][1][0] = links[1][1][0]._replace(value=None, salt=None)
    assert links[1][1][0].erased
    assert first_break(links) is None
    links[1][1][0] = links[1][1][0]._replace(value='"left over"')
    assert first_break(links) is not None


def test_equal_values_have_unequal_seals() -> None:
    one, two = operation(1, 1, salt=b"a" * 16), operation(1, 1, salt=b"b" * 16)
    assert one.value == two.value
    assert one.seal != two.seal
    assert intact(one) and intact(two)


IDS = st.builds(OpId, st.sampled_from(["a" * 12, "b" * 12, "c" * 12]), st.integers(1, 10**9))


@given(st.sets(IDS))
def test_ids_come_back_from_their_text(ids: set[OpId]) -> None:
    assert set(unpack(pack(ids))) == ids
    assert pack(ids) == pack(sorted(ids, reverse=True))


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    """Operations of three replicas on two fields, each replacing some of those before it."""
    made: list[Operation] = []
    for place in range(draw(st.integers(1, 12))):
        replica = draw(st.sampled_from(["a" * 12, "b" * 12, "c" * 12]))
        field = draw(st.sampled_from(["text", "subject"]))
        before = [one.id for one in made if one.field == field]
        replaced = draw(st.lists(st.sampled_from(before), unique=True)) if before else []
        made.append(
            operation(
                place + 1, 1, replica=replica, field=field, replaces=pack(replaced),
                clock=draw(st.integers(0, 5)) << 16,
            )
        )  # fmt: skip
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_heads_follow_from_the_set_of_operations_alone(made: list[Operation], chance: random.Random) -> None:
    expected = heads(made)
    shuffled = [*made, *chance.choices(made, k=3)]
    chance.shuffle(shuffled)
    assert heads(shuffled) == expected
    for (record, field), holding in expected.items():
        assert all((one.record, one.field) == (record, field) for one in holding)
        shown = holding[0]
        assert all((shown.clock, shown.replica) >= (one.clock, one.replica) for one in holding)
    replaced = {one for operation_ in made for one in unpack(operation_.replaces)}
    standing = {one.id for holding in expected.values() for one in holding}
    assert standing == {one.id for one in made} - replaced


@given(histories())
def test_of_two_copies_the_erased_one_wins(made: list[Operation]) -> None:
    erased = [made[0]._replace(value=None, salt=None)]
    for order in ([*made, *erased], [*erased, *made]):
        shown = [one for holding in heads(order).values() for one in holding if one.id == made[0].id]
        assert all(one.erased for one in shown)


@given(histories())
def test_a_field_always_has_a_head(made: list[Operation]) -> None:
    assert {field for _, field in heads(made)} == {one.field for one in made}


MOMENTS = st.datetimes(datetime(2016, 3, 14), datetime(2048, 3, 14), timezones=st.just(UTC))


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@given(st.lists(MOMENTS, min_size=2))
def test_the_clock_never_runs_back_whatever_the_wall_clock_does(moments: list[datetime]) -> None:
    last = 0
    for at in moments:
        reading = tick(last, milliseconds(at))
        assert reading > last
        assert reading >= milliseconds(at) << 16
        last = reading
    assert last < 2**63


def test_the_clock_passes_2038_and_a_night_of_daylight_saving() -> None:
    last = 0
    before = datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC)
    for seconds in range(-2, 3):
        reading = tick(last, milliseconds(before + timedelta(seconds=seconds)))
        assert reading >> 16 == milliseconds(before + timedelta(seconds=seconds))
        assert reading > last
        last = reading
    berlin = ZoneInfo("Europe/Berlin")
    twice = [datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1)]
    first, second = (tick(0, milliseconds(at)) for at in twice)
    assert second - first == 3_600_000 << 16


def test_thousands_of_operations_in_one_millisecond_stay_in_order() -> None:
    last, now = 0, milliseconds(datetime(2026, 3, 14, tzinfo=UTC))
    readings = [last := tick(last, now) for _ in range(70_000)]
    assert readings == sorted(set(readings))
    assert tick(last, now + 5) > last
