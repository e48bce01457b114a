"""The demo shows everything there is, says it as a form would take it, and is the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.demo_ground import CASES, TODAY, demo_vault, entered
from victimcase.domain import consent, gates, status
from victimcase.domain.errors import Conflict, NotFound, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.reference import Reference
from victimcase.domain.rights import Role
from victimcase.domain.spec import Attachment, Link, Spec, specs
from victimcase.domain.values import Plain, empty, parse, problems, to_plain
from victimcase.domain.words import Category, Step
from victimcase.services import cases, demo, history, people, reading, soundness, tasks
from victimcase.services.demo import Made
from victimcase.services.demo_pen import ADMIN, CONSUL, SUPERVISOR, WORKER
from victimcase.services.profiles import profile_of
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store import cards, rows
from victimcase.store.cards import Card

__all__ = ["demo_vault"]

ROLES = {
    WORKER: frozenset({Role.CASEWORKER}),
    CONSUL: frozenset({Role.CONSULAR_OFFICER}),
    SUPERVISOR: frozenset({Role.SUPERVISOR}),
    ADMIN: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
}


def every_card(tx: Tx) -> list[Card]:
    found = (cards.one(tx.conn, row.id) for row in rows.read(tx.conn, "case", "gone = 0"))
    return [card for card in found if card is not None]


def every_row(session: Session) -> Iterator[rows.Row]:
    with session.vault.read.begin() as conn:
        for kind in RECORDS:
            yield from rows.read(conn, kind, "gone = 0")


def not_as_typed(spec: Spec, plain: Plain, reference: Reference) -> str:
    """Why a form would not have kept this very value; empty when it would."""
    try:
        typed = to_plain(parse(spec, plain, reference))
    except UserError as error:
        return error.message.format(**error.values)
    return "" if typed == plain else f"would be kept as {typed!r}"


def test_every_kind_of_record_is_there(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        found = Counter(row.kind for row in every_row(session))
    assert set(RECORDS) - set(found) == set()


def test_every_kind_of_field_says_something_somewhere(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        used = {
            type(specs(row.cls)[name])
            for row in every_row(session)
            for name, value in row.values.items()
            if not empty(value)
        }
    assert {cls for cls in Spec.__subclasses__() if cls is not Attachment} - used == set()


def test_every_value_is_one_a_form_would_have_taken(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        keys, reference = session.world.keys, session.world.reference
        wrong = [
            f"{row.kind}.{name} = {plain!r}: {why}"
            for row in every_row(session)
            for name in row.values
            if (plain := rows.opened(row, name, keys)) is not None
            and (why := not_as_typed(specs(row.cls)[name], plain, reference))
        ]
        late = [
            f"{row.kind}.{one.field}: {one.message}"
            for row in every_row(session)
            for one in problems(rows.seen(row, frozenset(Category), keys).record, TODAY)
        ]
    assert (wrong, late) == ([], [])


def test_a_value_no_form_would_have_taken_is_found(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        reference = session.world.reference
    assert not_as_typed(specs(RECORDS["person"])["gender"], "woman", reference)
    assert not_as_typed(specs(RECORDS["follow_up"])["economic"], 9, reference)
    assert not not_as_typed(specs(RECORDS["follow_up"])["economic"], 5, reference)


def test_every_link_leads_to_a_record_of_its_kind(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        all_, keys = list(every_row(session)), session.world.keys
    known = {(row.kind, row.id) for row in all_}
    lost = [
        f"{row.kind}.{name}"
        for row in all_
        for name, spec in specs(row.cls).items()
        if isinstance(spec, Link) and (to := rows.opened(row, name, keys)) and (spec.to, to) not in known
    ]
    rows_without = [row.kind for row in all_ if row.parent and (row.cls.parent, row.parent) not in known]
    assert (lost, rows_without) == ([], [])


def test_each_gate_holds_somewhere_and_stands_somewhere(demo_vault: Made) -> None:
    found: set[tuple[Step, bool]] = set()

    def look(tx: Tx) -> None:
        for card in every_card(tx):
            dossier = reading.dossier(tx, card)
            profile = profile_of(tx, dossier)
            found.update((Step(one), gates.gate(Step(one), dossier, profile).holds) for one in card.steps)
            assert status.derived(dossier) == card.status

    with entered(demo_vault, ADMIN) as session:
        session.look(look)
    assert found == {(step, holds) for step in Step for holds in (True, False)}


def test_about_half_of_the_people_agree_that_the_partner_is_told(demo_vault: Made) -> None:
    def agreeing(tx: Tx) -> tuple[int, int, int]:
        found = rows.read(tx.conn, "organisation", "gone = 0")
        [partner] = [row.id for row in found if row.values["name"] == "Demo partner"]
        all_ = [reading.dossier(tx, card) for card in every_card(tx)]
        referred, served, health = (
            sum(consent.basis(one, purpose, partner, category) is not None for one in all_)
            for purpose, category in (
                ("referral", Category.IDENTITY),
                ("services", Category.IDENTITY),
                ("referral", Category.HEALTH),
            )
        )
        return referred, served, health

    with entered(demo_vault, ADMIN) as session:
        referred, served, health = session.look(agreeing)
    assert 0.4 <= referred / CASES <= 0.6
    assert 0 < served < referred
    assert 0 < health < referred


def test_each_user_signs_in_and_opens_what_is_for_them(demo_vault: Made) -> None:
    assert sorted(demo_vault.users) == ["admin", "caseworker", "consul", "supervisor"]
    opened: dict[str, int] = {}
    for login in (SUPERVISOR, WORKER, CONSUL):
        with entered(demo_vault, login) as session:
            assert session.me.roles == ROLES[login]
            listed = session.look(cases.listed, limit=1000)
            for card in listed:
                assert session.look(cases.shown, card.number).card == card
            opened[login] = len(listed)
    assert 0 < opened[CONSUL] < opened[WORKER] < opened[SUPERVISOR] <= CASES


def test_the_first_user_administers_and_supervises(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        assert session.me.roles == ROLES[ADMIN]
        listed = {one.login: frozenset(one.roles) for one in session.look(people.listed)}
    assert listed == ROLES


def test_the_mission_sees_notified_cases_only_and_no_restricted_one(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        all_ = session.look(every_card)
    wanted = {card.number for card in all_ if card.notified and not card.restricted}
    with entered(demo_vault, CONSUL) as session:
        assert {card.number for card in session.look(cases.listed, limit=1000)} == wanted
        hidden = next(card for card in all_ if not card.notified)
        with pytest.raises(NotFound):
            session.look(cases.shown, hidden.number)
    assert any(card.restricted for card in all_)


def test_the_vault_is_sound(demo_vault: Made) -> None:
    with entered(demo_vault, ADMIN) as session:
        found = session.look(soundness.check)
    assert (found.ok, found.problems, found.cases) == (True, (), CASES)


def test_there_is_overdue_and_coming_work(demo_vault: Made) -> None:
    with entered(demo_vault, SUPERVISOR) as session:
        due = session.look(tasks.listed, ahead=timedelta(days=30))
    overdue = [one for one in due if one.overdue]
    assert overdue and len(overdue) < len(due)
    assert len({one.rule for one in due}) >= 8
    assert any(not one.rule for one in due)


def test_a_case_tells_its_history_act_by_act(demo_vault: Made) -> None:
    def longest(tx: Tx) -> Card:
        return min((one for one in every_card(tx) if not one.steps), key=lambda one: one.opened_on)

    with entered(demo_vault, ADMIN) as session:
        acts = session.look(history.of_case, session.look(longest).number)
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert len({act.at[:10] for act in acts}) > 15
    assert {WORKER, SUPERVISOR} <= {act.user for act in acts}


def test_two_runs_tell_the_same(tmp_path: Path) -> None:
    """Through the whole way: what lists and counts say of two vaults made of one seed."""

    def lists(place: Path) -> tuple[list[object], Mapping[str, int]]:
        folder = demo.make(place / "demo.vault", cases=6, seed=7, today=TODAY)
        with entered(folder, ADMIN) as session:
            found = session.look(cases.listed, limit=1000)
            said: list[object] = [
                (c.number, c.name, c.name_in_script, c.steps, c.status, c.birth, c.opened_on) for c in found
            ]
            return said, Counter(row.kind for row in every_row(session))

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert lists(tmp_path / "one") == lists(tmp_path / "two")


def test_a_folder_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "demo.vault"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me", "utf-8")
    with pytest.raises((Conflict, UserError)):
        demo.make(folder, cases=1, seed=1, today=TODAY)
    assert (folder / "letter.txt").read_text("utf-8") == "keep me"


def test_nothing_stays_of_a_demo_that_fails(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.make(tmp_path / "demo.vault", cases=3, seed=1, today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []
