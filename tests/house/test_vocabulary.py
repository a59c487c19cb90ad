"""What is known is typed: the number of a written row is a number, and no 0 stands in for one that is missing."""

import ast

from tests.house.product import trees
from workflow.records import tables
from workflow.records.tables import metadata


def test_no_0_stands_in_for_the_number_of_a_row():
    """Write `row.id`: it is a number by its type. Before the row is flushed there is none, and the database refuses NULL."""
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or)
        if isinstance(node.values[-1], ast.Constant) and node.values[-1].value in (0, -1, "")
        if isinstance(node.values[-2], ast.Attribute) and node.values[-2].attr.split("_")[-1] == "id"
    ]
    assert found == []


def test_the_number_of_a_row_is_a_number_by_its_type():
    """`id: int = Field(default=None, primary_key=True)`, so that mypy knows it wherever a row is read."""
    checked = 0
    for module in tables.MODULES:
        for model in vars(module).values():
            if getattr(model, "__module__", "") != module.__name__ or not hasattr(model, "model_fields"):
                continue
            for name in [one.name for one in metadata.tables[model.__tablename__].primary_key]:
                assert "None" not in str(model.__annotations__[name]), f"{model.__name__}.{name}"
                checked += 1
    assert checked >= 60
