"""The layout engine whose private functions `justify` and `grid` replace, and the one version they were written for."""

from __future__ import annotations

import weasyprint

VERSION = "70.0"


def require_version() -> None:
    """RuntimeError on any other version than `VERSION`: the adjustments would silently stop working, or do harm."""
    if weasyprint.__version__ != VERSION:
        raise RuntimeError(f"the typesetting was written for WeasyPrint {VERSION}, not {weasyprint.__version__}")
