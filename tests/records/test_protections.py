"""Every table is classified, in a list that this test writes by hand, and the database itself is held to it."""

import pytest
import sqlalchemy as sa

from tests.databases import KINDS, Databases
from workflow.records import migrations
from workflow.records.database.protections import PROTECTIONS, Class
from workflow.records.database.session import make_engine
from workflow.records.tables import metadata

pytestmark = pytest.mark.both

#: Written by hand from what a court asks for (the texts, who reviewed, consulted, voted, counted, and what was said), what the
#: law may have erased, and what is somebody's own desk. Not read from the product: whoever moves a table has to move it here.
HISTORY = """
    regulation snapshot provision lineage reference_question reference_answer returned suggestion remark_origin binding
    document_number sealed_copy enterprise_name own_figure required_review venue logo letterhead unit
    review_round review_scope review_requirement approval cover retraction review_call call_end comment consultation attachment
    step_record step_strike required_step
    review_thread thread_reply thread_end written_suggestion
    employee_consultation opinion opinion_group opinion_placing opinion_answer
    congress_session site observer roll roll_entry attendance motion waiver ballot presence_list presence_count presence
    ballot_closing count_sheet recount result correction paper paper_file
    entry scan role_grant capacity_grant delegation renaming transfer
    employment posting staff_import event
"""
ERASABLE = "payload"
WORKING = """
    boxed_opinion edition change_reason entity person working_copy set_aside incoming sign_in presiding known_device wrong_tries mark
    search_text search_token search_unit job notice delivery notice_choice viewed_mark review_choice review_turn staff_file staff_columns newcomer
"""
WANTED = {
    table: kind
    for kind, tables in ((Class.HISTORY, HISTORY), (Class.ERASABLE, ERASABLE), (Class.WORKING, WORKING))
    for table in tables.split()
}
#: What is written after the row itself, once; everything else about these tables is written with the row.
LATER = {
    "suggestion": {"status", "settled_by", "settled_at", "reason", "by_hand", "accepted_in"},
    "written_suggestion": {"status", "settled_by", "settled_at", "reason", "by_hand", "accepted_in"},
    "congress_session": {"closed_at"},
    "roll": {"frozen_at"},
    "attendance": {"went"},
    "motion": {
        "roll_id", "sent_snapshot_id", "sent_fingerprint", "sent_on", "voted_snapshot_id", "voted_fingerprint",
        "locked_at", "taken_off_at",
    },
    "waiver": {"agreed_by", "agreed_at"},
    "correction": {"agreed_by", "agreed_at", "dropped_at", "new_result_id"},
    "delegation": {"ended_at", "ended_by"},
    "document_number": {"ended_at", "ended_by", "void_reason"},
    "employment": {"until"},
    "employee_consultation": {"stopped_at", "stopped_by", "stop_reason", "closed_at", "closed_by"},
}  # fmt: skip


def test_every_table_has_the_class_that_is_written_here():
    assert {table: one.kind for table, one in PROTECTIONS.items()} == WANTED


def test_every_table_that_the_program_knows_is_classified():
    assert set(metadata.tables) == set(WANTED)


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_that_the_database_has_is_classified(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine)
    assert set(sa.inspect(engine).get_table_names()) - {"alembic_version"} == set(WANTED)
    engine.dispose()


def test_every_class_has_its_reason_in_words():
    assert [table for table, one in PROTECTIONS.items() if len(one.reason) < 8 and one.reason != "the same"] == []


def test_only_what_is_written_here_is_written_later():
    assert {table: set(one.once) for table, one in PROTECTIONS.items() if one.once} == LATER
    assert {table: set(one.nearer) for table, one in PROTECTIONS.items() if one.nearer} == {
        "role_grant": {"until"},
        "capacity_grant": {"until"},
    }
    assert {table for table, one in PROTECTIONS.items() if one.frozen} == {"roll_entry"}


def test_what_is_written_later_is_a_column_that_can_be_empty():
    for table, columns in LATER.items():
        for name in columns:
            column = metadata.tables[table].columns[name]
            assert column.nullable or PROTECTIONS[table].once[name] != "NULL", f"{table}.{name}"
