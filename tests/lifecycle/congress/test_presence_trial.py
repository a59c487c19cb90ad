"""The trial of orders at a vote: a seeded share of it, that it sees planted faults, and that a replay says what came of each act."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.presence import Hallway, Tally, main, trial
from tests.lifecycle.congress.hall_model import Hall
from workflow.lifecycle.facts import ballots, sitting

#: The order of the fault that the ballot record ends: somebody signs five people in again and types the sheet again.
AGAIN: list[dict[str, Any]] = [
    {"act": "open"},
    *({"act": "out", "who": who} for who in (1, 2, 3, 4, 5)),
    {"act": "close"},
    *({"act": "in", "who": who} for who in (1, 2, 3, 4, 5, 7)),
    {"act": "type", "person": "secretary", "site": "hq", "figures": [7, 7, 0, 7, 0], "gap": ""},
    {"act": "type", "person": "secretary", "site": "hq", "figures": [6, 6, 0, 6, 0], "gap": ""},
    {"act": "type", "person": "teller", "site": "hq", "figures": [6, 6, 0, 6, 0], "gap": ""},
    {"act": "type", "person": "teller", "site": "south", "figures": [2, 2, 0, 2, 0], "gap": ""},
    {"act": "declare"},
]


@pytest.mark.thorough
def test_orders_come_out_as_the_model_says(tmp_path: Path):
    tally, hallway = Tally(), Hallway(tmp_path)
    for number in range(12):
        trial(77_000 + number, hallway, tally, pages=number == 5)
    assert (tally.orders, tally.wrong) == (12, 0), tally.faults


def test_the_trial_sees_presence_that_is_read_when_a_sheet_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        ballots,
        "present_in",
        lambda db, ballot: sitting.present_at(db, sitting.roll_of(db, 1, "workers_congress")) if ballot else {},
    )
    tally = Tally()
    trial(0, Hallway(tmp_path), tally, pages=False, acts=AGAIN)
    assert tally.wrong == 1


def test_a_replay_prints_what_came_of_each_act(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "acts.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in AGAIN) + "\n", encoding="utf-8")
    assert main(["--replay", str(file)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert len(lines) == len(AGAIN)
    assert [one["taken"] for one in lines[-5:]] == [False, True, True, True, True]
    assert lines[-1]["state"] == "adopted"
    assert lines[-1]["present"] == [8]


def test_the_model_knows_only_who_was_in_the_room():
    hall = Hall()
    for one in AGAIN[:6]:
        hall.does(one)
    assert hall.room == {6, 8, 9}
    assert hall.seen()["present"] == [8]


@pytest.mark.soak
def test_the_long_trial(tmp_path: Path):
    tally, hallway = Tally(), Hallway(tmp_path)
    for number in range(10_000):
        trial(5_000_000 + number, hallway, tally, pages=number % 20 == 19)
    total = tally.taken.total() + tally.refused.total()
    assert min(tally.taken[act] + tally.refused[act] for act in tally.taken) * 100 >= total, "each act at least 1 %"
    assert tally.wrong == 0, tally.faults
