"""From words to keys: Argon2id within bounds, passphrases, the recovery code, compartments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimcase.domain.errors import Damaged, Invalid
from victimcase.store import kdf, keyring, recovery
from victimcase.store.kdf import FLOOR, USUAL, Kdf
from victimcase.store.keypair import KeyPair, seal_to, signed_by


@pytest.mark.parametrize(
    "changed",
    [
        {"memory": 64 * 1024 - 1},
        {"memory": 1024 * 1024 + 1},
        {"passes": 2},
        {"passes": 21},
        {"lanes": 0},
        {"lanes": 17},
    ],
)
def test_key_derivation_stays_within_its_bounds(changed: dict[str, int]) -> None:
    Kdf(**{"memory": 64 * 1024, "passes": 3, "lanes": 4})
    with pytest.raises(ValueError, match="out of bounds"):
        Kdf(**({"memory": 64 * 1024, "passes": 3, "lanes": 4} | changed))


def test_one_passphrase_typed_on_two_keyboards_opens_the_same() -> None:
    composed, apart = "caf\u00e9-orbit", "cafe\u0301-orbit"
    salt = b"s" * 16
    assert kdf.derive(FLOOR, composed, salt) == kdf.derive(FLOOR, apart, salt)
    assert kdf.label(" Zo\u00eb ", salt) == kdf.label("zoe\u0308", salt) != kdf.label("zoe", salt)


@pytest.mark.parametrize(
    ("speed", "memory", "passes"),
    [
        (1.0, USUAL.memory, USUAL.passes),  # a second for the usual cost: as it is
        (0.1, USUAL.memory, 18),  # fast: more passes
        (0.001, USUAL.memory, 20),  # very fast: up to the ceiling
        (2.4, USUAL.memory // 2, USUAL.passes),  # slow: less memory
        (60.0, FLOOR.memory, FLOOR.passes),  # hopelessly slow: never below the floor
    ],
)
def test_calibration_aims_at_a_second_and_never_goes_below_the_floor(
    speed: float, memory: int, passes: int
) -> None:
    def measured(one: Kdf) -> float:
        return speed * one.memory / USUAL.memory * one.passes / USUAL.passes

    found = kdf.calibrate(measured)
    assert (found.memory, found.passes) == (memory, passes)


def test_five_generated_words_are_strong_and_never_the_same() -> None:
    made = {kdf.five_words() for _ in range(20)}
    assert len(made) == 20
    for words in made:
        kdf.require_strong(words)


@pytest.mark.parametrize(
    "weak", ["", "password", "Tr0ub4dour&3", "a" * 200, "ability ability ability", "annette-shelter"]
)
def test_what_can_be_guessed_is_refused(weak: str) -> None:
    with pytest.raises(Invalid):
        kdf.require_strong(weak, ["annette", "shelter"])


def test_words_close_to_the_person_count_for_little() -> None:
    assert kdf.guesses("annette-shelter", ["annette", "shelter"]) < kdf.guesses("annette-shelter")


def test_no_rule_asks_for_digits_or_signs() -> None:
    kdf.require_strong("twelve quiet herons over the reservoir")


def test_the_pause_grows_and_ends_at_a_minute() -> None:
    assert [kdf.pause_after(n) for n in (0, 2, 3, 4, 5, 8, 9, 400)] == [0, 0, 1, 2, 4, 32, 60, 60]


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_is_read_as_it_was_printed(secret: bytes) -> None:
    code = recovery.code_of(secret)
    assert recovery.read_recovery_code(code) == secret
    careless = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert recovery.read_recovery_code(careless) == secret


def test_a_slip_in_a_recovery_code_is_noticed() -> None:
    code = recovery.new_recovery_code()
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for place in range(len(code)):
        if code[place] != "-":
            other = alphabet[(alphabet.index(code[place]) + 7) % 32]
            with pytest.raises(Invalid):
                recovery.read_recovery_code(code[:place] + other + code[place + 1 :])
    for wrong in ("", code[:-1], code + "0", code.replace(code[0], "U"), code.replace(code[0], "ß")):
        with pytest.raises(Invalid):
            recovery.read_recovery_code(wrong)


def test_any_two_of_three_sheets_give_the_code_back_and_one_does_not() -> None:
    code = recovery.new_recovery_code()
    one, two, three = recovery.shares_of(code)
    for pair in ((one, two), (three, one), (two.upper() + " ", "  " + three)):
        assert recovery.code_from_shares(pair) == code
    stranger = recovery.shares_of(recovery.new_recovery_code())[0]
    for wrong in ((one,), (one, one), (), (one, stranger), (one, two[:-1]), (one, "academic acid acne")):
        with pytest.raises(Invalid):
            recovery.code_from_shares(wrong)


def test_keys_for_different_purposes_have_nothing_in_common() -> None:
    vault_key = keyring.new_key()
    made = [
        purpose(vault_key)
        for purpose in (
            keyring.database_key,
            keyring.header_key,
            keyring.standing_key,
            keyring.pending_key,
            keyring.backup_key,
        )
    ]
    assert len({*made, vault_key}) == 6 and {len(key) for key in made} == {32}
    assert keyring.database_key(vault_key) == made[0] != keyring.database_key(keyring.new_key())


@given(st.text(max_size=200))
def test_a_sealed_value_opens_in_its_place_alone(text: str) -> None:
    key, place = keyring.new_key(), b"person/1/shelter"
    sealed = keyring.seal_value(key, place, text)
    assert keyring.open_value(key, place, sealed) == text
    assert keyring.seal_value(key, place, text) != sealed
    for other_key, other_place, other in (
        (keyring.new_key(), place, sealed),
        (key, b"person/2/shelter", sealed),
        (key, place, sealed[:-4]),
        (key, place, "not sealed at all"),
        (key, place, ""),
    ):
        with pytest.raises(Damaged):
            keyring.open_value(other_key, other_place, other)


def test_the_blind_index_is_equal_for_equal_values_of_one_field_alone() -> None:
    key = keyring.new_key()
    index = keyring.blind_index(key, "shelter", "district", "Mae Sot")
    assert index == keyring.blind_index(key, "shelter", "district", "Mae Sot") and len(index) == 32
    others = [
        keyring.blind_index(keyring.new_key(), "shelter", "district", "Mae Sot"),
        keyring.blind_index(key, "shelter", "district", "Mae Sai"),
        keyring.blind_index(key, "shelter", "town", "Mae Sot"),
        keyring.blind_index(key, "sheltered", "istrict", "Mae Sot"),
    ]
    assert index not in others and len(set(others)) == 4


def test_a_compartment_opens_for_whom_it_was_wrapped() -> None:
    key, mine, other = keyring.new_key(), KeyPair.new(), KeyPair.new()
    wrapped = keyring.wrap_compartment("location_of_shelter", key, "u1", mine.agree)
    assert keyring.unwrap_compartment("location_of_shelter", wrapped, "u1", mine) == key
    for category, text, user, pair in (
        ("location_of_shelter", wrapped, "u1", other),
        ("protection_claim", wrapped, "u1", mine),
        ("location_of_shelter", wrapped, "u2", mine),
        ("location_of_shelter", wrapped[:-8], "u1", mine),
        ("location_of_shelter", "nothing", "u1", mine),
    ):
        with pytest.raises(Damaged):
            keyring.unwrap_compartment(category, text, user, pair)


def test_a_pair_signs_and_opens_and_shows_nothing_of_itself() -> None:
    pair = KeyPair.new()
    signature = pair.sign(b"message")
    assert signed_by(pair.check, signature, b"message")
    assert not signed_by(pair.check, signature, b"massage")
    assert not signed_by(KeyPair.new().check, signature, b"message")
    assert not signed_by(b"short", signature, b"message")
    assert pair.open(seal_to(pair.agree, b"secret", b"info"), b"info") == b"secret"
    with pytest.raises(ValueError):
        pair.open(seal_to(pair.agree, b"secret", b"info"), b"other")
    assert repr(pair) == "KeyPair()"
