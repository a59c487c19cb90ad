"""Numbers of commands: what counts nothing is one sentence, however it is written and whichever command it is given to."""

import pytest

from workflow.cli import main

NUMBERS = {
    "an event": ["erase", "{}", "--reason", "asked for"],
    "events seen": ["checkpoint", "--since", "{}"],
    "a quorum": ["verify", "--quorum", "{}"],
    "seconds": ["worker", "--lease", "{}"],
    "jobs": ["worker", "--lanes", "{}"],
}


@pytest.mark.parametrize("words", ["-1", "1.5", "x", "", "٣", "1" * 10, "9" * 40])
@pytest.mark.parametrize("command", NUMBERS.values(), ids=NUMBERS)
def test_what_is_no_number_is_one_sentence(command: list[str], words: str, capsys: pytest.CaptureFixture[str]):
    assert main([one.format(words) for one in command]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1), told
