"""Column types that mean the same in SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CHAR, String, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Id(TypeDecorator[str]):
    """A UUID as its 32 hexadecimal digits; a native UUID where the database has one."""

    impl = CHAR(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """CHAR(32) in SQLite, where a Python UUID would cost a conversion a row."""
        return dialect.type_descriptor(Uuid(as_uuid=False) if dialect.name == "postgresql" else CHAR(32))

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The digits without dashes, whatever the database hands out."""
        return value.replace("-", "") if value else value


class Moment(TypeDecorator[str]):
    """A moment in UTC, kept as ISO 8601 text with milliseconds and a Z."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: str | datetime | None, dialect: Dialect) -> str | None:
        """Text passes as it is; an aware datetime becomes UTC text."""
        return moment(value) if isinstance(value, datetime) else value


def moment(at: datetime) -> str:
    """An aware datetime as the vault keeps it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
