"""What the trial by mutations is worth: with a fault planted in the product it does not end well."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest

from benchmarks import mutations
from workflow.records.database import commitments
from workflow.records.replaying import chain, whole

#: Each makes a record of its own with the fault in it, so they are asked when the trial itself changes, and in the long trials.
LONG = pytest.mark.soak


def closing(tmp_path: Path, capsys: pytest.CaptureFixture[str], *changes: Mapping[str, object]) -> tuple[int, str]:
    """The exit status and the last line of the trial by these changes."""
    file = tmp_path / "changes"
    file.write_text("\n".join(json.dumps(one) for one in changes), encoding="utf-8")
    capsys.readouterr()
    status = mutations.main(["--replay", str(file), "--acts", "20"])
    return status, capsys.readouterr().out.splitlines()[-1]


OPINION = {"kind": "row", "table": "approval", "key": 1, "column": "opinion"}
SHEET = {"kind": "row", "table": "count_sheet", "key": 7, "column": "in_favour"}
WORDS = {"kind": "row", "table": "payload", "key": 7, "column": "json"}


@pytest.mark.thorough
def test_without_a_fault_it_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert closing(tmp_path, capsys, OPINION, SHEET, WORDS) == (0, "mutations 3 found 3 named 3")


@LONG
def test_a_commitment_that_leaves_out_a_column_is_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    right = commitments.committing

    def wrong(several: Iterable[tuple[Any, Any]], salt: str) -> str:
        return right(
            [
                (name, [{k: v for k, v in one.items() if k != "opinion"} for one in rows] if rows else rows)
                for name, rows in several
            ],
            salt,
        )

    monkeypatch.setattr(commitments, "committing", wrong)
    assert closing(tmp_path, capsys, OPINION, SHEET) == (1, "mutations 2 found 1 named 1")


@LONG
def test_a_table_that_is_left_out_is_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    fewer = commitments.covered() - {"count_sheet"}
    monkeypatch.setattr(commitments, "_COVERED", fewer)
    monkeypatch.setattr(whole, "covered", lambda: fewer)
    assert closing(tmp_path, capsys, OPINION, SHEET) == (1, "mutations 2 found 1 named 1")


@LONG
def test_words_that_are_not_held_to_the_chain_are_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(chain, "payload_hash", lambda *_: ANY)
    assert closing(tmp_path, capsys, OPINION, WORDS) == (1, "mutations 2 found 1 named 1")
