"""One record for every kept paper: official files join the papers of results, each with its fingerprint, its number and the act
that made it. Their rows move as they are, and an event says so: it commits to them where they are now."""

# ruff: noqa: S608 (tables of ours, and numbers)

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment
from workflow.records.database.commitments import stand
from workflow.records.migrations import events

revision = "0026"
down_revision = "0025"
NEW, OLD = ("paper", "paper_file", "sealed_copy"), ("issued", "paper", "paper_file", "sealed_copy")
#: The verb and the object of the event; what holds a paper to its acts reads every event about this object.
VERB, OBJECT = "refile", "record:papers"
#: Which event made a row of `issued` and one of `paper`, as far as the chain says.
_ISSUED_BY = "(SELECT max(e.seq) FROM event e WHERE e.verb = 'issue' AND e.object = 'edition:' || i.edition_id)"
_FROZEN_BY = (
    "coalesce((SELECT max(e.seq) FROM event e WHERE e.verb IN ('adopt', 'deliberate', 'agree_correction') "
    "AND e.object = 'edition:' || p.edition_id AND e.at = p.frozen_at), "
    "(SELECT max(e.seq) FROM event e WHERE e.verb = 'freeze' AND e.at = p.frozen_at))"
)


def upgrade() -> None:
    connection = op.get_bind()
    gone = _set_aside(OLD)
    made = [*_papers("regulation", "resolution", "vote", "report", alone=True), _copies("paper")]
    last = connection.execute(sa.text("SELECT coalesce(max(id), 0) FROM old_paper")).scalar_one()
    files = connection.execute(sa.text("SELECT coalesce(max(id), 0) FROM old_paper_file")).scalar_one()
    _carry_out(f"""
        INSERT INTO paper (id, kind, edition_id, result_id, snapshot_id, language, fingerprint, number, facts, figures, act,
        frozen_at) SELECT p.id, p.kind, p.edition_id, p.result_id, p.snapshot_id, p.language, coalesce(s.fingerprint,
        r.fingerprint), '', p.facts,
        p.figures, {_FROZEN_BY}, p.frozen_at FROM old_paper p JOIN result r ON r.id = p.result_id
        LEFT JOIN snapshot s ON s.id = p.snapshot_id;
        INSERT INTO paper (id, kind, edition_id, result_id, snapshot_id, language, fingerprint, number, facts, figures, act,
        frozen_at) SELECT {last} + i.id, 'regulation', i.edition_id, NULL, i.snapshot_id, i.language, s.fingerprint,
        i.number, '', false, {_ISSUED_BY}, i.at FROM old_issued i JOIN snapshot s ON s.id = i.snapshot_id;
        INSERT INTO paper_file (id, paper_id, bytes, sha256, at) SELECT id, paper_id, bytes, sha256, at FROM old_paper_file;
        INSERT INTO paper_file (id, paper_id, bytes, sha256, at)
        SELECT {files} + id, {last} + id, bytes, sha256, at FROM old_issued;
        INSERT INTO sealed_copy (id, paper_id, attachment_id, kept_by, at)
        SELECT id, {last} + issued_id, attachment_id, kept_by, at FROM old_sealed_copy;
    """)
    _settle(OLD, made, [("issued", number) for number in gone["issued"]])


