"""Which style sheets and scripts a page has: the common ones first, then those of the room that its template lies in."""

from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"
#: Two rooms show a file on its way in, which has a sheet of its own; threads are talked in where a text is reviewed and drafted.
BORROWED = {"draft": ("sheet", "threads"), "entry": ("sheet",), "review": ("threads",)}


#: What set-up bundles; where it could not, texts are written in a text area.
BUILT = "built/editor.js"


def editor_script() -> str | None:
    """The script of the editor below `static`, where there is one."""
    return BUILT if (STATIC / BUILT).is_file() else None


@cache
def dress(template: str) -> dict[str, tuple[str, ...]]:
    """The files of a page, by `sheets` and `scripts`, in the order in which they are loaded.

    template  its name below templates/web, as `draft/stale.html`; what lies in `shapes/` has the common files alone
    """
    room = template.split("/", maxsplit=1)[0]
    names = ("base", *BORROWED.get(room, ()), room)
    return {
        "sheets": tuple(f"{name}.css" for name in names if (STATIC / f"{name}.css").is_file()),
        "scripts": tuple(f"{name}.js" for name in names if (STATIC / f"{name}.js").is_file()),
    }
