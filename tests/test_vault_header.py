"""The header: who gets in, who may change what, and that nothing else is accepted."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vault_ground import LOGIN, OTHER_PASSPHRASE, PASSPHRASE, Ground, flipped, ground, two_people
from victimcase.domain.errors import Conflict, Invalid, NotFound, Refused, UserError
from victimcase.store import header, recovery, roster, slots
from victimcase.store.canonical import encode
from victimcase.store.errors import (
    DamagedHeader,
    NewerVault,
    RolledBackHeader,
    WrongPassphrase,
    WrongRecoveryCode,
)
from victimcase.store.header import Header
from victimcase.store.kdf import FLOOR
from victimcase.store.slots import Standing, Unlocked

NEW = "lantern-copper-twelve-basket-willow"
CASEWORKER = Standing(("caseworker",), "north")
ADMINISTRATOR = Standing(("administrator", "supervisor"), "")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what all tests here only read."""
    return tmp_path_factory.mktemp("header")


@pytest.fixture(scope="module")
def pair(place: Path) -> tuple[Ground, str]:
    """A vault of Ann the administrator and Bo the caseworker, and Bo's id."""
    return two_people(place)


@pytest.fixture(scope="module")
def bo(pair: tuple[Ground, str]) -> Unlocked:
    """Bo, let in with his passphrase."""
    return slots.unlock(pair[0].header, "bo", OTHER_PASSPHRASE)


