"""What a test spends is billed: its own seconds, those of what it started, of a PostgreSQL, whether they live or have ended."""

import subprocess
import sys
from contextlib import closing

from tests.databases import Databases
from tests.running.costs import _spent

#: Spends a third of a second of the processor, says so, and lives on until its input ends.
BUSY = """
import sys, time
while time.process_time() < 0.33:
    sum(range(1000))
print("spent", flush=True)
sys.stdin.read()
"""


def test_a_child_counts_while_it_lives_and_after_it_ended_and_never_twice():
    before = _spent(None)[1]
    with subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        alive = _spent(None)[1] - before
        assert alive > 0.2
    ended = _spent(None)[1] - before
    assert 0.2 < ended < 2 * alive


def test_the_server_of_the_databases_counts(databases: Databases):
    """A server that has only just begun has spent less than the system counts by: it works until that shows."""
    folder = databases.server.folder
    with closing(databases.server.connect()) as connection:
        for _ in range(1000):
            together, without = _spent(folder)[1], _spent(None)[1]
            if together > without:
                return
            connection.execute("SELECT sum(one) FROM generate_series(1, 100000) AS one")
    raise AssertionError("a hundred million additions cost the server nothing")
