"""What a class is made of, and how a process remembers: no class cut across files, no language that is another one, one kind
of memory for each life of what is kept.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.product import trees, walked

#: What says what a class is and gives it nothing that it would have to know: a form, a list of words, a row, a fault.
KINDS = {
    "Protocol",
    "Generic",
    "StrEnum",
    "IntEnum",
    "Enum",
    "SQLModel",
    "NamedTuple",
    "TypedDict",
    "Vocabulary",
    "Exception",
    "RuntimeError",
    "ValueError",
}
#: Who inherits from a class of ours, with the reason.
IS_A = {
    "publishing/values/faults.py:Busy(DrawingFailed)": "a fault: whoever catches the one means the other",
    "publishing/values/faults.py:MissingGlyph(PrintingRefused)": "a fault: whoever catches the one means the other",
    "rules/roster/values.py:DigitsLost(Unread)": "a cell that is not read, for a reason of its own",
    "rules/roster/values.py:Doubtful(Unread)": "a cell that is not read, for a reason of its own",
    "rules/roster/values.py:WorkedOut(Unread)": "a cell that is not read, for a reason of its own",
}
#: Who inherits from a class of somebody else's, because that program calls what it finds there.
PLUGGED_IN = {
    "apart.py:_Time(BaseException)": "must pass through every `except Exception` of the code that it stops",
    "commands/arguments.py:Arguments(argparse.ArgumentParser)": "argparse asks its parser how to end",
    "publishing/engine/press.py:NoFetching(URLFetcher)": "WeasyPrint asks its fetcher for every address",
    "publishing/engine/press.py:_Complaints(logging.Handler)": "logging calls its handlers",
    "publishing/faces/typefaces.py:ClosedFonts(FontConfiguration)": "WeasyPrint asks its configuration for faces",
    "publishing/pressroom/printer.py:_Pages(logging.Handler)": "logging calls its handlers",
    "publishing/proof/sparing.py:SparingReader(PdfReader)": "pypdf asks its reader for each object",
    "records/database/columns.py:Moment(sa.types.TypeDecorator[datetime])": "SQLAlchemy asks the type of a column",
    "serving/connection.py:Connection(HTTPChannel)": "waitress makes a channel of each connection",
    "serving/connection.py:Page(WSGITask)": "waitress answers with a task",
    "serving/connection.py:Refusal(ErrorTask)": "waitress answers with a task",
    "serving/door.py:Door(TcpWSGIServer)": "waitress accepts in its server",
    "serving/server.py:Server(BaseApplication)": "gunicorn asks its application for settings",
    "serving/worker.py:Keeper(Arbiter)": "gunicorn keeps its workers in an arbiter",
    "serving/worker.py:PatientWorker(Worker)": "gunicorn runs a worker in each process",
    "text/finding.py:_Folded(dict[int, str])": "str.translate asks a mapping for each character, of which there are so many",
    "transparency/wire.py:AddCheckpoint(BaseHTTPRequestHandler)": "http.server makes one of it for each request",
    "web/request/bounds.py:Counting(Request)": "Flask makes a request of each call",
    "web/request/bounds.py:_UpTo(SpooledTemporaryFile[bytes])": "werkzeug writes what is sent into such a file",
    "web/shapes/told.py:_Blank(dict[str, str])": "str.format_map asks a mapping for what is missing",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module but the migrations, which are written once and never again."""
    yield from ((name, tree) for name, tree in trees().items() if "/migrations/" not in name)


def ours() -> set[str]:
    """The names of our own classes."""
    return {node.name for _, tree in modules() for node in walked(tree) if isinstance(node, ast.ClassDef)}


def bases() -> Iterator[tuple[str, str]]:
    """Each class with a base that is not one of KINDS, as `file:Class(base)`, and the plain name of the base."""
    for name, tree in modules():
        for node in walked(tree):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    plain = ast.unparse(base).split("[")[0].split(".")[-1]
                    if plain not in KINDS:
                        yield f"{name}:{node.name}({ast.unparse(base)})", plain


