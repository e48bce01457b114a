"""Tables: the machinery by hand, and one table for each kind of record, derived from what the record says.

Only migrations are made from these (and tests compare them with what migrations made): a running program
names tables in its statements and does not build two thousand column objects at each start.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from victimcase.domain import spec as s
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Record, Spec
from victimcase.store.types import Id, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("replica", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("user", String(32), nullable=False),
    Column("office", String(16), nullable=False),
    Column("action", String(60), nullable=False),
    Column("scope", Id, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("undoes", Integer),
    Column("parent", Integer),
    Column("previous", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    UniqueConstraint("replica", "number"),
)

operation = Table(
    "operation",
    metadata,
    Column("replica", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("clock", Integer, nullable=False),
    Column("scope", Id, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("record", Id, nullable=False),
    Column("field", String(80), nullable=False),
    Column("value", Text),
    Column("replaces", Text, nullable=False),
    Column("salt", LargeBinary(16)),
    Column("seal", String(64), nullable=False),
    PrimaryKeyConstraint("replica", "number"),
    Index(None, "scope", "record", "kind"),
    sqlite_with_rowid=False,
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("replica", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
    Column("user", String(32), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("signature", Text, nullable=False),
    PrimaryKeyConstraint("replica", "number"),
)

member = Table(
    "member",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(60), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("roles", String(120), nullable=False),
    Column("team", String(60), nullable=False),
    Column("disabled", Boolean, nullable=False),
)

compartment = Table(
    "compartment",
    metadata,
    Column("category", String(40), nullable=False),
    Column("user", String(32), nullable=False),
    Column("wrapped", Text, nullable=False),
    PrimaryKeyConstraint("category", "user"),
)

LISTED = (
    *("restricted", "owner", "team", "notified", "stage", "steps", "risk", "citizenships", "child_until"),
    *("origin", "status"),
)
"""Who may see a card, and what lists filter by: so that an index answers which rows stand on a page."""


def _listing(name: str, *leading: str) -> Index:
    """An index in the order of a column of the list of cases, with everything that decides who stands in it.

    A scrollbar dragged to the middle passes by fifty thousand entries of it, and not by as many cards.
    """
    return Index(f"ix_card_by_{name}", *leading, *(column for column in LISTED if column not in leading))


UNKNOWN = "?"
"""What a card says that was made before lists sorted by this; `derived.complete` fills it in."""

card = Table(
    "card",
    metadata,
    Column("case_id", Id, primary_key=True),
    Column("person_id", Id, nullable=False, index=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_in_script", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("steps", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("risk", String(20), nullable=False),
    Column("citizenships", Text, nullable=False),
    Column("birth", String(40), nullable=False),
    Column("opened_on", String(10), nullable=False),
    Column("owner", String(60), nullable=False),
    Column("team", String(60), nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("notified", Boolean, nullable=False),
    Column("child_until", String(10), nullable=False, server_default=UNKNOWN),
    Column("origin", String(20), nullable=False, server_default=UNKNOWN),
    Column("due_mission", String(10), nullable=False, server_default=UNKNOWN),
    Column("due_casework", String(10), nullable=False, server_default=UNKNOWN),
    Column("due_all", String(10), nullable=False, server_default=UNKNOWN),
    Index(None, "opened_on", "case_id"),
    Index(None, "name_key", "case_id"),
    _listing("name", "name_key"),
    _listing("number", "number"),
    _listing("opened", "opened_on"),
    _listing("birth", "birth"),
    *(
        _listing(name, name, "name_key")
        for name in ("steps", "risk", "citizenships", "owner", "due_mission", "due_casework", "due_all")
    ),
)
"""What lists show of a case; derived from its records in the same transaction, and rebuilt from them at
will.
"""

case_member = Table(
    "case_member",
    metadata,
    Column("case_id", Id, nullable=False),
    Column("login", String(60), nullable=False),
    PrimaryKeyConstraint("case_id", "login"),
    sqlite_with_rowid=False,
)

name_start = Table(
    "name_start",
    metadata,
    Column("word", String(80), nullable=False),
    Column("person_id", Id, nullable=False, index=True),
    PrimaryKeyConstraint("word", "person_id"),
    sqlite_with_rowid=False,
)
"""Each word of each name, folded: one or two letters are looked up here."""

search_name = Table(
    "search_name",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("person_id", Id, nullable=False, unique=True),
    Column("key", Text, nullable=False),
)
"""All names of a person, folded; the content of the full-text index `search_name_fts`."""

search_text = Table(
    "search_text",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("record", Id, nullable=False),
    Column("scope", Id, nullable=False),
    Column("category", String(40), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("record", "category"),
)
"""Narratives, one row for each category of a record; the content of `search_text_fts`. Nothing sealed is
in it.
"""

search_code = Table(
    "search_code",
    metadata,
    Column("code", String(80), nullable=False),
    Column("record", Id, nullable=False),
    Column("scope", Id, nullable=False, index=True),
    Column("category", String(40), nullable=False),
    PrimaryKeyConstraint("code", "record"),
    sqlite_with_rowid=False,
)
"""Numbers of documents and the like, folded, found by their beginning."""

likeness = Table(
    "likeness",
    metadata,
    Column("key", String(80), nullable=False),
    Column("person_id", Id, nullable=False, index=True),
    PrimaryKeyConstraint("key", "person_id"),
    sqlite_with_rowid=False,
)
"""Blocking keys: who might be the same person as whom (`domain.names`)."""

disclosure = Table(
    "disclosure",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("output", String(40), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("categories", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("withheld", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("user", String(60), nullable=False),
    Column("second", String(60), nullable=False),
    Column("prepared_at", Moment, nullable=False),
    Column("issued_at", Moment),
    Column("medium", String(12), nullable=False, server_default="file"),
    Column("texts", Text, nullable=False, server_default="[]"),
    Column("kept", Id),
    Column("second_at", Moment),
)

disclosed_case = Table(
    "disclosed_case",
    metadata,
    Column("disclosure", Id, nullable=False),
    Column("case_id", Id, nullable=False, index=True),
    PrimaryKeyConstraint("disclosure", "case_id"),
)

blob = Table(
    "blob",
    metadata,
    Column("id", Id, primary_key=True),
    Column("scope", Id, nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("key", Text),
    Column("content_hash", String(64), nullable=False),
)

source_row = Table(
    "source_row",
    metadata,
    Column("source", String(64), nullable=False),
    Column("row", String(80), nullable=False),
    Column("case_id", Id, nullable=False, index=True),
    Column("content", String(64), nullable=False),
    PrimaryKeyConstraint("source", "row"),
    sqlite_with_rowid=False,
)
"""Which imported row became which case: keyed hashes only, no raw row is kept."""

dismissed_pair = Table(
    "dismissed_pair",
    metadata,
    Column("one", Id, nullable=False),
    Column("other", Id, nullable=False),
    PrimaryKeyConstraint("one", "other"),
)

wake = Table(
    "wake",
    metadata,
    Column("case_id", Id, primary_key=True),
    Column("day", String(10), nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""The day on which the clocks look at a case again: until then no task of it comes due by itself."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("scope", Id, primary_key=True),
    Column("entry", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user", String(32), nullable=False, index=True),
    Column("scope", Id, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Unsaved forms, each sealed with its writer's own key; only the case it belongs to can be told."""

