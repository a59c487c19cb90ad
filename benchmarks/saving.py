"""How long a save of a costly text keeps every other act waiting: the seconds of its writing transaction.

    python -m benchmarks saving [--kinds …]

Each kind of text (see `hostile_texts`) is made as long as the bounds allow, saved as the first text of a draft, and saved
again with a third of its lines changed. Pages go on meanwhile; votes and other acts wait for their turn, 20 s at most.
"""

import argparse
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from tests.text.hostile_texts import KINDS, edited
from workflow import demonstration
from workflow.config import Settings
from workflow.demonstration.cast import named
from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.figures import procedure_of
from workflow.lifecycle.people.people import person_by_code
from workflow.publishing.faces.fonts import faces
from workflow.records import migrations
from workflow.records.database.session import make_engine, writing
from workflow.records.regulation import Edition, RegulationKind
from workflow.words import Language

TODAY, NOW = date(2026, 3, 16), datetime(2026, 3, 16, 1, tzinfo=UTC)


def within_bounds(kind: str) -> str:
    """The longest text of a kind that may be saved."""
    text = KINDS[kind](990_000)
    kept = text.split("\n")
    return "\n".join(kept[: texts.MOST_LINES]) + "\n" if len(kept) > texts.MOST_LINES else text


def main(options: list[str]) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks saving")
    parser.add_argument("--kinds", default=",".join(KINDS))
    given = parser.parse_args(options)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'saving.sqlite'}"
        settings = Settings.from_environ({"DATA_DIR": folder, "DATABASE_URL": url})
        engine = make_engine(url)
        migrations.upgrade(engine)
        procedure = procedure_of(named(settings))
        demonstration.stage(engine, settings, procedure, faces(settings), TODAY, lambda _line: None)
        print("| Text | Size | First save | Second save |\n| --- | ---: | ---: | ---: |")
        for kind in given.kinds.split(","):
            first = within_bounds(kind)
            spent = []
            number = 0
            for text in (first, edited(first)):
                begun, worked = time.perf_counter(), time.process_time()
                with writing(engine) as db:
                    act = Act(db, person_by_code(db, "drafter"), NOW, settings.time_zone, procedure)
                    if not number:
                        edition = drafting.create(
                            act,
                            slug=f"text-{kind.replace('_', '-')}",
                            kind=RegulationKind.REGULATION,
                            name_zh=kind,
                            name_en=kind,
                        )
                        number = edition.id or 0
                    edition = db.get_one(Edition, number)
                    language = Language.EN if kind.startswith("english") else Language.ZH
                    drafting.save(act, edition, language, text, texts.latest(db, edition, language), "")
                spent.append(f"{time.process_time() - worked:.1f} s ({time.perf_counter() - begun:.1f} s by the clock)")
            print(f"| {kind} | {len(first.encode()) / 1000:.0f} kB | {' | '.join(spent)} |", flush=True)
        engine.dispose()
    return 0
