"""Administration of users: other roles, a forgotten passphrase, in again; and never a key lost with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import FOUNDER, PASSPHRASE, Clock, SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.rights import Role
from victimcase.services import audit, cases, drafts, entrance, people, recovery, soundness, vaults
from victimcase.store.errors import WrongPassphrase, WrongRecoveryCode
from victimcase.store.kdf import FLOOR
from victimcase.store.recovery import new_recovery_code

NEW = "copper-lantern-harbour-sixteen-owl"


def test_other_roles_hold_from_the_next_signing_in(sign_in: SignIn, vault_folder: Path, clock: Clock) -> None:
    both = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
    with sign_in(FOUNDER) as session:
        session.do(people.change_standing, "caseworker", both, team="east")
        (one,) = (one for one in session.look(people.listed) if one.login == "caseworker")
        assert frozenset(one.roles) == both and one.team == "east"
    with vaults.opened(vault_folder, "caseworker", PASSPHRASE, clock) as session:
        assert session.me.roles == both and len(session.world.keys) == 4
        number = new_case(session).number
        save(session, number, "witness_measure", measure="anonymity", details="Another name")
    with sign_in(FOUNDER) as session:
        session.do(people.change_standing, "caseworker", frozenset({Role.CONSULAR_OFFICER}))
    with vaults.opened(vault_folder, "caseworker", PASSPHRASE, clock) as session:
        assert session.me.roles == {Role.CONSULAR_OFFICER} and session.world.keys == {}


def test_nobody_changes_what_would_lock_the_office_out(sign_in: SignIn) -> None:
    caseworker = frozenset({Role.CASEWORKER})
    with sign_in("caseworker") as session, pytest.raises(Refused, match="needs the right"):
        session.do(people.change_standing, "colleague", caseworker)
    with sign_in("admin") as session:
        for login, roles, kind in (
            ("admin", caseworker, Refused),
            ("nobody", caseworker, NotFound),
            ("caseworker", frozenset[Role](), Invalid),
        ):
            with pytest.raises(kind):
                session.do(people.change_standing, login, roles)
        session.do(people.disable, "supervisor")
        session.vault.finish_rekey()
        with pytest.raises(Refused, match="only one who can open"):
            session.do(people.change_standing, FOUNDER, frozenset({Role.ADMINISTRATOR}))
        with pytest.raises(Refused, match="only one who can open"):
            session.do(people.give_passphrase, FOUNDER, NEW, kdf=FLOOR)
        session.do(people.change_standing, FOUNDER, frozenset({Role.SUPERVISOR}))


def test_a_forgotten_passphrase_is_replaced(sign_in: SignIn, vault_folder: Path, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        session.do(drafts.keep, "k", {"a": 1}, number=number)
    with sign_in("admin") as session:
        with pytest.raises(Invalid):
            session.do(people.give_passphrase, "caseworker", "1234", kdf=FLOOR)
        with pytest.raises(Refused):
            session.do(people.give_passphrase, "admin", NEW, kdf=FLOOR)
        session.do(people.give_passphrase, "caseworker", NEW, kdf=FLOOR)
        assert session.look(soundness.check).problems == (), "what was signed with the old keys stays good"
    with pytest.raises(WrongPassphrase), vaults.opened(vault_folder, "caseworker", PASSPHRASE, clock):
        pass
    with vaults.opened(vault_folder, "caseworker", NEW, clock) as session:
        assert session.look(drafts.listed) == [] and session.world.keys == {}
        assert session.look(cases.shown, number).card.number == number
    with sign_in("supervisor"):
        pass
    with vaults.opened(vault_folder, "caseworker", NEW, clock) as session:
        assert session.world.keys, "the next supervisor handed the keys on"


def test_a_signature_with_a_strange_key_is_still_found(sign_in: SignIn) -> None:
    with sign_in() as session:
        new_case(session)
        session.sign()
    with sign_in("supervisor") as session:
        assert session.look(audit.chain).ok
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql("UPDATE checkpoint SET public_key = ?", ("ab" * 32,))
        assert "key that is not the user's" in str(session.look(audit.chain).problems)


def test_who_was_disabled_is_let_in_again(sign_in: SignIn, vault_folder: Path, clock: Clock) -> None:
    with sign_in() as session:
        new_case(session)
    with sign_in("admin") as session:
        with pytest.raises(NotFound, match="was disabled"):
            session.do(people.enable, "caseworker", NEW, frozenset({Role.CASEWORKER}), kdf=FLOOR)
        people.shut_out(session, "caseworker")
        session.do(people.enable, "caseworker", NEW, frozenset({Role.CASEWORKER}), team="north", kdf=FLOOR)
        assert "caseworker" in session.look(people.last_seen)
        assert "colleague" not in session.look(people.last_seen)
        assert session.look(soundness.check).problems == ()
    with vaults.opened(vault_folder, "caseworker", NEW, clock) as session:
        assert len(session.look(cases.listed)) == 1 and session.me.team == "north"


def test_the_recovery_code_is_typed_back_and_opens(tmp_path: Path, clock: Clock) -> None:
    """Who forgot the only passphrase comes in again, and what is sealed is not lost."""
    folder = tmp_path / "new.vault"
    made = vaults.create(folder, PASSPHRASE, vaults.Founding("KUP", "TH", login=FOUNDER, quick=True), clock)
    code = made.recovery_code
    assert recovery.typed_back(code, code) and recovery.typed_back(code, code.lower().replace("-", " "))
    assert not recovery.typed_back(code, new_recovery_code())
    with pytest.raises(Invalid):
        recovery.typed_back(code, code[:-1])
    sheets = recovery.sheets_of(code)
    assert recovery.code_from_sheets(sheets[1:]) == code
    with vaults.opened(folder, FOUNDER, PASSPHRASE, clock) as session:
        number = new_case(session).number
        save(session, number, "witness_measure", measure="anonymity", details="Another name")
        before = set(session.world.keys)
    with pytest.raises(WrongRecoveryCode), recovery.opened(folder, new_recovery_code(), clock):
        pass
    with vaults.opened(folder, FOUNDER, PASSPHRASE, clock) as session:
        code = session.do(entrance.renew_code).value
    with recovery.opened(folder, code.lower(), clock) as session:
        assert session.me.roles == {Role.ADMINISTRATOR} and not session.me.readable
        with pytest.raises(Refused, match="See cases"):
            session.look(cases.listed)
        session.do(people.give_passphrase, FOUNDER, NEW, kdf=FLOOR)
    with vaults.opened(folder, FOUNDER, NEW, clock) as session:
        assert set(session.world.keys) == before
        assert "Another name" in str(session.look(cases.shown, number))
        assert session.look(soundness.check).problems == ()


def test_a_user_has_a_name_beside_the_login(sign_in: SignIn, vault_folder: Path, clock: Clock) -> None:
    """A name is given at adding, changed later, kept through an ended access, and greets its owner."""
    worker = frozenset({Role.CASEWORKER})
    with sign_in("admin") as session:
        session.do(people.add, "mya", PASSPHRASE, worker, name="  Mya   Thandar ", kdf=FLOOR)
        session.do(people.rename, "caseworker", "มาลี ทองดี")
        session.do(people.disable, "mya")
        session.vault.finish_rekey()
        session.do(people.enable, "mya", NEW, worker, kdf=FLOOR)
        known = {one.login: one.name for one in session.look(people.listed)}
        assert (known["mya"], known["caseworker"]) == ("Mya Thandar", "มาลี ทองดี")
        assert known["supervisor"] == "supervisor", "the login stands where nobody said a name"
    with vaults.opened(vault_folder, "caseworker", PASSPHRASE, clock) as session:
        assert (session.me.login, session.me.name) == ("caseworker", "มาลี ทองดี")


@pytest.mark.parametrize(
    ("login", "name", "kind"),
    [("nobody", "Malee", NotFound), ("caseworker", " ", Invalid), ("caseworker", "x" * 121, Invalid)],
)
def test_a_name_that_cannot_be_is_refused(
    sign_in: SignIn, login: str, name: str, kind: type[Exception]
) -> None:
    """Nobody of that login, no name, or one too long: nothing is changed."""
    with sign_in("admin") as session:
        with pytest.raises(kind):
            session.do(people.rename, login, name)
        assert {one.name for one in session.look(people.listed)} == {
            one.login for one in session.look(people.listed)
        }


def test_only_who_keeps_the_users_renames(sign_in: SignIn) -> None:
    """Somebody without the right is refused, even for their own name."""
    with sign_in("caseworker") as session, pytest.raises(Refused, match="needs the right"):
        session.do(people.rename, "caseworker", "Another")
