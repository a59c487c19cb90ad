"""An index of the words in the texts that stand; what stands already is put into it."""

import sqlalchemy as sa
from alembic import op

from workflow.records.text.finding import Token
from workflow.text.finding import plain, tokens
from workflow.text.given import keyed
from workflow.text.reading.parse import parse
from workflow.text.units import units

revision = "0014"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("snapshot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.PrimaryKeyConstraint("snapshot_id"),
    )
    op.create_index(op.f("ix_search_text_edition_id"), "search_text", ["edition_id"])
    op.create_table(
        "search_unit",
        sa.Column("snapshot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["search_text.snapshot_id"]),
        sa.PrimaryKeyConstraint("snapshot_id", "place"),
    )
    op.create_table(
        "search_token",
        sa.Column("token", Token, nullable=False),
        sa.Column("snapshot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["search_text.snapshot_id"]),
        sa.PrimaryKeyConstraint("token", "snapshot_id"),
        sqlite_with_rowid=False,
    )
    _fill(op.get_bind())


def downgrade() -> None:
    op.drop_table("search_token")
    op.drop_table("search_unit")
    op.drop_index(op.f("ix_search_text_edition_id"), table_name="search_text")
    op.drop_table("search_text")


def _fill(connection: sa.Connection) -> None:
    """Put every text that stands into the index, one after the other: a house may hold thousands."""
    for edition, numbers in _standing(connection).items():
        names = connection.execute(
            sa.text(
                "SELECT r.name_zh, r.name_en FROM regulation r JOIN edition e ON e.regulation_id = r.id WHERE e.id = :edition"
            ),
            {"edition": edition},
        ).one()
        for number in numbers:
            _put(connection, edition, number, list(names))


def _standing(connection: sa.Connection) -> dict[int, list[int]]:
    """Edition → the saves that stand: the head of its last round with the other language as it stood then, else its entry."""
    saves: dict[int, list[sa.Row]] = {}
    for row in connection.execute(
        sa.text("SELECT edition_id, id, language, at FROM snapshot ORDER BY edition_id, number")
    ):
        saves.setdefault(row.edition_id, []).append(row)
    found: dict[int, dict[str, int]] = {}
    for row in connection.execute(
        sa.text("SELECT edition_id, head_id, at FROM review_round ORDER BY edition_id, number")
    ):
        several = saves.get(row.edition_id, [])
        head = next((one.language for one in several if one.id == row.head_id), "")
        found[row.edition_id] = {
            one.language: one.id
            for one in several
            if (one.id == row.head_id if one.language == head else one.at <= row.at)
        }
    for row in connection.execute(sa.text("SELECT edition_id, max(at) AS at FROM entry GROUP BY edition_id")):
        found[row.edition_id] = {one.language: one.id for one in saves.get(row.edition_id, []) if one.at <= row.at}
    return {edition: sorted(several.values()) for edition, several in found.items()}


def _put(connection: sa.Connection, edition: int, number: int, names: list[str]) -> None:
    row = connection.execute(
        sa.text("SELECT language, text FROM snapshot WHERE id = :number"), {"number": number}
    ).one()
    document = parse(row.text).document
    keys = connection.execute(
        sa.text('SELECT key, kind FROM provision WHERE snapshot_id = :number ORDER BY "order"'), {"number": number}
    ).all()
    provisions = [one for one in document.root.walk() if one is not document.root]
    known = len(keys) == len(provisions) and all(
        key.kind == one.kind for key, one in zip(keys, provisions, strict=True)
    )
    given = {id(one): keys[place].key if known else f"place-{place}" for place, one in enumerate(provisions)}
    document = keyed(document, given)
    found = [(one.key, one.label, one.text) for one in units(document)]
    named = "\n".join(plain(one) for one in names)
    words = "\n".join(plain(part) for _, label, text in found for part in (label, text))
    connection.execute(
        sa.text(
            "INSERT INTO search_text (snapshot_id, edition_id, language, names, plain) VALUES (:n, :e, :l, :names, :p)"
        ),
        {"n": number, "e": edition, "l": row.language, "names": named, "p": words},
    )
    if found:
        connection.execute(
            sa.text(
                "INSERT INTO search_unit (snapshot_id, place, key, label, words) VALUES (:n, :place, :key, :label, :w)"
            ),
            [
                {"n": number, "place": at, "key": key, "label": label, "w": text}
                for at, (key, label, text) in enumerate(found)
            ],
        )
    connection.execute(
        sa.text("INSERT INTO search_token (token, snapshot_id) VALUES (:token, :n)"),
        [{"token": one, "n": number} for one in sorted(tokens(named) | tokens(words))],
    )
