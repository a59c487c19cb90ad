"""Templates, style sheets, scripts and drawings are read by people too: none of their lines is longer than a screen."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 160
FOLDERS = (ROOT / "templates", ROOT / "workflow" / "web" / "static")
#: What set-up bundles is read by nobody.
BUILT = ROOT / "workflow" / "web" / "static" / "built"
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.is_file() and BUILT not in path.parents)


def test_no_line_is_longer_than_a_screen():
    """A newline changes nothing on the page inside a tag, inside {{ }}, behind a {% %}, and beside an element that is a block.

    Counted in bytes, so that a Chinese character, which is twice as wide on a screen, counts for more than a letter.
    """
    long = [
        f"{file.relative_to(ROOT)}:{number}: {len(line)}"
        for file in FILES
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1)
        if len(line) > LONGEST
    ]
    assert not long, "\n".join([f"more than {LONGEST} bytes:", *long])


def test_every_kind_of_file_is_walked():
    """Whoever moves the templates or adds a kind of file takes this test along."""
    assert {path.suffix for path in FILES} >= {".html", ".css", ".js", ".svg"}
