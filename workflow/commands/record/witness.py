"""`workflow witness FILE`: stands on another machine and signs the checkpoints of a log that only ever grew."""

import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from workflow.commands.arguments import Arguments, Unusable
from workflow.transparency.notes import LONGEST, Unreadable, is_name, verifier_of
from workflow.transparency.wire import served
from workflow.transparency.witness import Declined, Witness

#: Exit status when nothing was signed because the log did not go on from what was seen before.
DECLINED = 1


def run(arguments: list[str]) -> int:
    """Sign the request on standard input, or do what the options say. 1 and one sentence when it is not signed. Raises Unusable."""
    parser = Arguments(
        prog="workflow witness",
        description="Signs a checkpoint (what `workflow checkpoint --since N` prints, on standard input) when it goes on from the "
        "last one that was signed here, and refuses a record that was shortened or rewritten. FILE remembers that, and the key.",
    )
    parser.add_argument("file", metavar="FILE", help="the memory of this witness; it is nobody else's business")
    parser.add_argument(
        "--new", metavar="NAME", help="make FILE, with a key of that name, such as union.example/office"
    )
    parser.add_argument("--key", action="store_true", help="print the key that others check its signatures with")
    parser.add_argument("--log", metavar="KEY", help="watch this log: what `workflow checkpoint --key` prints")
    parser.add_argument(
        "--serve", metavar="HOST:PORT", help="answer over HTTP until stopped, instead of on standard input"
    )
    given = parser.parse_args(arguments)
    try:
        return _do(given.file, given.new, given.log, given.key, given.serve)
    except Declined as error:
        sys.stderr.write(f"workflow: {error.words.zh} {error.words.en}\n")
        return DECLINED
    except Unreadable as error:
        raise Unusable(f"{given.log}: 不是日志的密钥 is no key of a log.") from error
    except FileExistsError as error:
        raise Unusable(f"{given.file} 已经存在 exists already.") from error
    except (OSError, sqlite3.Error) as error:
        raise Unusable(
            f"{given.file}: 不是见证程序的文件，或打不开 is no memory of a witness, or cannot be opened ({error})."
        ) from error


def _do(file: str, new: str | None, log: str | None, key: bool, serve: str | None) -> int:
    if new is not None:
        if not is_name(new):
            raise Unusable(f"{new}: 名称不能有空格和加号 a name has no blanks and no plus sign.")
        Witness.made(Path(file), new)
    witness = Witness(Path(file))
    if log is not None:
        witness.watch(verifier_of(log))
    if key or new is not None:
        sys.stdout.write(f"{witness.key.words()}\n")
    if serve is not None:
        _serve(witness, serve)
    elif not (key or new or log):
        sys.stdout.write(witness.cosigned(sys.stdin.read(LONGEST + 1), datetime.now(UTC)))
    return 0


def _serve(witness: Witness, place: str) -> None:
    host, _, port = place.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise Unusable(f"{place}: 应为 HOST:PORT should be HOST:PORT.")
    try:
        server = served(witness, host.strip("[]"), int(port), lambda: datetime.now(UTC))
    except (OSError, UnicodeError) as error:
        raise Unusable(f"{place}: 不能在这里监听 cannot be listened on ({error}).") from error
    sys.stdout.write(f"http://{host}:{server.server_address[1]} {witness.key.words()}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
