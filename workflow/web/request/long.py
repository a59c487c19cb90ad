"""Which requests take long, by the word of their views: whoever only reads a page or votes does not wait behind them."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from werkzeug.exceptions import HTTPException

View = TypeVar("View", bound=Callable[..., Any])


def long(view: View) -> View:
    """Declare that a view reads files, draws, or compares whole texts."""
    view.long = True  # type: ignore[attr-defined]
    return view


def takes_long(app: Flask, method: str, path: str) -> bool:
    """Whether a request goes to such a view, or to one that takes files; False where there is none."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return False
    view = app.view_functions.get(endpoint)
    return bool(getattr(view, "long", False) or getattr(view, "counted", False))
