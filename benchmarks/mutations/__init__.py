"""Changes the record behind the product's back and asks `workflow verify` for them: `python -m benchmarks mutations --n 500 --seed 7`.

The demonstration enterprise is made, people act in it (`--acts`, one act in twenty through HTTP), and one signed checkpoint leaves
the house. Then, one at a time and each taken back afterwards, somebody who may write into the database and the files beside it
changes something, with every trigger put back as it was:

row       a value of a row of any table but WORKING ones, half of the time each row as likely as any other, half each table
deleted   such a row is taken away
added     such a row is there twice, under another number
kept      a bit of a kept file: an official paper, a paper of the congress, what somebody brought; in half with a digest that fits
chain     an event is changed and the chain behind it made again
clock     the moment of an event is set before that of its predecessor, and the chain made again
tail      the last events are cut off, with everything that they alone speak for
trigger   a trigger is taken away, or says nothing any more
schema    a table, a column or an index is added, or an index is taken away
marker    the file that remembers how far the record had got loses a byte or itself, or is another's
key       the key that signs checkpoints is another one

The key of sessions is no part of the record: whoever exchanges it ends every sign-in. `--replay FILE` does what the lines of FILE
say instead (JSON: {"kind", "table", "key", "column"}: of a row the place among the rows of its table, of the chain the event
before, and the way as `attacker.WAYS` lists them where the kind has ways) and prints what was found of each. Ends with
`mutations N found F named M`; exit 1 unless all are equal, or when a kind of change or of act came up less often than once in a
hundred. Named: a line begins with the very object; of a chain that was made again, with the events that the checkpoint covers.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from benchmarks.mutations.attacker import KINDS, Attacker, NothingDone
from benchmarks.mutations.house import Installation, installed
from workflow.commands.record.anchors import held

#: From so many on a kind that is rarer than one in a hundred is a fault of the trial.
MANY = 1000
#: After so many it is said how far it has come.
EVERY = 500


def main(options: list[str]) -> int:
    """Change, ask, take back; print how often each kind of change and of act was made, and the closing line."""
    parser = argparse.ArgumentParser(prog="mutations")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=60)
    parser.add_argument("--replay", default="")
    chosen = parser.parse_args(options)
    chance = random.Random(chosen.seed)
    lines = [json.loads(one) for one in Path(chosen.replay).read_text("utf-8").splitlines()] if chosen.replay else []
    done, tables, found, named = Counter[str](), Counter[str](), 0, 0
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder), chosen.acts, chance) as house:
        origin = house.origin()
        with house.engine.connect() as connection:
            _require_whole(connection, house, origin)
            raw = connection.connection.driver_connection
            assert raw is not None
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA ignore_check_constraints=ON")
            kept = {file: file.read_bytes() for file in (house.marker, house.key)}
            while sum(done.values()) < (len(lines) or chosen.n):
                with connection.begin() as begun:
                    attacker = Attacker(connection, chance, house.marker, house.key)
                    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
                    change = lines[sum(done.values())] if lines else attacker.choose(kind)
                    try:
                        is_named = attacker.do(change)
                    except (NothingDone, sa.exc.IntegrityError):  # the database has no room for two of these
                        begun.rollback()
                        continue
                    different = _asked(connection, house, origin)
                    begun.rollback()
                for file, content in kept.items():
                    file.write_bytes(content)
                done[change["kind"]] += 1
                tables[change["table"]] += change["kind"] in ("row", "deleted", "added")
                found += bool(different)
                is_told = any(is_named(one) for one in different)
                named += is_told
                if lines or not is_told:
                    sys.stdout.write(f"{json.dumps(change)} → {different[:3]}\n")
                if (so_far := sum(done.values())) % EVERY == 0:
                    sys.stdout.write(f"{so_far} so far: found {found} named {named}\n")
                    sys.stdout.flush()
            _require_whole(connection, house, origin)
        _print("acts", house.acts)
    _print("rows of", tables)
    _print("changes", done)
    total = sum(done.values())
    sys.stdout.write(f"mutations {total} found {found} named {named}\n")
    return 0 if total == found == named and not _rare(done, total, house) else 1


def _rare(done: Counter[str], total: int, house: Installation) -> list[str]:
    """Kinds that came up too rarely to say anything about them."""
    acts = sum(house.acts.values()) - house.acts["http"]
    rare = [one for one in KINDS if total >= MANY and done[one] * 100 < total]
    rare += [one for one, many in house.acts.items() if many * 100 < acts]
    if rare:
        sys.stdout.write(f"too rare: {', '.join(rare)}\n")
    return rare


def _print(what: str, counted: Counter[str]) -> None:
    sys.stdout.write(f"{what}: {', '.join(f'{kind} {many}' for kind, many in counted.most_common() if many)}\n")


def _require_whole(connection: sa.Connection, house: Installation, origin: str) -> None:
    assert (different := _asked(connection, house, origin)) == [], different[:5]
    connection.rollback()


def _asked(connection: sa.Connection, house: Installation, origin: str) -> list[str]:
    with Session(connection, join_transaction_mode="rollback_only") as db:
        return held(db, house.anchors(origin), house.marker).different
