"""Papers drawn in processes of their own: the same bytes, the same refusals, and what happens when a process does not answer."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.render import FACTS, regulation
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pressroom import room as pressroom
from workflow.publishing.pressroom.orders import Order, drawn
from workflow.publishing.pressroom.printer import DIED, TOO_LONG, TOO_MUCH, Printer
from workflow.publishing.pressroom.room import Pressroom, Underway
from workflow.publishing.pressroom.spool import Spool
from workflow.publishing.values.facts import ResolutionFacts
from workflow.publishing.values.faults import Busy, DrawingFailed, MissingGlyph, PrintingRefused
from workflow.words import Words

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressroom]:
    """A pressroom whose one printer the tests of this module share."""
    made = Pressroom(Spool(tmp_path_factory.mktemp("spool")))
    yield made
    made.stop()


@pytest.fixture
def long(installed: Faces) -> Order:
    """A paper that takes seconds."""
    return Order(facts=FACTS, faces=installed, document=regulation(400))


def until(condition: Callable[[], object]) -> None:
    """Wait for something that other processes do; a minute is for a machine under load."""
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen in a minute")


def test_another_process_draws_the_same_bytes(room: Pressroom, installed: Faces):
    order = Order(facts=FACTS, faces=installed, document=regulation(5), official=True)
    assert room.wait(order, "somebody", 60) == drawn(order)
    assert room.ask(order, "somebody") == drawn(order)  # kept: it is there at once
    assert room.printers[0].process != os.getpid()


def test_orders_that_differ_have_names_that_differ(installed: Faces):
    order = Order(facts=FACTS, faces=installed, document=regulation(5))
    others = [
        replace(order, official=True),
        replace(order, document=regulation(6)),
        replace(order, facts=replace(FACTS, state_words="草案")),
        replace(order, faces=replace(installed, roles=dict.fromkeys(installed.roles, installed.complete["hei"]))),
        Order(facts=FACTS, faces=installed, title="办法", lines=()),
        Order(facts=ResolutionFacts(), faces=installed),
    ]
    assert len({order.name, *(one.name for one in others)}) == len(others) + 1
    assert order.name == replace(order, document=regulation(5)).name


@pytest.mark.parametrize("fault", [PrintingRefused(Words("中", "en")), DrawingFailed(DIED, "places"), Busy(DIED)])
def test_a_refusal_says_the_same_in_the_other_process(fault: PrintingRefused | DrawingFailed):
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 (our own, of this line)
    assert type(again) is type(fault)
    assert vars(again) == vars(fault)


def test_a_character_that_no_face_has_is_refused_across_the_pipe(room: Pressroom, installed: Faces):
    order = Order(facts=ResolutionFacts(title="决议", body=("\U0001f600",)), faces=installed)
    with pytest.raises(MissingGlyph) as refused:
        room.wait(order, "somebody", 60)
    with pytest.raises(MissingGlyph) as here:
        drawn(order)
    assert refused.value.words == here.value.words
    with pytest.raises(MissingGlyph):  # it is told to the next who asks, not drawn once more
        room.ask(order, "somebody")


def test_a_printer_that_is_killed_is_told_of_and_replaced(room: Pressroom, long: Order, installed: Faces):
    progress = room.wait(long, "somebody", 0.1)
    assert isinstance(progress, Underway)
    until(lambda: isinstance(seen := room.ask(long, "somebody"), Underway) and seen.page > 3)
    killed = room.printers[0].process
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(DrawingFailed) as told:
        room.wait(long, "somebody", 60)
    assert told.value.words == DIED
    short = Order(facts=FACTS, faces=installed, document=regulation(3))
    assert room.wait(short, "somebody", 60) == drawn(short)
    assert room.printers[0].process != killed


def test_a_printer_that_takes_too_long_is_stopped(long: Order, tmp_path: Path):
    printer = Printer()
    with pytest.raises(DrawingFailed) as told:
        printer.draw(long, tmp_path / "page", 0.01)
    assert told.value.words == TOO_LONG
    assert printer.process is None


def test_a_printer_that_wants_too_much_memory_is_told_of(long: Order, tmp_path: Path):
    printer = Printer(memory=400 << 20)
    with pytest.raises(DrawingFailed) as told:
        printer.draw(replace(long, document=regulation(1500)), tmp_path / "page", 120)
    assert told.value.words in (TOO_MUCH, DIED)  # the layout engine's C libraries end the process where Python raises
    printer.stop()


def test_two_who_ask_at_once_have_it_drawn_once(tmp_path: Path, installed: Faces):
    """In one process of the server and in two, which share a spool."""
    order = Order(facts=FACTS, faces=installed, document=regulation(60))
    rooms = [Pressroom(Spool(tmp_path)), Pressroom(Spool(tmp_path))]
    asked = [room.ask(order, who) for who in ("one", "another") for room in rooms]
    assert asked == [Underway(0)] * 4
    papers = {room.wait(order, who, 60) for who in ("one", "another") for room in rooms}
    assert papers == {drawn(order)}
    assert [len(room.printers) for room in rooms] == [1, 0]  # the second never began
    rooms[0].stop()


def test_the_queue_and_each_persons_part_of_it_are_bounded(
    tmp_path: Path, long: Order, installed: Faces, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pressroom, "QUEUE", 5)
    monkeypatch.setattr(pressroom, "EACH", 3)
    room = Pressroom(Spool(tmp_path))
    papers = [replace(long, facts=replace(FACTS, edition_number=number)) for number in range(8)]
    for order in papers[:3]:
        room.ask(order, "one")
    with pytest.raises(Busy) as mine:
        room.ask(papers[3], "one")
    assert mine.value.words == pressroom.YOURS
    assert room.ask(papers[0], "one") == Underway(0)  # what waits already is no second one
    for order in papers[3:5]:
        room.ask(order, "another")
    with pytest.raises(Busy) as full:
        room.ask(papers[5], "a third")
    assert full.value.words == pressroom.FULL
    monkeypatch.setattr(pressroom, "QUEUE", 6)
    room.ask(papers[5], "a third")  # it was not taken before, so nobody holds it
    room.stop()


class FullDisk(Spool):
    """A spool of this test alone: what another room still draws is put down in its own."""

    def _write(self, *_: object) -> None:
        raise OSError(28, "No space left on device")


def test_a_paper_that_cannot_be_put_down_is_told_of(tmp_path: Path, installed: Faces):
    """A full disk: nobody waits for ever, and it is not drawn again and again."""
    room = Pressroom(FullDisk(tmp_path / "spool"))
    order = Order(facts=ResolutionFacts(title="决议"), faces=installed)
    with pytest.raises(DrawingFailed) as told:
        room.wait(order, "somebody", 60)
    assert told.value.words == pressroom.LOST
    room.stop()


def test_old_papers_make_room_for_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.publishing.pressroom.spool.ROOM", 250)
    spool = Spool(tmp_path)
    for name in ("a", "b", "c"):
        spool.keep(name, b"x" * 100)
        time.sleep(0.01)
    assert [spool.finished(name) is not None for name in ("a", "b", "c")] == [False, True, True]
    assert tmp_path.stat().st_mode & 0o077 == 0


IN_A_PRINTER = """
import socket, subprocess
from workflow.publishing.pressroom import printer
printer._bound(printer.MEMORY)
for reach in (lambda: socket.create_connection(("127.0.0.1", 9)), lambda: subprocess.run(["true"]),
              lambda: socket.getaddrinfo("localhost", 80)):
    try:
        reach()
    except PermissionError as refused:
        print(refused)
"""
PARENT = """
import os, sys, time
from pathlib import Path
from benchmarks.render import FACTS, regulation
from workflow.config import Settings
from workflow.publishing.faces.fonts import faces
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.room import own_pressroom
if __name__ == "__main__":
    order = Order(facts=FACTS, faces=faces(Settings.from_environ(os.environ)), document=regulation(400))
    own_pressroom().ask(order, "somebody")
    while not (own_pressroom().printers and own_pressroom().printers[0].process):
        time.sleep(0.01)
    print(own_pressroom().printers[0].process, flush=True)
    time.sleep(60)
"""


def test_a_printer_reaches_no_network_and_starts_no_program():
    done = subprocess.run([sys.executable, "-c", IN_A_PRINTER], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.count("a printer may not do this") == 3


def test_a_printer_ends_with_its_server(tmp_path: Path):
    """However that ended: a killed server cannot say good-bye."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=surroundings, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        printer = int(parent.stdout.readline())
        os.kill(printer, 0)
        parent.kill()
    until(lambda: not _runs(printer))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return (
        not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    )  # nobody may be there to reap it
