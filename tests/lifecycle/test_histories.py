"""The trial of edit histories: a few of them in every run of the tests, all of them for a soak, and a file of acts."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import histories


def test_a_few_histories_agree(tmp_path: Path):
    worlds, counted = histories.Worlds(tmp_path), Counter[str]()
    for seed in range(6):
        faults = histories.one_history(worlds.next(), random.Random(f"in the tests {seed}"), counted)
        assert faults == {"wrong": [], "needless": []}
    assert counted["acts"] > 30


def test_acts_of_a_file_are_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    acts = [
        {"do": "begin"},
        {"do": "submit", "who": "drafter"},
        {"do": "approve", "who": "legal", "capacity": "legal"},
    ]
    file = tmp_path / "acts.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in acts), encoding="utf-8")
    assert histories.main(["--replay", str(file)]) == 0
    begun, submitted, decided, last = capsys.readouterr().out.splitlines()
    assert json.loads(begun)["state"] == "drafting"
    assert "nothing to review" in json.loads(submitted)["refused"]
    assert json.loads(decided)["refused"]
    assert last == "histories 1 wrong 0 needless 0"


@pytest.mark.soak
def test_a_thousand_histories():
    assert histories.main(["--n", "1000", "--seed", "8"]) == 0
