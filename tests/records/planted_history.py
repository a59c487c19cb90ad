"""A row for every table of history that the moves up to an issued edition leave empty, and later columns filled in once."""

from datetime import UTC, date, datetime

import sqlalchemy as sa

from workflow.records.database.protections import PROTECTIONS
from workflow.records.tables import metadata

THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: In the order of what refers to what.
ROWS: dict[str, dict[str, object]] = {
    "lineage": {"snapshot_id": 1, "old_key": "a", "new_key": "b", "kind": "split"},
    "returned": {
        "edition_id": 1,
        "language": "zh",
        "snapshot_id": 1,
        "recognised": True,
        "reference": "",
        "attachment_id": 1,
        "brought_by": 1,
        "at": THEN,
    },
    "enterprise_name": {
        "name_zh": "a",
        "name_en": "a",
        "short_zh": "a",
        "short_en": "a",
        "code": "a",
        "since": date(2026, 3, 2),
        "at": THEN,
    },
    "own_figure": {
        "name": "a",
        "comparison": ">=",
        "since": date(2026, 3, 2),
        "provision_key": "",
        "words": "",
        "set_by": 1,
        "at": THEN,
    },
    "required_review": {
        "kind": "report",
        "capacity": "union",
        "ended": False,
        "since": date(2026, 3, 2),
        "set_by": 1,
        "at": THEN,
    },
    "required_step": {
        "kind": "report",
        "step": "legality",
        "ended": False,
        "since": date(2026, 3, 2),
        "basis": "",
        "set_by": 1,
        "at": THEN,
    },
    "step_record": {
        "edition_id": 1,
        "step": "legality",
        "number": 1,
        "snapshot_id": 1,
        "fingerprint": "a",
        "held_on": date(2026, 3, 2),
        "minutes": "",
        "who": "a",
        "verdict": "refused",
        "opinion": "a",
        "year": 2026,
        "serial": 1,
        "recorded_by": 1,
        "at": THEN,
    },
    "step_strike": {"record_id": 1, "person_id": 1, "reason": "a", "at": THEN},
    "venue": {
        "code": "a",
        "name_zh": "a",
        "name_en": "a",
        "remote": False,
        "ended": False,
        "since": date(2026, 3, 2),
        "set_by": 1,
        "at": THEN,
    },
    "logo": {
        "since": date(2026, 3, 2),
        "width": 0,
        "height": 0,
        "bytes": b"",
        "sha256": "0" * 64,
        "set_by": 1,
        "at": THEN,
    },
    "letterhead": {
        "name": "a",
        "with_word": False,
        "since": date(2026, 3, 2),
        "set_by": 1,
        "at": THEN,
    },
    "unit": {
        "code": "a",
        "name_zh": "a",
        "name_en": "a",
        "ended": False,
        "since": date(2026, 3, 2),
        "set_by": 1,
        "at": THEN,
    },
    "sealed_copy": {"paper_id": 1, "attachment_id": 1, "kept_by": 1, "at": THEN},
    "comment": {
        "edition_id": 1,
        "snapshot_id": 1,
        "key": "a",
        "quote": "",
        "label": "",
        "person_id": 1,
        "text": "",
        "at": THEN,
    },
    "employee_consultation": {
        "edition_id": 1,
        "number": 1,
        "token": "a",
        "snapshot_id": 1,
        "manner": "number",
        "audience": "everybody",
        "audience_key": "",
        "audience_words": "",
        "since": date(2026, 3, 2),
        "until": date(2026, 3, 17),
        "note": "",
        "opened_by": 1,
        "at": THEN,
        "stop_reason": "",
    },
    "opinion": {
        "key": "a",
        "consultation_id": 1,
        "provision": "",
        "text": "",
        "source": "written",
        "person_id": 1,
        "name": "",
        "day": date(2026, 3, 3),
    },
    "opinion_group": {"consultation_id": 1, "provision": "", "title": "a", "made_by": 1, "at": THEN},
    "opinion_placing": {"consultation_id": 1, "opinion": "a", "group_id": 1, "placed_by": 1, "at": THEN},
    "opinion_answer": {
        "consultation_id": 1,
        "group_id": 1,
        "answer": "taken",
        "reason": "",
        "became": "",
        "answered_by": 1,
        "at": THEN,
    },
    "remark_origin": {"comment_id": 1, "returned_id": 1, "author": "", "made_at": THEN, "answers": 1},
    "entry": {
        "edition_id": 1,
        "number": 1,
        "adopted_on": date(2016, 5, 20),
        "session": "",
        "session_en": "",
        "document_number": "",
        "effective": date(2016, 7, 1),
        "decision": "",
        "note": "",
        "kept_at": "",
        "reason": "",
        "entered_by": 1,
        "at": THEN,
    },
    "reference_question": {
        "snapshot_id": 1,
        "unit_key": "a",
        "place": 0,
        "within": "",
        "line": 1,
        "printed": "",
        "was": "",
        "meant": "b",
        "names": "c",
        "now": "",
        "gone": False,
        "moved_to": "",
    },
    "reference_answer": {"question_id": 1, "person_id": 1, "at": THEN},
    "recount": {"ballot_id": 1, "through": 1, "scrutineers": "", "recorded_by": 1, "at": THEN},
    "review_scope": {
        "edition_id": 1,
        "round_id": 1,
        "topics": "pay",
        "charge": None,
        "reason": "",
        "set_by": 1,
        "at": THEN,
    },
    "review_requirement": {
        "scope_id": 1,
        "place": 99,
        "capacity": "department",
        "unit": "finance",
        "language": "zh",
        "rule": "review.kind_regulation",
        "since": date(2024, 1, 1),
    },
    "review_call": {
        "edition_id": 1,
        "capacity": "legal",
        "unit": None,
        "manner": "required",
        "due": None,
        "note": "",
        "called_by": 1,
        "at": THEN,
        "handed_from": None,
    },
    "review_thread": {"comment_id": 1, "disposition": "note", "start": None, "before": "", "after": ""},
    "thread_reply": {"comment_id": 1, "thread_id": 1, "is_answer": False, "points_to": ""},
    "thread_end": {"comment_id": 1, "manner": "resolved", "person_id": 1, "reason": "", "at": THEN},
    "written_suggestion": {"comment_id": 1, "words": "", "status": "open", "reason": "", "by_hand": False},
    "call_end": {"call_id": 1, "person_id": 1, "reason": "", "at": THEN},
    "retraction": {"approval_id": 1, "ending": "withdrawn", "person_id": 1, "reason": "", "at": THEN},
    "renaming": {"person_id": 1, "name_zh": "", "name_en": "", "since": date(2026, 3, 2), "given_by": 1},
    "transfer": {"person_id": 1, "entity_id": 1, "since": date(2026, 3, 2), "given_by": 1},
    "employment": {"person_id": 1, "since": date(2026, 3, 2), "given_by": 1},
    "posting": {"person_id": 1, "department": "", "post": "", "since": date(2026, 3, 2), "given_by": 1},
    "staff_import": {
        "file_id": 1,
        "name": "",
        "fingerprint": "",
        "person_id": 1,
        "at": THEN,
        "day": date(2026, 3, 2),
        "joined": 0,
        "returned": 0,
        "left": 0,
        "moved": 0,
        "renamed": 0,
        "linked": 0,
        "unchanged": 0,
        "aside": 0,
    },
    "scan": {"edition_id": 1, "attachment_id": 1, "kind": "text", "about": "", "attached_by": 1, "at": THEN},
    "suggestion": {
        "returned_id": 1,
        "edition_id": 1,
        "order": 1,
        "kind": "tracked",
        "changes": "[]",
        "key": "a",
        "label": "",
        "act": "edit",
        "is_new": False,
        "author": "",
        "made_at": THEN,
        "before": "",
        "old": "",
        "new": "",
        "after": "",
        "status": "open",
        "reason": "",
        "by_hand": False,
    },
    "observer": {"session_id": 1, "name": "", "office": ""},
    "binding": {"edition_id": 1, "entity_id": 1, "basis_zh": "", "basis_en": ""},
    "waiver": {"motion_id": 1, "rule": "", "reason": "", "asked_by": 1, "asked_at": THEN},
    "correction": {
        "ballot_id": 1,
        "result_id": 1,
        "through": 1,
        "reason": "",
        "scrutineers": "",
        "asked_by": 1,
        "asked_at": THEN,
    },
    "delegation": {
        "from_id": 1,
        "to_id": 2,
        "capacity": "legal",
        "since": date(2026, 3, 2),
        "until": date(2026, 4, 2),
    },
}


def plant(engine: sa.Engine) -> None:
    """Put the rows in, fill in once what is filled in later, and let every office end."""
    with engine.begin() as connection:
        for table, row in ROWS.items():
            connection.execute(metadata.tables[table].insert().values(row))
        for table, protection in PROTECTIONS.items():
            for name in (*protection.once, *protection.nearer):
                column = metadata.tables[table].columns[name]
                empty = sa.text(
                    f'"{name}" IS NULL'
                    if protection.once.get(name, "NULL") == "NULL"
                    else f'"{name}" = {protection.once[name]}'
                )
                connection.execute(metadata.tables[table].update().where(empty).values({name: _something(column)}))


def _something(column: sa.Column) -> object:
    """A value that the column may hold and that is not the empty one."""
    if column.name == "status":
        return "accepted"
    if isinstance(column.type, sa.Date):
        return date(2026, 12, 1)
    if isinstance(column.type, sa.Boolean):
        return True
    if isinstance(column.type, sa.Integer):
        return 1
    return THEN if column.name.endswith("_at") or column.name == "went" else "f"
