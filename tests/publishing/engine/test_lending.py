"""The bytes of a face that WeasyPrint is lent are those that it would have copied; the files it makes are the same."""

from typing import Any

import pytest
from weasyprint.pdf import fonts
from weasyprint.text.fonts import get_hb_object_data

from tests.publishing import specimens
from workflow.publishing.engine import lending
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts


def test_what_is_lent_is_what_would_be_copied(
    installed: Faces, facts: PrintFacts, printed_regulation: bytes, monkeypatch: pytest.MonkeyPatch
):
    lent = lending._data
    kinds: set[bool] = set()

    def both(face: Any, *rest: Any) -> Any:
        view, copy = lent(face, *rest), get_hb_object_data(face, *rest)
        assert bytes(view) == copy
        assert view[:4] == copy[:4]
        kinds.add(type(view) is bytes)
        return view

    monkeypatch.setattr(fonts, "get_hb_object_data", both)
    assert render(specimens.regulation(), facts, installed) == printed_regulation
    assert kinds == {True, False}, "faces are lent, and what is made of them is copied"


def test_a_file_is_the_same_when_everything_is_copied(
    installed: Faces, facts: PrintFacts, printed_regulation: bytes, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fonts, "get_hb_object_data", get_hb_object_data)
    assert render(specimens.regulation(), facts, installed) == printed_regulation
