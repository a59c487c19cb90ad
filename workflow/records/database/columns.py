"""Column types that the tables share: moments in UTC, words from a fixed vocabulary, JSON in a settled spelling."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from workflow.words import Language


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC to the microsecond; a datetime without a zone is refused.

    On SQLite it is text of one fixed width, so that the order of the text is the order of time.
    """

    impl = sa.String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.DateTime(timezone=True))
        return dialect.type_descriptor(sa.String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            moment: datetime = value
            return moment.astimezone(UTC)
        if len(value) != 27 or value[10] != "T" or value[19] != "." or value[26] != "Z":
            raise ValueError(f"no moment: {value}")
        return datetime.fromisoformat(value)  # strptime takes forty times as long


def choice(words: type[StrEnum], name: str = "") -> sa.Enum:
    """A column that holds one value of `words`, by value, with a CHECK in the database.

    name  of the constraint; needed where one table has two columns of the same words
    """
    return sa.Enum(
        words,
        values_callable=lambda kinds: [kind.value for kind in kinds],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or words.__name__.lower(),
    )


def one_language() -> sa.Enum:
    """A column that holds one of the languages of the product by its two letters, and refuses another on its way in and out."""
    return sa.Enum(
        Language,
        values_callable=lambda languages: [one.value for one in languages],
        native_enum=False,
        create_constraint=False,  # no earlier release wrote one
        validate_strings=True,
        length=8,
    )


def settled_json(value: object) -> str:
    """JSON in one spelling (sorted keys, no blanks, Unicode as it is), so that a hash of it can be taken again later."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
