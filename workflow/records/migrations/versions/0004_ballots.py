"""Attempts at a vote with presence frozen at their opening, two independent count sheets, tellers; results an attempt each.

What was counted before becomes attempt 1 of its motion, whose presence says of itself that it was read at counting. Who was
in the room at its opening is not known and is not made up: such an attempt has figures of its sites and no names.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from workflow.records.database.columns import Moment

revision = "0004"
down_revision = "0010"

FIGURES = ("issued", "returned", "valid", "spoiled", "in_favour", "against", "abstain")
ROLES = ("drafter", "reviewer", "secretary", "issuer", "delegate", "employee", "admin")
_Row = dict[str, Any]


def upgrade() -> None:
    rows, counts, results = _rows("role_grant"), _rows("vote_count"), _rows("result")
    _grants(("drafter", "reviewer", "secretary", "teller", "issuer", "delegate", "employee", "admin"), rows)
    _ballots()
    op.drop_table("result")
    op.drop_table("vote_count")
    _results(
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, server_default="1"),
        sa.UniqueConstraint("ballot_id", "number", name="uq_result_ballot_number"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="fk_result_ballot"),
    )
    op.create_index("ix_result_motion_id", "result", ["motion_id"])
    ballots = _first_attempts(counts, results)
    _put("result", [row | {"ballot_id": ballots[row["motion_id"]], "number": 1} for row in results])
    _corrections()


def downgrade() -> None:
    grants = [row for row in _rows("role_grant") if row["role"] != "teller"]
    newest = {row["motion_id"]: row for row in _rows("result")}
    sheets, present = _rows("count_sheet"), _presence()
    motions = {row["id"]: row["motion_id"] for row in _rows("ballot")}
    deciding = {row["ballot_id"] for row in newest.values()} or set(motions)
    for table in ("correction", "result", "recount", "count_sheet", "ballot_closing", "presence", "presence_count"):
        op.drop_table(table)
    op.drop_table("presence_list")
    op.drop_table("ballot")
    _results(sa.UniqueConstraint("motion_id"))
    _put("result", [_without(row, "ballot_id", "number") for row in newest.values()])
    _counts()
    entries: dict[tuple[int, int], int] = {}
    old = []
    for row in sheets:
        if row["ballot_id"] not in deciding:
            continue
        place = (motions[row["ballot_id"]], row["site_id"])
        entries[place] = entries.get(place, 0) + 1
        old.append(
            _without(row, "ballot_id", "version", "reason", "gap")
            | {
                "motion_id": place[0],
                "entry_no": entries[place],
                "present": present.get((row["ballot_id"], row["site_id"]), 0),
            }
        )
    _put("vote_count", old)
    _grants(ROLES, grants)


# What was there before ----------------------------------------------------------------------------------------------


def _first_attempts(counts: Sequence[_Row], results: Sequence[_Row]) -> dict[int, int]:
    """Attempt 1 of every motion that was counted or declared; the number of each by motion."""
    motions = {row["id"]: row for row in _rows("motion")}
    sites = {row["id"]: row for row in _rows("site")}
    entries = _rows("roll_entry")
    declared = {row["motion_id"]: row for row in results}
    by_motion: dict[int, list[_Row]] = {row["motion_id"]: [] for row in (*counts, *results)}
    for row in counts:
        by_motion[row["motion_id"]].append(row)
    ballots, lists, places, closings, sheets = [], [], [], [], []
    for number, (motion_id, own) in enumerate(sorted(by_motion.items()), start=1):
        motion, result = motions[motion_id], declared.get(motion_id)
        first, last = _ends(own, result)
        ballots.append(
            {
                "id": number,
                "motion_id": motion_id,
                "attempt": 1,
                "method": motion["method"],
                "presence": "at_counting",
                "opened_by": first[0],
                "opened_at": first[1],
            }
        )
        lists.append(
            {"id": number, "ballot_id": number, "number": 1, "reason": "", "frozen_by": first[0], "at": first[1]}
        )
        closings.append({"id": number, "ballot_id": number, "closed_by": last[0], "at": last[1]})
        for site_id, present in {row["site_id"]: row["present"] for row in own}.items():
            remote = sites[site_id]["remote"]
            due = [one for one in entries if one["roll_id"] == motion["roll_id"] and one["site_id"] == site_id]
            place = {"in_person": 0 if remote else present, "by_video": present if remote else 0}
            places.append({"list_id": number, "site_id": site_id, "due": len(due), **place})
        sheets += _sheets(number, own)
    _put("ballot", ballots)
    _put("presence_list", lists)
    _put("presence_count", [row | {"id": number} for number, row in enumerate(places, start=1)])
    _put("ballot_closing", closings)
    _put("count_sheet", sheets)
    return {row["motion_id"]: row["id"] for row in ballots}


def _ends(own: Sequence[_Row], result: _Row | None) -> tuple[tuple[int, Any], tuple[int, Any]]:
    """Who wrote down the first and the last thing known of an attempt, and when."""
    known = [(row["entered_by"], row["at"]) for row in own]
    if result is not None:
        known.append((result["declared_by"], result["at"]))
    return known[0], known[-1]


def _sheets(ballot: int, own: Sequence[_Row]) -> list[_Row]:
    """The old entries as sheets, each person's in their order. A correction then asked for no reason."""
    seen: dict[tuple[int, int], int] = {}
    out = []
    for row in own:
        key = (row["site_id"], row["entered_by"])
        seen[key] = seen.get(key, 0) + 1
        kept = _without(row, "motion_id", "entry_no", "present")
        out.append(kept | {"ballot_id": ballot, "version": seen[key], "reason": "", "gap": ""})
    return out


