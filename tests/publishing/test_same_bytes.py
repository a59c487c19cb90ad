"""The same document, facts and faces give the same bytes: twice, in another process, from two threads, in any order."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.publishing import specimens
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts
from workflow.words import Script

ANOTHER_PROCESS = """
import hashlib
from tests.publishing import kinds, specimens
from workflow.config import Settings
from workflow.publishing.faces.fonts import faces
from workflow.publishing.pdf import render
print(hashlib.sha256(render(specimens.regulation(), kinds.FACTS, faces(Settings.from_environ({})))).hexdigest())
"""


def test_printing_again_gives_the_same_bytes(printed_regulation: bytes, installed: Faces, facts: PrintFacts):
    render(specimens.english(), PrintFacts(language=Script.ENGLISH), installed)  # something else in between
    assert render(specimens.regulation(), facts, installed) == printed_regulation


@pytest.mark.thorough
def test_another_process_gives_the_same_bytes(printed_regulation: bytes):
    for seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", ANOTHER_PROCESS],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd(), "TZ": "Asia/Tokyo", "LANG": "C"},  # noqa: PTH109
        )
        assert said.stdout.strip() == hashlib.sha256(printed_regulation).hexdigest()


def test_two_threads_print_what_one_prints(printed_regulation: bytes, installed: Faces, facts: PrintFacts):
    with ThreadPoolExecutor(4) as pool:
        printed = pool.map(lambda _: render(specimens.regulation(), facts, installed), range(4))
        assert set(printed) == {printed_regulation}


def test_other_facts_give_other_bytes(printed_regulation: bytes, installed: Faces):
    assert render(specimens.regulation(), PrintFacts(), installed) != printed_regulation
