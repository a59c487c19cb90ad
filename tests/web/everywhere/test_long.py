"""What takes long is known by its view, so that votes and pages have threads that never wait for it."""

import inspect

import pytest
from flask import Flask

from workflow.web.request.long import takes_long


@pytest.fixture
def app(house) -> Flask:
    """The application."""
    return house.app


@pytest.mark.parametrize(
    ("method", "path", "long"),
    [
        ("GET", "/healthz", False),
        ("GET", "/desk", False),
        ("POST", "/regulations/canteen/editions/1/save", False),
        ("POST", "/regulations/canteen/editions/1/import", True),
        ("GET", "/regulations/canteen/editions/1.pdf", True),
        ("GET", "/regulations/canteen/compare", True),
        ("GET", "/nothing/of/the/kind", False),
        ("PUT", "/desk", False),
        ("GET", "/\udcff", False),
        ("GET", "//regulations/canteen/compare", True),
    ],
)
def test_it_is_told_by_method_and_path(app: Flask, method: str, path: str, long: bool):
    assert takes_long(app, method, path) is long


def test_no_vote_count_or_sign_in_is_among_them(app: Flask):
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint.split(".")[0] in ("congress", "balloting", "meeting", "account", "signed_in", "workbench"):
            assert not getattr(view, "long", False), rule


def test_whoever_reads_files_or_carries_out_decisions_says_so(app: Flask):
    """By what the views themselves call: a new one that forgets it is found here."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        source = inspect.getsource(inspect.unwrap(view))
        if any(
            word in source for word in ("sent_file(", "open_file(", "_opened(", "working_out.decision(", "compare(")
        ):
            assert getattr(view, "long", False) or getattr(view, "counted", False), rule
