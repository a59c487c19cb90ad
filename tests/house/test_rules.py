"""The habits of the rules, the records and the verbs: one writer of a state, one commit, one clock, no rule unused."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.house.product import ROOT, sources, trees, walked
from workflow.lifecycle.acting import move
from workflow.records import tables
from workflow.records.database.protections import PROTECTIONS, Class
from workflow.records.regulation import Edition
from workflow.rules import moves
from workflow.rules.chain.words import VERBS
from workflow.rules.diagram import diagram
from workflow.rules.moves import MOVES
from workflow.rules.states import State

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
#: Where the clock is a parameter: a test, a demonstration and a replay set it.
CLOCKLESS = ("rules/", "records/", "lifecycle/", "text/")


def functions(name: str) -> Iterator[ast.FunctionDef]:
    yield from (node for node in walked(trees()[name]) if isinstance(node, ast.FunctionDef))


def written(node: ast.AST) -> list[str]:
    """The attributes that a statement assigns to."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    inside = [one for target in targets for one in ast.walk(target)]
    return [one.attr for one in inside if isinstance(one, ast.Attribute)]


def test_one_function_writes_the_state_of_an_edition():
    writers = {
        (name, function.name)
        for name in trees()
        for function in functions(name)
        if any("state" in written(node) for node in walked(function))
    }
    assert writers == {("lifecycle/acting.py", "move")}


def test_an_edition_begins_in_drafting_or_is_entered_from_paper_and_nowhere_else():
    made = [
        (name, ast.unparse(keyword.value))
        for name, tree in trees().items()
        for node in walked(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Edition"
        for keyword in node.keywords
        if keyword.arg == "state"
    ]
    assert sorted(made) == [
        ("lifecycle/draft/drafting.py", "State.DRAFTING"),
        ("lifecycle/entry/entering.py", "State.ISSUED"),
    ]


#: Who may write a bulk UPDATE, and into which table.
TAKEN = {"records/job.py": ("job",), "records/notice.py": ("notice", "delivery")}


def test_no_row_is_changed_behind_the_back_of_the_objects():
    """A bulk UPDATE would change a state, or a text, without a rule being asked. Working rows of two tables are taken and
    ticked off by it, because two who take at once must not take the same one; neither has a state that a rule gives.
    """
    called = {
        (name, node.func.attr)
        for name, tree in trees().items()
        for node in walked(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
        if getattr(node.func.value, "id", "") in ("sa", "sqlalchemy", "sqlmodel")
    }
    assert called == {(module, "update") for module in TAKEN}
    assert {PROTECTIONS[table].kind for several in TAKEN.values() for table in several} == {Class.WORKING}
    named = {
        (name, ast.unparse(node.args[0]))
        for name in TAKEN
        for node in walked(trees()[name])
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sa.update"
    }
    assert named == {(name, f"_{table.upper()}") for name, several in TAKEN.items() for table in several}
    assert not [name for name, source in sources().items() if "UPDATE edition" in source]


def test_move_makes_no_step_that_is_not_on_the_page():
    for state in State:
        for verb, row in MOVES.items():
            for target in State:
                edition = Edition(regulation_id=1, number=1, state=state, drafter_id=1, created_at=LONG_AGO)
                if target in row.targets and (row.sources is None or state in row.sources):
                    move(edition, verb, target)
                    assert edition.state is target
                else:
                    with pytest.raises(ValueError, match=f"{verb} does not lead from {state} to {target}"):
                        move(edition, verb, target)
                    assert edition.state is state


def test_one_function_commits():
    committing = {
        (name, function.name)
        for name in trees()
        for function in functions(name)
        for node in walked(function)
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "autocommit")
    }
    assert committing == {("records/database/session.py", "_transaction")}


def test_every_module_with_a_table_is_in_the_one_import():
    with_tables = {
        name
        for name, tree in trees().items()
        for node in walked(tree)
        if isinstance(node, ast.ClassDef)
        if any(one.arg == "table" and ast.unparse(one.value) == "True" for one in node.keywords)
    }
    assert with_tables == {
        module.__name__.removeprefix("workflow.").replace(".", "/") + ".py" for module in tables.MODULES
    }
    assert len(with_tables) >= 7


def test_a_table_module_evaluates_its_annotations():
    """SQLModel cannot set up relationships from annotations that are only text."""
    for module in tables.MODULES:
        assert (
            "from __future__ import annotations"
            not in sources()[module.__name__.removeprefix("workflow.").replace(".", "/") + ".py"]
        )


def test_every_guard_stands_in_a_row_and_says_why():
    guards = {
        node.name: ast.get_docstring(node)
        for name, tree in trees().items()
        if name.startswith("rules/guards/")
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    used = {guard.__name__ for row in MOVES.values() for guard in row.guards}
    assert set(guards) == used
    assert all(guards.values())
    assert all(hasattr(moves, name) for name in guards)


def test_every_verb_on_the_page_is_asked_about_by_the_verbs():
    # A step of the enterprise's own chain is asked about by the verb that stands beside it.
    lifecycle = "\n".join(source for name, source in sources().items() if name.startswith("lifecycle/"))
    assert [verb for verb in MOVES if f'"{verb}"' not in lifecycle and verb not in VERBS.values()] == []
    assert "ask(verb, of_step(" in lifecycle
    assert "verb = VERBS[step]" in lifecycle


def test_no_rule_record_or_verb_looks_at_the_clock():
    looking = [
        (name, ast.unparse(node.func))
        for name, tree in trees().items()
        if name.startswith(CLOCKLESS)
        for node in walked(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("now", "utcnow", "today", "time", "monotonic")
        if getattr(node.func.value, "id", "") in ("datetime", "date", "time")
    ]
    assert looking == []


def test_the_diagram_of_the_readme_is_the_table_s():
    assert f"```mermaid\n{diagram()}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
