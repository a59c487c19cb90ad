"""What the demonstration invents: every string by which one could tell it from another enterprise, gathered from its own data."""

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from workflow import paths
from workflow.records.tables import metadata

ROOT = Path(__file__).resolve().parents[2]
DEMONSTRATION = ROOT / "workflow" / "demonstration"
#: Where the product speaks; what lies in the folders of the demonstration is its own.
SPEAKING = ("workflow", "templates", "policies")
ITS_OWN = ("workflow/demonstration/", "policies/demo/", "policies/texts/")
#: The longest string that names something; beyond, it is a text.
LONGEST = 60
#: Strings of the demonstration that name nothing invented, with the reason why the product may say them.
NO_NAMES = {
    "utf-8": "how a file is written",
    "管理员": "what an administrator is called everywhere",
    "职工代表大会": "the body itself",
    "同意。": "the end of many a sentence",
    "译文": "what a translation is called everywhere",
    "本公司职工代表大会通过": "why a regulation binds the company itself, in the words of its page",
}
_CHINESE = re.compile("[一-龥]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def is_telling(text: str) -> bool:
    """True for what can name something: two ideographs, an address name, or two English words of which the first is a name."""
    if text in NO_NAMES or len(text) > LONGEST or "\n" in text:
        return False
    if _CHINESE.search(text):
        return len(_CHINESE.findall(text)) > 1
    return bool(_SLUG.fullmatch(text)) or (text[:1].isupper() and " " in text)


def from_its_code() -> Iterator[str]:
    """The strings of its modules that are no documentation."""
    for path in sorted(DEMONSTRATION.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        quiet = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr | ast.JoinedStr)
            or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("tell"))
            for part in ast.walk(node)
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
                yield node.value


def from_its_files() -> Iterator[str]:
    """The cells of its rolls, the values of its counts, the titles of its texts and the clauses that its figures rest on."""
    for path in sorted((paths.policies() / "demo").rglob("*.csv")):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            yield from (row[column] for column in ("name", "unit", "delegation"))
    for path in sorted((paths.policies() / "demo").rglob("*.toml")):
        yield from _values(tomllib.loads(path.read_text(encoding="utf-8")))
    for folder in ("texts", "demo/past"):
        for path in sorted((paths.policies() / folder).glob("*.txt")):
            yield path.name.partition(".")[0]
            yield path.read_text(encoding="utf-8").partition("\n")[0].strip()


def from_its_clauses() -> set[str]:
    """The places in the demonstration's own regulations that its figures are bound to: 第三十七条第一款."""
    figures = tomllib.loads((paths.policies() / "demo" / "clauses.toml").read_text(encoding="utf-8"))
    owned = [one["own"] for section in figures.values() for one in section.values()]
    return {place for one in owned if "款" in (place := one.partition(" ")[2])}


#: Columns of which the program itself makes what is in them, with the reason.
OUR_OWN = {
    "label": "第三条 and Article 3 are labels in every text",
    "quorum_clause": "the law that procedure.toml names",
    "quorum_clause_en": "the same",
    "adoption_clause": "the same",
    "adoption_clause_en": "the same",
}
#: Tables that hold the words of texts one by one, for looking them up.
INDICES = ("search_token", "search_unit")


def from_its_rows(connection: sa.Connection) -> Iterator[str]:
    """Every short string in every column of a staged database, but for the words of the program's own lists."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.name in OUR_OWN or table.name in INDICES or not _holds_words(column.type):
                continue
            found = connection.execute(sa.select(column).where(sa.func.length(column) <= LONGEST).distinct())
            yield from (str(one) for one in found.scalars())


def sources() -> dict[str, str]:
    """Every file in which the product speaks, by its path."""
    out = {}
    for folder in SPEAKING:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if not path.is_file() or name.startswith(ITS_OWN) or "__pycache__" in name:
                continue
            try:
                text = path.read_text(encoding="utf-8")
                out[name] = _without_sources(text) if name == "policies/procedure.toml" else text
            except UnicodeDecodeError:
                continue  # a picture or a face
    return out


def said(strings: set[str]) -> list[str]:
    """Where the product says one of `strings`: "file: string"."""
    return sorted(f"{name}: {text}" for name, source in sources().items() for text in strings if text in source)


def _without_sources(text: str) -> str:
    """The file of figures without the laws behind them: some of provinces are called as ours are (上海市职工代表大会条例)."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("source = "))


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _values(one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)


def _holds_words(kind: sa.types.TypeEngine) -> bool:
    """True for free text; an Enum holds one of our own words."""
    kind = getattr(kind, "impl", kind)
    return isinstance(kind, sa.String) and not isinstance(kind, sa.Enum)
