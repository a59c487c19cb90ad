"""The product's modules as text and as trees: read, parsed and walked once for all the tests that look at them."""

import ast
import gc
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "workflow"


@cache
def sources() -> dict[str, str]:
    """The text of each module by its path below the product: `rules/moves.py`."""
    return {path.relative_to(PRODUCT).as_posix(): path.read_text(encoding="utf-8") for path in PRODUCT.rglob("*.py")}


@cache
def trees() -> dict[str, ast.Module]:
    """The same, parsed. Who looks at a tree changes nothing in it."""
    parsed = {name: ast.parse(source) for name, source in sources().items()}
    gc.freeze()  # half a million objects that stay
    return parsed


@cache
def walked(node: ast.AST) -> tuple[ast.AST, ...]:
    """A node and everything below it, as `ast.walk` gives them; going through all modules takes a second each time anew."""
    return tuple(ast.walk(node))


@cache
def enumerations() -> dict[str, frozenset[str]]:
    """Every enumeration of words by its name and module, with its values; enumerations may be made of others of ours."""
    classes = [
        (name, node.name, {ast.unparse(base).split(".")[-1] for base in node.bases})
        for name, tree in trees().items()
        if not name.startswith(("bootstrap/", "records/migrations/"))
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    ]
    kinds = {"Enum", "StrEnum"}
    while more := {one for _, one, bases in classes if bases & kinds} - kinds:
        kinds |= more
    found = {}
    for name, one, bases in classes:
        if bases & kinds:
            module = "workflow." + name.removesuffix(".py").replace("/", ".")
            words = {each.value for each in getattr(import_module(module), one) if isinstance(each.value, str)}
            found[f"{module}.{one}"] = frozenset(words)
    return {name: words for name, words in found.items() if words}
