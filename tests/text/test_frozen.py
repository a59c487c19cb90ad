"""The tree of a regulation never changes once it is made: callers share it, and what hangs on it is told by `id`."""

import ast
from dataclasses import FrozenInstanceError, fields

import pytest

from tests.house.product import trees, walked
from workflow import paths
from workflow.text.reading.parse import parse
from workflow.text.tree import Document, Provision
from workflow.text.workpiece import Workpiece, made, opened

TEXT = "办法\n第一章　总则\n第一条　甲：\n（一）乙；\n1. 丙；\n（二）丁。\n| 甲 | 乙 |\n| 丙 | 丁 |\n"


def test_no_attribute_of_a_node_can_be_given_anew():
    document = parse(TEXT).document
    nodes: list[Document | Provision] = [document, *document.root.walk()]
    for node in nodes:
        for field in fields(node):
            with pytest.raises(FrozenInstanceError):
                setattr(node, field.name, getattr(node, field.name))
            with pytest.raises(FrozenInstanceError):
                delattr(node, field.name)
        assert not hasattr(node, "__dict__")


def test_what_a_node_holds_cannot_change_either():
    for path in (paths.policies() / "texts").glob("*.txt"):
        for node in parse(path.read_text(encoding="utf-8")).document.root.walk():
            assert type(node) is Provision
            assert type(node.children) is tuple
            assert type(node.rows) is tuple
            assert all(type(cells) is tuple for cells in node.rows)
            assert all(type(word) is str for word in (node.label, node.heading, node.text, node.key))


def test_a_workpiece_has_the_fields_of_a_provision_and_becomes_one_that_is_like_any_other():
    assert [one.name for one in fields(Workpiece)] == [one.name for one in fields(Provision)]
    root = parse(TEXT).document.root
    plain = Provision(root.kind, children=root.children)
    assert opened(root).closed() == root == plain
    assert hash(root) == hash(plain)
    assert repr(root) == repr(plain)
    again = made(root.kind, "", "", "", root.children, (), "", 0)
    assert (type(again), again) == (Provision, root)


def test_a_closed_text_does_not_change_with_the_workpiece_it_came_from():
    piece = opened(parse(TEXT).document.root)
    closed = piece.closed()
    before = repr(closed)
    for one in piece.walk():
        one.text, one.label, one.key = "误", "误", "误"
        for cells in one.rows:
            cells[0] = "误"
    piece.children.clear()
    assert repr(closed) == before


def test_nothing_goes_round_what_is_frozen():
    """No `object.__setattr__` or its like; a workpiece becomes a provision in one place."""
    found = []
    for name, tree in trees().items():
        for node in walked(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("__setattr__", "__delattr__", "__set__"):
                found.append((name, ast.unparse(node)))
            if isinstance(node, ast.Attribute) and node.attr == "__class__" and isinstance(node.ctx, ast.Store):
                found.append((name, ast.unparse(node)))
    assert found == [("text/workpiece.py", "piece.__class__")]


def test_only_the_text_engine_works_on_workpieces():
    users = {
        name
        for name, tree in trees().items()
        for node in walked(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "workflow.text.workpiece"
    }
    assert users
    assert [name for name in sorted(users) if not name.startswith("text/")] == []
