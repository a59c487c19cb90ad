"""The shape of the code: small modules that open with a sentence, names of the trade, nothing of one machine."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
MOST_MODULES = 18
EMPTY_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "base",
    "service",
    "services",
    "manager",
    "managers",
    "misc",
}
#: Spelled in two halves, so that this file names none of them.
HOSTS = [
    re.escape(a + b)
    for a, b in (("pypi", ".org"), ("pythonhosted", ".org"), ("registry.npmjs", ".org"), ("deb.debian", ".org"))
]


def committed() -> list[Path]:
    """The files that are, or would be, committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in said.split("\0") if name and (path := ROOT / name).is_file()]


MODULES = [path for path in committed() if path.suffix == ".py"]


def test_a_module_is_small_and_says_what_it_is_for():
    found = [f"{module.relative_to(ROOT)}: {fault}" for module in MODULES for fault in faults(module)]
    assert not found, "\n".join(found)


def faults(module: Path) -> Iterator[str]:
    """What is wrong with the size, the name and the first line of a module."""
    text = module.read_text(encoding="utf-8")
    # A migration is written once, by a generator, and never again.
    if text.count("\n") > LONGEST and module.parent.name != "versions":
        yield f"longer than {LONGEST} lines"
    if {*module.with_suffix("").relative_to(ROOT).parts} & EMPTY_NAMES:
        yield "a name that says nothing"
    # Quotes are how nearly all of them begin; what begins otherwise is parsed, and a comment may stand first.
    if text and not re.match(r'"""[^\s"]', text) and not ast.get_docstring(ast.parse(text)):
        yield "a module opens with a sentence that says what it is for"


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    told = re.compile("|".join([*HOSTS, r"(?<![\w.])/(?:root|work)/\w"]))
    for path in committed():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found = told.search(text)
        assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def test_a_folder_shows_few_modules():
    """A folder that cannot be taken in at a glance is several folders: give what belongs together a room of its own."""
    many = Counter(path.parent.relative_to(ROOT).as_posix() for path in MODULES if path.parent.name != "versions")
    assert {folder: count for folder, count in many.items() if count > MOST_MODULES} == {}


def test_every_module_that_is_named_in_a_document_or_a_comment_is_there():
    """Paths are written from the root or from `workflow/`."""
    told = re.compile(
        r"(?<![\w/])(?:(?:workflow|tests|benchmarks|text|rules|records|lifecycle|publishing|web)/)[\w/]+\.py\b"
    )
    for path in [*MODULES, *ROOT.glob("*.md")]:
        if path.name == "CHANGELOG.md":
            continue  # tells of houses that were
        for name in told.findall(path.read_text(encoding="utf-8")):
            assert (ROOT / name).is_file() or (ROOT / "workflow" / name).is_file(), f"{path.name} names {name}"