def _presence() -> dict[tuple[int, int], int]:
    """Delegates present by ballot and site, by the newest list."""
    newest = {row["ballot_id"]: row["id"] for row in _rows("presence_list")}
    ballots = {number: ballot for ballot, number in newest.items()}
    return {
        (ballots[row["list_id"]], row["site_id"]): row["in_person"] + row["by_video"]
        for row in _rows("presence_count")
        if row["list_id"] in ballots
    }


# Tables -------------------------------------------------------------------------------------------------------------


def _table(name: str) -> sa.Table:
    """A table as it stands now; moments as the columns of this project read them."""
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _rows(name: str) -> list[_Row]:
    table = _table(name)
    return [dict(row) for row in op.get_bind().execute(sa.select(table).order_by(table.c.id)).mappings()]


def _put(name: str, rows: Sequence[_Row]) -> None:
    """Put rows with their numbers into a table; on PostgreSQL the next number follows them."""
    if not rows:
        return
    connection = op.get_bind()
    table = _table(name)
    connection.execute(sa.insert(table), list(rows))
    if connection.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(name, "id")
        connection.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(table.c.id)).scalar_subquery())))


def _without(row: _Row, *names: str) -> _Row:
    return {key: value for key, value in row.items() if key not in names}


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _grants(roles: tuple[str, ...], rows: Sequence[_Row]) -> None:
    """The table of offices, made anew for these words."""
    op.drop_table("role_grant")
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", _words(*roles, name="role"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_role_grant_person_id", "role_grant", ["person_id"])
    _put("role_grant", rows)


def _ballots() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("method", _words("paper", "show_of_hands", name="method"), nullable=False),
        sa.Column("presence", _words("at_opening", "at_counting", name="presencesource"), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"]),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("motion_id", "attempt"),
    )
    op.create_index("ix_ballot_motion_id", "ballot", ["motion_id"])
    op.create_table(
        "presence_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("frozen_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"]),
        sa.ForeignKeyConstraint(["frozen_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ballot_id", "number"),
    )
    op.create_index("ix_presence_list_ballot_id", "presence_list", ["ballot_id"])
    op.create_table(
        "presence_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("in_person", sa.Integer(), nullable=False),
        sa.Column("by_video", sa.Integer(), nullable=False),
        sa.CheckConstraint("due >= 0 AND in_person >= 0 AND by_video >= 0", name="presence_not_below_zero"),
        sa.ForeignKeyConstraint(["list_id"], ["presence_list.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("list_id", "site_id"),
    )
    op.create_index("ix_presence_count_list_id", "presence_count", ["list_id"])
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("mode", _words("in_person", "by_video", name="attendancemode"), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["roll_entry.id"]),
        sa.ForeignKeyConstraint(["list_id"], ["presence_list.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("list_id", "entry_id"),
    )
    op.create_index("ix_presence_list_id", "presence", ["list_id"])
    op.create_table(
        "ballot_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"]),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ballot_id"),
    )
    op.create_table(
        "count_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in FIGURES),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.Column("scrutineers", sa.String(), nullable=False),
        sa.Column("tellers", sa.String(), nullable=False),
        *_adding_up(),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"]),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ballot_id", "site_id", "entered_by", "version"),
    )
    op.create_index("ix_count_sheet_ballot_id", "count_sheet", ["ballot_id"])
    op.create_table(
        "recount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("scrutineers", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"]),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["through"], ["count_sheet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_recount_ballot_id", "recount", ["ballot_id"])


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("scrutineers", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.Column("dropped_at", Moment(), nullable=True),
        sa.Column("new_result_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"]),
        sa.ForeignKeyConstraint(["new_result_id"], ["result.id"]),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"]),
        sa.ForeignKeyConstraint(["through"], ["count_sheet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_correction_ballot_id", "correction", ["ballot_id"])


def _adding_up() -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint("in_favour + against + abstain = valid", name="valid_adds_up"),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstain >= 0 AND spoiled >= 0 AND issued >= 0", name="not_below_zero"
        ),
        sa.CheckConstraint("valid + spoiled = returned", name="returned_adds_up"),
    )


def _results(*more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("outcome", _words("carried", "lost", "no_quorum", "void", name="outcome"), nullable=False),
        sa.Column("all_delegates", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        *_threshold("quorum"),
        *_threshold("adoption"),
        sa.Column("figures_of", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in FIGURES),
        sa.Column("hall_present", sa.Integer(), nullable=True),
        sa.Column("hall_in_favour", sa.Integer(), nullable=True),
        sa.Column("hall_outcome", sa.String(length=40), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("resolution_zh", sa.Text(), nullable=False),
        sa.Column("resolution_en", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["declared_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _threshold(name: str) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column(f"{name}_numerator", sa.Integer(), nullable=False),
        sa.Column(f"{name}_denominator", sa.Integer(), nullable=False),
        sa.Column(f"{name}_comparison", _words(">=", ">", name=f"{name}_comparison"), nullable=False),
        sa.Column(f"{name}_needed", sa.Integer(), nullable=False),
        sa.Column(f"{name}_clause", sa.String(), nullable=False),
        sa.Column(f"{name}_clause_en", sa.String(), nullable=False),
    )


def _counts() -> None:
    op.create_table(
        "vote_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("entry_no", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in FIGURES),
        sa.Column("scrutineers", sa.String(), nullable=False),
        sa.Column("tellers", sa.String(), nullable=False),
        *_adding_up(),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("motion_id", "site_id", "entry_no"),
    )
    op.create_index("ix_vote_count_motion_id", "vote_count", ["motion_id"])
