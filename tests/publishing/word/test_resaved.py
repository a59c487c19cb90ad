"""What a real word processor makes of our files: LibreOffice opens, settles, counts and saves them, and nothing is lost.

Long trials, run by `make soak`; what LibreOffice made once is in libreoffice/ and read with every other test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.office import Office
from tests.publishing.word.files import resaved


@pytest.mark.soak
@pytest.mark.parametrize("trials", resaved.TRIALS, ids=lambda trials: trials.__name__)
def test_a_word_processor_loses_nothing(trials: Callable[[Office], Iterator[resaved.Trial]], tmp_path: Path):
    found = list(trials(Office(tmp_path)))
    assert found
    assert [name for name, exact in found if not exact] == []
