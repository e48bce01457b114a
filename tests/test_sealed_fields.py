"""Sealed fields: nobody reads them with the vault's key alone, nor by moving what is sealed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.raw_vault import places_of, script, spellings
from tests.vaults import Clock, SignIn, new_case, notify, save, unlocked
from victimcase.domain.errors import Damaged, Refused
from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Role
from victimcase.domain.spec import LongText, Text, category_of, sealed, specs
from victimcase.domain.words import SEALED, Category, RecordId
from victimcase.services import cases, history, people, records, vaults
from victimcase.services.session import Session
from victimcase.store import keyring
from victimcase.store.kdf import FLOOR
from victimcase.store.rows import SEALED_MARK

MARKER = "Quillôn-Marigold"
OPEN_MARKER = "Zephyrine-Öland"


def sealed_texts(kind: str) -> dict[str, str]:
    """A marker for every sealed text field of a kind."""
    return {
        name: f"{MARKER} {kind} {name}"
        for name, spec in specs(RECORDS[kind]).items()
        if isinstance(spec, Text | LongText) and sealed(RECORDS[kind], name)
    }


KINDS = [kind for kind in RECORDS if sealed_texts(kind)]


def write_everything(session: Session, number: str) -> int:
    """A marker in every sealed text there is, written, changed and deleted again; how many there were."""
    count = 0
    for kind in KINDS:
        office = RECORDS[kind].scope.value == "office"
        above = RECORDS[kind].parent
        if above:
            save(session, "office" if office else number, above)
        place = "office" if office else number
        made = save(session, place, kind, **sealed_texts(kind)).id
        changed = {name: f"{text} again" for name, text in sealed_texts(kind).items()}
        save(session, place, kind, id=made, **changed)
        count += len(changed)
        if kind not in ("case", "evidence_item", "custody_step") and RECORDS[kind].many:
            session.do(records.delete, place, kind, made)
            save(session, place, kind, **sealed_texts(kind))
    return count


def test_every_sealed_category_has_fields_to_try() -> None:
    found = {category_of(RECORDS[kind], name) for kind in KINDS for name in sealed_texts(kind)}
    assert found == SEALED


def test_a_script_with_the_vaults_key_reads_no_sealed_text(sign_in: SignIn, vault_folder: Path) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, number, "note", text=OPEN_MARKER)
        assert write_everything(session, number) > 30
        session.look(cases.shown, number)
        session.look(history.of_case, number)
    with script(vault_folder) as conn:
        assert places_of(conn, [MARKER]) == set()
        found = places_of(conn, [OPEN_MARKER])
    assert {"operation.value", "r_note.text", "search_text.text"} <= found, "the twin: an open text is found"


def test_the_search_for_markers_knows_their_spellings() -> None:
    found = spellings("Ô")
    assert "Ô".encode() in found
    assert "o\u0302".encode() in found
    assert "ô".encode("utf-16-be") in found


def test_whose_roles_read_a_category_hold_its_key(sign_in: SignIn) -> None:
    expected = {
        "caseworker": {Category.PROTECTION_CLAIM, Category.LOCATION_OF_SHELTER},
        "supervisor": set(SEALED),
        "founder": set(SEALED),
        "consul": set(),
        "admin": set(),
    }
    for login, keys in expected.items():
        with sign_in(login) as session:
            assert set(session.world.keys) == keys, login


def test_a_key_wrapped_for_another_does_not_open(sign_in: SignIn, vault_folder: Path) -> None:
    consul, supervisor = unlocked("consul"), unlocked("supervisor")
    with sign_in("supervisor"):
        pass
    with script(vault_folder) as conn:
        wanted = 'SELECT category, wrapped FROM compartment WHERE "user" = ?'
        kept = conn.execute(wanted, (supervisor.user,)).fetchall()
    assert {category for category, _ in kept} == {str(one) for one in SEALED}
    for category, wrapped in kept:
        assert keyring.unwrap_compartment(category, wrapped, supervisor.user, supervisor.pair)
        for user, pair in ((consul.user, consul.pair), (supervisor.user, consul.pair)):
            with pytest.raises(Damaged):
                keyring.unwrap_compartment(category, wrapped, user, pair)
        with pytest.raises(Damaged):
            keyring.unwrap_compartment("health", wrapped, supervisor.user, supervisor.pair)


@pytest.fixture
def two_claims(sign_in: SignIn) -> tuple[str, str, str]:
    """A case with two protection claims: its number and their ids."""
    with sign_in("supervisor") as session:
        number = new_case(session).number
        one = save(session, number, "protection_claim", grounds="First grounds", lawyer="First lawyer").id
        two = save(session, number, "protection_claim", grounds="Second grounds").id
    return number, one, two


@pytest.mark.parametrize(
    "move",
    [
        "UPDATE r_protection_claim SET grounds = (SELECT grounds FROM r_protection_claim WHERE id = :one) "
        "WHERE id = :two",
        "UPDATE r_protection_claim SET grounds = lawyer WHERE id = :one",
        "UPDATE r_protection_claim SET grounds = substr(grounds, 1, 30) || 'A' || substr(grounds, 32) "
        "WHERE id = :one",
        "UPDATE r_protection_claim SET grounds = 'sealed:bm9uc2Vuc2U=' WHERE id = :one",
        "UPDATE r_protection_claim SET grounds = 'sealed:no base64' WHERE id = :one",
    ],
)
def test_what_is_sealed_opens_only_in_its_own_place(
    sign_in: SignIn, vault_folder: Path, two_claims: tuple[str, str, str], move: str
) -> None:
    number, one, two = two_claims
    with script(vault_folder) as conn:
        conn.execute(
            move, {name: value for name, value in (("one", one), ("two", two)) if f":{name}" in move}
        )
    with sign_in("supervisor") as session, pytest.raises(Damaged, match="changed, or moved"):
        session.look(cases.shown, number)


def test_the_untouched_twin_opens(
    sign_in: SignIn, vault_folder: Path, two_claims: tuple[str, str, str]
) -> None:
    number, one, _ = two_claims
    with script(vault_folder) as conn:
        [(kept,)] = conn.execute("SELECT grounds FROM r_protection_claim WHERE id = ?", (one,)).fetchall()
    assert kept.startswith(SEALED_MARK)
    with sign_in("supervisor") as session:
        found = {seen.id: seen.record for _, seen in session.look(cases.shown, number).records}
    assert getattr(found[RecordId(one)], "grounds") == "First grounds"  # noqa: B009  # of one kind among all


def test_the_same_text_is_sealed_differently_each_time(sign_in: SignIn, vault_folder: Path) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        for _ in range(2):
            save(session, number, "protection_claim", grounds="The same")
    with script(vault_folder) as conn:
        kept = [value for (value,) in conn.execute("SELECT grounds FROM r_protection_claim")]
        logged = [value for (value,) in conn.execute("SELECT value FROM operation WHERE field = 'grounds'")]
    assert len(set(kept)) == 2
    assert len(set(logged)) == 2


def test_a_withheld_sealed_field_is_named_and_empty(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, number, "shelter_stay", from_on="2026-03-01", address="12 Lotus Lane")
        notify(session, number)
    with sign_in("consul") as session:
        [stay] = [one for kind, one in session.look(cases.shown, number).records if kind == "shelter_stay"]
    assert {"address", "house", "bed", "left_to"} <= stay.withheld
    assert not any(getattr(stay.record, name) for name in stay.withheld)


def test_one_who_was_not_handed_the_key_yet_is_told_so(
    sign_in: SignIn, vault_folder: Path, clock: Clock
) -> None:
    """An administrator who holds no key adds a supervisor; whoever holds it hands it on by signing in."""
    words = "cactus-lantern-pivot-orchid-sleet"
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, number, "witness_measure", details="A safe house")
    with sign_in("admin") as session:
        session.do(people.add, "newcomer", words, frozenset({Role.SUPERVISOR}), kdf=FLOOR)
    with vaults.opened(vault_folder, "newcomer", words, clock) as session:
        assert session.world.keys == {}
        [measure] = [
            one for kind, one in session.look(cases.shown, number).records if kind == "witness_measure"
        ]
        assert "details" in measure.withheld
        with pytest.raises(Refused, match="not handed to you yet"):
            save(session, number, "witness_measure", details="Another")
    with sign_in("supervisor"):
        pass
    with vaults.opened(vault_folder, "newcomer", words, clock) as session:
        assert set(session.world.keys) == set(SEALED)
        assert save(session, number, "witness_measure", details="Another").version


def test_the_last_who_can_open_what_is_sealed_is_not_shut_out(tmp_path: Path, clock: Clock) -> None:
    words, folder = "cactus-lantern-pivot-orchid-sleet", tmp_path / "one.vault"
    founding = vaults.Founding("KUP", "TH", login="sok", quick=True)
    vaults.create(folder, words, founding, clock)
    with vaults.opened(folder, "sok", words, clock) as session:
        session.do(people.add, "admin", words, frozenset({Role.ADMINISTRATOR}), kdf=FLOOR)
    with vaults.opened(folder, "admin", words, clock) as session:
        with pytest.raises(Refused, match="only one who can open"):
            session.do(people.disable, "sok")
        session.do(people.add, "mya", words, frozenset({Role.SUPERVISOR}), kdf=FLOOR)
        with pytest.raises(Refused):
            session.do(people.disable, "sok")
    with vaults.opened(folder, "sok", words, clock):
        pass
    with vaults.opened(folder, "admin", words, clock) as session:
        session.do(people.disable, "sok")
        session.vault.finish_rekey()
    with vaults.opened(folder, "mya", words, clock) as session:
        assert set(session.world.keys) == set(SEALED)


def test_a_vault_whose_first_user_reads_nothing_sealed_is_not_made(tmp_path: Path) -> None:
    founding = vaults.Founding("KUP", "TH", roles=(Role.ADMINISTRATOR,), quick=True)
    with pytest.raises(ValueError, match="every sealed category"):
        vaults.create(tmp_path / "one.vault", "cactus-lantern-pivot-orchid-sleet", founding)
    assert not (tmp_path / "one.vault").exists()