def test_what_inherits_from_us_is_listed_with_its_reason():
    """Hold the other thing and ask it; a form that several have is a Protocol."""
    known = ours()
    found = {told for told, plain in bases() if plain in known}
    assert found == set(IS_A)


def test_what_inherits_from_others_is_listed_with_its_reason():
    known = ours()
    found = {told for told, plain in bases() if plain not in known}
    assert found == set(PLUGGED_IN)


def test_no_class_is_put_together_from_several():
    mixed = [
        f"{name}:{node.name}"
        for name, tree in modules()
        for node in walked(tree)
        if isinstance(node, ast.ClassDef) and len([one for one in node.bases if "Generic" not in ast.unparse(one)]) > 1
    ]
    assert mixed == []


@pytest.mark.parametrize("one", ["chinese", "english"])
def test_a_language_knows_nothing_of_the_other(one: str):
    """What both need lies beside them."""
    other = {"chinese": "english", "english": "chinese"}[one]
    known = {
        f"{name}: {node.module}"
        for name, tree in modules()
        if name.startswith("text/") and one in Path(name).stem
        for node in walked(tree)
        if isinstance(node, ast.ImportFrom) and node.module and other in node.module.split(".")[-1]
    }
    assert known == set()


#: Made once in a process: a function of nothing, or of values of which there are few by nature.
FEW = {
    "publishing/faces/typefaces.py:opened": "the faces of the settings",
    "publishing/faces/typefaces.py:family": "the faces of the settings, on two layers",
    "rules/row.py:groups_of": "the guards of the page of moves",
    "web/shapes/dress.py:dress": "the templates",
}
#: Lists and tables of a module that are written to while the program runs, with the reason why they are no cache of ours.
WRITTEN_TO = {
    "publishing/engine/gaps.py:_waiting": "the gap before the next piece of the line being drawn: a state, not a memory",
    "publishing/engine/lending.py:_lent": "the bytes of a face live as long as the face: a lease, not a memory",
    "publishing/word/reading/apart.py:_last": "one file, let go before the next one is read: both together would be too much",
}


def kept() -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Each function whose answers are kept: where it stands, the decorator, the function."""
    for name, tree in modules():
        for node in walked(tree):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if ast.unparse(decorator).split("(")[0].split(".")[-1] in ("cache", "lru_cache"):
                        yield f"{name}:{node.name}", ast.unparse(decorator), node


def test_what_a_process_keeps_for_ever_is_one_thing_or_few():
    """`@cache` forgets nothing: what anybody may type, or load up, would fill the process. `@lru_cache(maxsize=…)` does."""
    unbounded = {where for where, decorator, node in kept() if decorator == "cache" and node.args.args}
    assert unbounded == set(FEW)
    bounded = [(where, decorator) for where, decorator, _ in kept() if decorator != "cache"]
    loose = [
        where for where, decorator in bounded if not re.fullmatch(r"lru_cache\(maxsize=(?!None\b)\w+\)", decorator)
    ]
    assert loose == []
    assert len(bounded) > 5


def test_what_was_made_of_rows_is_kept_in_one_kind_of_memory():
    """`Memory` for what never changes, `read_once` and `Family` within a transaction; no tables of a module's own."""
    own = set()
    for name, tree in modules():
        empty = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
            if ast.unparse(node.value) in ("{}", "[]", "set()", "dict()", "list()")
            or ast.unparse(node.value).split("(")[0].split("[")[0].split(".")[-1]
            in ("OrderedDict", "WeakKeyDictionary", "WeakValueDictionary", "WeakSet", "deque")
        }
        own |= {f"{name}:{one}" for one in empty}
    assert own == set(WRITTEN_TO)
    memories = {
        name
        for name, tree in modules()
        for node in walked(tree)
        if isinstance(node, ast.ClassDef)
        and any("OrderedDict" in ast.unparse(one) for one in ast.walk(node) if isinstance(one, ast.Call))
    }
    assert memories == {"lifecycle/facts/memory.py"}