def downgrade() -> None:
    connection = op.get_bind()
    gone = _set_aside(NEW)
    issued = op.create_table(
        "issued",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", _words("issuedkind", "regulation", "report", "resolution"), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition_id", "language", "kind"),
    )
    op.create_index(op.f("ix_issued_edition_id"), "issued", ["edition_id"])
    made = [issued, *_papers("resolution", "vote", "report", alone=False), _copies("issued")]
    _carry_out("""
        INSERT INTO paper (id, kind, edition_id, result_id, snapshot_id, language, facts, figures, frozen_at) SELECT id, kind,
        edition_id, result_id, snapshot_id, language, facts, figures, frozen_at FROM old_paper WHERE result_id IS NOT NULL;
        INSERT INTO paper_file (id, paper_id, bytes, sha256, at) SELECT f.id, f.paper_id, f.bytes, f.sha256, f.at
        FROM old_paper_file f JOIN paper p ON p.id = f.paper_id;
        INSERT INTO issued (id, edition_id, snapshot_id, language, kind, number, bytes, sha256, issued_by, at) SELECT p.id,
        p.edition_id, p.snapshot_id, p.language, 'regulation', p.number, f.bytes, f.sha256, e.actor_id, f.at FROM old_paper p
        JOIN old_paper_file f ON f.paper_id = p.id JOIN event e ON e.seq = p.act WHERE p.result_id IS NULL;
        INSERT INTO sealed_copy (id, issued_id, attachment_id, kept_by, at)
        SELECT id, paper_id, attachment_id, kept_by, at FROM old_sealed_copy;
    """)
    there = {
        one: set(connection.execute(sa.text(f"SELECT id FROM {one}")).scalars()) for one in ("paper", "paper_file")
    }
    _settle(NEW, made, [(one, number) for one, still in there.items() for number in gone[one] if number not in still])


def _carry_out(statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            op.get_bind().execute(sa.text(statement))


def _set_aside(tables: tuple[str, ...]) -> dict[str, list[int]]:
    """Take the rows of these tables into temporary ones, and the tables away; the numbers of the rows."""
    connection = op.get_bind()
    gone = {}
    for table in tables:
        connection.execute(sa.text(f"CREATE TEMPORARY TABLE old_{table} AS SELECT * FROM {table}"))
        gone[table] = list(connection.execute(sa.text(f"SELECT id FROM old_{table} ORDER BY id")).scalars())
    for table in ("sealed_copy", "paper_file", "paper", "issued"):
        if table in tables:
            op.drop_table(table)
    return gone


def _settle(old: tuple[str, ...], made: list[sa.Table], gone: list[tuple[str, int]]) -> None:
    """Forget what was set aside, go on counting behind the last row, and say in the chain what was moved, where anything was."""
    connection = op.get_bind()
    for table in old:
        connection.execute(sa.text(f"DROP TABLE old_{table}"))
    if connection.dialect.name == "postgresql":
        for table in made:
            connection.execute(
                sa.text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name} HAVING max(id) > 0"
                )
            )
    rows = list(stand(connection, made))
    taken = [((table, str(number)), None) for table, number in gone]
    if rows or taken:
        events.append(connection, VERB, OBJECT, [*taken, *rows])


def _papers(*kinds: str, alone: bool) -> tuple[sa.Table, sa.Table]:
    """The tables of papers and of their files; `alone` in the new form, in which a paper may be about no result."""
    new = (
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
    )
    papers = op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _words("paperkind", *kinds), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=alone),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        *(new if alone else ()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("figures", sa.Boolean(), nullable=False),
        *([sa.Column("act", sa.Integer(), nullable=True)] if alone else ()),
        sa.Column("frozen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"]),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("result_id", "kind", "language"),
    )
    op.create_index(op.f("ix_paper_edition_id"), "paper", ["edition_id"])
    op.create_index(op.f("ix_paper_result_id"), "paper", ["result_id"])
    if alone:
        op.create_index(op.f("ix_paper_number"), "paper", ["number"])
        only = sa.text("result_id IS NULL")
        columns = ["edition_id", "kind", "language"]
        op.create_index("paper_official", "paper", columns, unique=True, sqlite_where=only, postgresql_where=only)
    files = op.create_table(
        "paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id"),
    )
    return papers, files


def _copies(of: str) -> sa.Table:
    """The table of sealed copies, each of a row of `of`."""
    copies = op.create_table(
        "sealed_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(f"{of}_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"]),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_sealed_copy_{of}_id"), "sealed_copy", [f"{of}_id"])
    return copies


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