def test_each_gets_in_with_their_own_passphrase(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine, user = pair
    ann = slots.unlock(mine.header, " ANN ", PASSPHRASE)
    assert ann == mine.unlocked and ann.vault_key == bo.vault_key
    assert (bo.user, bo.standing, bo.recovery) == (user, CASEWORKER, False)
    assert slots.public_keys(mine.header) == {
        ann.user: (ann.pair.agree, ann.pair.check),
        bo.user: (bo.pair.agree, bo.pair.check),
    }
    assert PASSPHRASE not in repr(ann) and ann.vault_key.hex() not in repr(ann)


def test_a_wrong_passphrase_an_unknown_login_and_anothers_passphrase_look_alike(
    pair: tuple[Ground, str],
) -> None:
    tries = [(LOGIN, OTHER_PASSPHRASE), ("cy", PASSPHRASE), ("cy", OTHER_PASSPHRASE), (LOGIN, "")]
    told = set()
    for login, passphrase in tries:
        with pytest.raises(WrongPassphrase) as caught:
            slots.unlock(pair[0].header, login, passphrase)
        told.add(str(caught.value))
    assert len(told) == 1


def test_the_header_names_nobody_nor_what_they_are(pair: tuple[Ground, str]) -> None:
    spelt = header.spelt(pair[0].header)
    assert len(spelt) < 4096
    for word in (b"ann", b"administrator", b"caseworker", b"north", PASSPHRASE.encode()):
        assert word not in spelt


def test_the_recovery_code_lets_in_and_another_does_not(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    rescuer = slots.unlock_with_recovery(mine.header, mine.code.lower().replace("-", ""))
    assert rescuer.recovery and rescuer.vault_key == mine.unlocked.vault_key
    with pytest.raises(WrongRecoveryCode):
        slots.unlock_with_recovery(mine.header, recovery.new_recovery_code())
    with pytest.raises(Refused):
        roster.renew_recovery(mine.header, rescuer, recovery.new_recovery_code())

    # The way back in for an administrator who forgot: code, new passphrase, sign in, new code.
    helped = roster.reset_user(mine.header, rescuer, mine.unlocked.user, NEW, kdf=FLOOR)
    ann = slots.unlock(header.parse(header.spelt(helped)), LOGIN, NEW)
    code = recovery.new_recovery_code()
    renewed = header.parse(header.spelt(roster.renew_recovery(helped, ann, code)))
    assert slots.unlock_with_recovery(renewed, code).vault_key == ann.vault_key
    with pytest.raises(WrongRecoveryCode):
        slots.unlock_with_recovery(renewed, mine.code)
    with pytest.raises(WrongPassphrase):
        slots.unlock(renewed, LOGIN, PASSPHRASE)
    header.check_pinned(renewed, mine.unlocked.pair.check, mine.header.roster.generation)


def test_everybody_changes_their_own_passphrase_alone(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine = pair[0]
    with pytest.raises(WrongPassphrase):
        roster.change_passphrase(mine.header, bo, PASSPHRASE, NEW, kdf=FLOOR)
    with pytest.raises(Invalid):
        roster.change_passphrase(mine.header, bo, OTHER_PASSPHRASE, "password", kdf=FLOOR)
    changed = roster.change_passphrase(mine.header, bo, OTHER_PASSPHRASE, NEW, kdf=FLOOR)
    assert changed.roster == mine.header.roster
    assert slots.unlock(header.parse(header.spelt(changed)), "bo", NEW) == bo
    with pytest.raises(WrongPassphrase):
        slots.unlock(changed, "bo", OTHER_PASSPHRASE)


def test_only_an_administrator_changes_who_gets_in(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine = pair[0]
    ann = mine.unlocked.user
    for attempt in (
        lambda: roster.add_user(mine.header, bo, "cy", NEW, CASEWORKER, kdf=FLOOR),
        lambda: roster.set_standing(mine.header, bo, bo.user, ADMINISTRATOR),
        lambda: roster.reset_user(mine.header, bo, ann, NEW, kdf=FLOOR),
        lambda: roster.disable_user(mine.header, bo, ann),
        lambda: roster.renew_recovery(mine.header, bo, mine.code),
    ):
        with pytest.raises(Refused):
            attempt()


def test_whoever_holds_the_vault_key_cannot_promote_himself(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine = pair[0]
    promoted = replace(
        slots.person_of(mine.header, bo.user), standing=slots.sealed_standing(bo, bo.user, ADMINISTRATOR)
    )
    people = tuple(promoted if one.user == bo.user else one for one in mine.header.roster.people)
    forged = replace(mine.header.roster, people=people)
    own = header.endorse(bo.vault, bo.pair.check, bo.pair)
    for attempt in (
        replace(mine.header, roster=forged),
        replace(mine.header, roster=forged.signed(bo.user, bo.pair)),
        replace(mine.header, roster=forged.signed(bo.user, bo.pair), lineage=(*mine.header.lineage, own)),
    ):
        with pytest.raises(DamagedHeader):
            header.parse(header.spelt(attempt.sealed(bo.vault_key)))
    # A whole line of his own is consistent in itself, and is found by what the database remembers.
    usurped = replace(mine.header, roster=forged.signed(bo.user, bo.pair), lineage=(own,)).sealed(
        bo.vault_key
    )
    assert slots.unlock(header.parse(header.spelt(usurped)), "bo", OTHER_PASSPHRASE).standing == ADMINISTRATOR
    with pytest.raises(RolledBackHeader):
        header.check_pinned(usurped, mine.unlocked.pair.check, mine.header.roster.generation)
    header.check_pinned(mine.header, mine.unlocked.pair.check, mine.header.roster.generation)


def test_without_the_administrators_signature_a_promoted_signer_is_not_believed(
    pair: tuple[Ground, str], bo: Unlocked
) -> None:
    """A signer who is vouched for, but whom the roster calls no administrator, signs nothing."""
    mine = pair[0]
    vouched = header.endorse(bo.vault, bo.pair.check, mine.unlocked.pair)
    signed = replace(
        mine.header,
        roster=mine.header.roster.signed(bo.user, bo.pair),
        lineage=(*mine.header.lineage, vouched),
    ).sealed(bo.vault_key)
    with pytest.raises(DamagedHeader):
        slots.unlock(header.parse(header.spelt(signed)), "bo", OTHER_PASSPHRASE)


def test_an_older_roster_is_found_out(pair: tuple[Ground, str]) -> None:
    mine = pair[0]
    pinned = mine.unlocked.pair.check
    header.check_pinned(mine.header, pinned, mine.header.roster.generation)
    with pytest.raises(RolledBackHeader):
        header.check_pinned(mine.header, pinned, mine.header.roster.generation + 1)


def test_a_person_shut_out_stays_out_and_nobody_else_notices(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine = pair[0]
    after, ann = roster.disable_user(mine.header, mine.unlocked, bo.user)
    reread = header.parse(header.spelt(after))
    with pytest.raises(WrongPassphrase):
        slots.unlock(reread, "bo", OTHER_PASSPHRASE)
    again = slots.unlock(reread, LOGIN, PASSPHRASE)
    assert again == ann and again.vault_key != bo.vault_key and again.previous_key == bo.vault_key
    rescuer = slots.unlock_with_recovery(reread, mine.code)
    assert rescuer.vault_key == again.vault_key
    settled, alone = roster.settled(reread, again)
    assert alone.previous_key is None and slots.unlock(settled, LOGIN, PASSPHRASE) == alone
    assert bo.pair.check not in header.spelt(settled)


def test_someone_who_forgot_gets_a_new_pair(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine = pair[0]
    helped = roster.reset_user(mine.header, mine.unlocked, bo.user, NEW, kdf=FLOOR)
    again = slots.unlock(header.parse(header.spelt(helped)), "bo", NEW)
    assert again.vault_key == bo.vault_key and again.pair != bo.pair and again.standing == CASEWORKER
    with pytest.raises(Refused):
        roster.reset_user(mine.header, mine.unlocked, mine.unlocked.user, NEW, kdf=FLOOR)


def test_the_last_administrator_stays(pair: tuple[Ground, str], bo: Unlocked) -> None:
    mine = pair[0]
    ann = mine.unlocked
    with pytest.raises(Refused):
        roster.set_standing(mine.header, ann, ann.user, CASEWORKER)
    with pytest.raises(Refused):
        roster.disable_user(mine.header, ann, ann.user)
    with pytest.raises(NotFound):
        roster.disable_user(mine.header, ann, "nobody")
    both = roster.set_standing(mine.header, ann, bo.user, ADMINISTRATOR)
    boss = slots.unlock(header.parse(header.spelt(both)), "bo", OTHER_PASSPHRASE)
    without, _ = roster.disable_user(both, boss, ann.user)
    assert ann.user not in slots.public_keys(header.parse(header.spelt(without)))
    header.check_pinned(without, ann.pair.check, without.roster.generation)
    stepped_down = roster.set_standing(both, ann, ann.user, CASEWORKER)
    assert slots.standing_of(stepped_down, ann, ann.user) == CASEWORKER
    header.parse(header.spelt(roster.set_standing(stepped_down, boss, ann.user, ADMINISTRATOR)))


def test_one_login_is_one_person(pair: tuple[Ground, str]) -> None:
    mine = pair[0]
    with pytest.raises(Conflict):
        roster.add_user(mine.header, mine.unlocked, " BO", NEW, CASEWORKER, kdf=FLOOR)
    with pytest.raises(Invalid):
        roster.add_user(mine.header, mine.unlocked, "cy", "cy-2024", CASEWORKER, kdf=FLOOR)


def test_a_header_has_room_for_sixty_people_and_says_when_it_is_full(pair: tuple[Ground, str]) -> None:
    mine = pair[0]
    line, slot = slots.person_of(mine.header, pair[1]), mine.header.slots[pair[1]]

    def crowd(size: int) -> Header:
        names = [f"{number:032x}" for number in range(size)]
        people = (
            *mine.header.roster.people,
            *(replace(line, user=name, label=name.encode()) for name in names),
        )
        grown = replace(mine.header.roster, people=people)
        return replace(mine.header, roster=grown, slots=mine.header.slots | dict.fromkeys(names, slot))

    assert len(header.spelt(crowd(60))) < header.LIMIT
    with pytest.raises(UserError, match="seventy"):
        header.spelt(crowd(100))


def test_strange_bytes_are_no_header(pair: tuple[Ground, str]) -> None:
    spelt = header.spelt(pair[0].header)
    assert header.parse(spelt) == pair[0].header
    newer = encode({"format": header.FORMAT, "version": 2, "more": "unknown"})
    with pytest.raises(NewerVault):
        header.parse(newer)
    for strange in (
        b"",
        b"{}",
        b"[]",
        b"null",
        b"[" * 60_000,
        b'{"version":' + b"9" * 5000 + b"}",
        spelt + b" ",
        b" " + spelt,
        spelt.replace(b'"version":1', b'"version":true'),
        spelt.replace(b'"version":1', b'"version":1.0'),
        spelt.replace(b'{"format"', b'{"extra":1,"format"'),
        spelt.replace(b'"memory":65536', b'"memory":65535'),
        spelt.replace(b'"memory":65536', b'"memory":2147483648'),
        spelt.ljust(header.LIMIT + 1),
        "{}".encode("utf-16"),
        b"\x00" * 2400,
    ):
        with pytest.raises(DamagedHeader):
            header.parse(strange)


def survivors(mine: Ground, runs: int, seed: int) -> int:
    """How many damaged headers still let Bo in with his right passphrase."""
    chance, spelt, accepted = random.Random(seed), header.spelt(mine.header), 0
    for _ in range(runs):
        changed = bytearray(spelt)
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            place = chance.randrange(len(changed))
            if chance.random() < 0.6:
                changed[place] ^= 1 << chance.randrange(8)
            else:
                changed[place] = chance.choice(b'0123456789abcdefABCXYZ+/="{},:')
        if bytes(changed) == spelt:
            continue
        try:
            slots.unlock(header.parse(bytes(changed)), "bo", OTHER_PASSPHRASE)
        except UserError:
            continue
        accepted += 1
    return accepted


def test_no_damaged_header_is_accepted_with_the_right_passphrase(pair: tuple[Ground, str]) -> None:
    assert survivors(pair[0], 400, seed=4) == 0


@pytest.mark.soak
def test_no_damaged_header_is_accepted_in_ten_thousand(pair: tuple[Ground, str]) -> None:
    assert survivors(pair[0], 10_000, seed=5) == 0


def test_a_header_with_nobody_but_the_recovery_code_lets_nobody_in(pair: tuple[Ground, str]) -> None:
    mine = pair[0]
    rescuer = slots.unlock_with_recovery(mine.header, mine.code)
    people = tuple(one for one in mine.header.roster.people if one.recovery)
    bare = replace(mine.header.roster, people=people).signed(rescuer.user, rescuer.pair)
    alone = replace(mine.header, roster=bare, slots={rescuer.user: mine.header.slots[rescuer.user]})
    with pytest.raises(WrongPassphrase):
        slots.unlock(header.parse(header.spelt(alone.sealed(rescuer.vault_key))), LOGIN, PASSPHRASE)


def test_every_single_bit_of_the_seal_counts(pair: tuple[Ground, str]) -> None:
    """The MAC is the one field no signature covers: without it this header would be let through."""
    mine = pair[0]
    loose = replace(mine.header, mac=flipped(mine.header.mac, 3))
    assert header.is_consistent(loose) and not header.is_authentic(loose, mine.unlocked.vault_key)
    with pytest.raises(DamagedHeader):
        slots.unlock(header.parse(header.spelt(loose)), LOGIN, PASSPHRASE)


def test_writing_keeps_the_header_before(tmp_path: Path) -> None:
    mine = ground(tmp_path)
    changed = roster.change_passphrase(mine.header, mine.unlocked, PASSPHRASE, NEW, kdf=FLOOR)
    header.write(mine.folder, changed)
    assert header.read(mine.folder) == changed and header.read(mine.folder, spare=True) == mine.header
    assert mine.folder.header.stat().st_mode & 0o777 == 0o600
