"""Made-up cards and names for the raw baseline where it runs alone, without a vault beside it."""

from __future__ import annotations

import random
from typing import Any

TABLES = """
CREATE TABLE card (
    case_id CHAR(32) PRIMARY KEY, person_id CHAR(32), number VARCHAR(40) UNIQUE, name TEXT,
    name_in_script TEXT,
    name_key TEXT, stage VARCHAR(20), steps TEXT, status VARCHAR(20), risk VARCHAR(20), citizenships TEXT,
    birth VARCHAR(40), opened_on VARCHAR(10), owner VARCHAR(60), team VARCHAR(60), restricted BOOLEAN,
    notified BOOLEAN
);
CREATE INDEX card_opened ON card (opened_on, case_id);
CREATE INDEX card_name ON card (name_key, case_id);
CREATE INDEX card_person ON card (person_id);
CREATE TABLE case_member (
    case_id CHAR(32), login VARCHAR(60), PRIMARY KEY (case_id, login)
) WITHOUT ROWID;
CREATE TABLE name_start (
    word VARCHAR(80), person_id CHAR(32), PRIMARY KEY (word, person_id)
) WITHOUT ROWID;
CREATE TABLE search_name (seq INTEGER PRIMARY KEY, person_id CHAR(32) UNIQUE, key TEXT);
CREATE VIRTUAL TABLE search_name_fts USING fts5(
    key, content='search_name', content_rowid='seq', tokenize='trigram remove_diacritics 1'
);
INSERT INTO search_name_fts(search_name_fts, rank) VALUES ('secure-delete', 1);
"""
SYLLABLES = "ma nu li ra thi phan so kha wan chai de la gor min aung zaw fa ti ah med ous man ele na vic to"


def fill(connection: Any, count: int) -> None:
    """Write so many made-up cards and names; the same each time."""
    rng, syllables = random.Random(1), SYLLABLES.split()
    words = ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(400)]
    connection.executescript(TABLES)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(count):
        _person(connection, number, rng.choice(words), rng.choice(words), rng)
    connection.execute("COMMIT")


def _person(connection: Any, number: int, given: str, family: str, rng: random.Random) -> None:
    id_, key = f"{rng.getrandbits(128):032x}", f"{given} {family}"
    day = f"20{rng.randint(15, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    name = (key.title(), "", f"{family}\x1f{given}")
    state = ("identification", '["intake"]', "active", "low", '["KH"]', "1999", day, "admin", "", 0, 0)
    card = (id_, id_, f"RAW-A-{number:05}", *name, *state)
    connection.execute(f"INSERT INTO card VALUES ({', '.join('?' * len(card))})", card)
    connection.execute("INSERT INTO search_name VALUES (?, ?, ?)", (number, id_, key))
    connection.execute("INSERT INTO search_name_fts (rowid, key) VALUES (?, ?)", (number, key))
    connection.executemany("INSERT INTO name_start VALUES (?, ?)", [(word, id_) for word in {given, family}])