preference = Table(
    "preference",
    metadata,
    Column("user", String(32), nullable=False),
    Column("key", String(40), nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("user", "key"),
    sqlite_with_rowid=False,
)
"""How a user likes the program, sealed with their own key: saved views hold names of people."""

backup_made = Table(
    "backup_made",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("user", String(32), nullable=False),
    Column("place", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("cases", Integer, nullable=False),
)
"""Backups that were written and proved by opening them."""


def column(name: str, cls: type[Record], spec: Spec) -> Column[Any]:
    """The column that keeps a field in its plain form. A sealed field is text, whatever its kind."""
    if s.sealed(cls, name):
        return Column(name, Text)
    match spec:
        case s.YesNo():
            return Column(name, Boolean)
        case s.Number(decimals=0):
            return Column(name, Integer)
        case s.Link() | s.Attachment():
            return Column(name, Id)
    return Column(name, Text)


def table_for(cls: type[Record]) -> Table:
    """The table of one kind: id, what it belongs to, its parent, what holds each field, and the fields."""
    return Table(
        f"r_{cls.kind}",
        metadata,
        Column("id", Id, primary_key=True),
        Column("scope_id", Id, nullable=False, index=True),
        Column("parent", Id),
        Column("heads", Text, nullable=False),
        Column("gone", Boolean, nullable=False),
        Column("extra", Text),
        *(column(name, cls, spec) for name, spec in s.specs(cls).items()),
    )


TABLES: dict[str, Table] = {kind: table_for(cls) for kind, cls in RECORDS.items()}
"""Kind -> its table."""
