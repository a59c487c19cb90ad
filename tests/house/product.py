"""The product's modules as text and as trees: read, parsed and walked once for all the tests that look at them."""

import ast
import gc
from functools import cache
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
