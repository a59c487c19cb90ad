"""What comes back of our Word files out of LibreOffice: `python -m benchmarks word_libreoffice`.

Every text of policies/texts, in both languages, is written as a Word file, opened and saved again by LibreOffice (clean,
with its tracked changes, with all of them accepted and rejected, as .doc, with a paragraph more in its lists) and read.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.office import MISSING, Office
from tests.publishing.word.files.resaved import TRIALS
from workflow.publishing.word.legacy import program


def main() -> None:
    """Print one line a trial: files, how many came back exactly, seconds; or that there is no LibreOffice to try."""
    if program() is None:
        print(MISSING)
        return
    print(f"{'trial':<12}{'files':>7}{'exact':>7}{'s':>7}")
    with tempfile.TemporaryDirectory(prefix="workflow-trial-") as folder:
        office = Office(Path(folder))
        for trials in TRIALS:
            start = time.perf_counter()
            found = list(trials(office))
            exact = sum(exact for _, exact in found)
            print(f"{trials.__name__:<12}{len(found):>7}{exact:>7}{time.perf_counter() - start:>7.0f}")
            for name, good in found:
                if not good:
                    print(f"    not exact: {name}")


if __name__ == "__main__":
    main()
