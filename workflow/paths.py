"""Where the files around the code are, in a checkout and in an installed wheel alike; knows no settings.

A wheel carries `templates/` and `policies/` inside the package, as `_templates` and `_policies`. An editable install
does not, so a checkout is recognised by its own `pyproject.toml` beside the package, and read from there.
"""

import os
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@cache
def checkout() -> Path | None:
    """The folder of the checkout that this code runs from, or None when it was installed from a wheel."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "templates").is_dir() else None


def templates() -> Path:
    """The folder of templates: shared/, web/, print/, mail/."""
    return _carried("templates")


def policies() -> Path:
    """The folder of policies: procedure.toml and the texts it cites."""
    return _carried("policies")


def fonts() -> Path:
    """Where set-up puts the faces it installs: `.fonts` in a checkout, else beside the data. It need not exist."""
    root = checkout()
    return root / ".fonts" if root else data() / "fonts"


def data() -> Path:
    """Where the data is kept unless DATA_DIR says otherwise: `data` in a checkout, else the platform's own place."""
    root = checkout()
    if root:
        return root / "data"
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "regulation-workflow"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "regulation-workflow"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "regulation-workflow"


def _carried(name: str) -> Path:
    root = checkout()
    folder = root / name if root else PACKAGE / f"_{name}"
    if not folder.is_dir():
        raise FileNotFoundError(f"{name}/ is missing from this installation: it should be at {folder}")
    return folder
