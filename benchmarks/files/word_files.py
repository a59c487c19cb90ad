"""How much of Word files made in many ways is recovered: `python -m benchmarks word_files`.

Written by hand as Word and WPS write them, made with python-docx, and saved by LibreOffice from .odt, .html and .doc: numbers
typed and counted, lists, tables, tracked changes, remarks, notes, fields, forms and text boxes.
"""

from __future__ import annotations

from tests.publishing.word.files.samples import FILES, number_of
from workflow.publishing.word.reading.document import read_document


def main() -> None:
    """Print one line a way of making: files, files read exactly, lines and numbers recovered; then every line that was not."""
    print(f"{'made':<16}{'files':>7}{'exact':>7}{'lines':>8}{'exact':>7}{'numbers':>9}{'exact':>7}")
    ways: dict[str, list[int]] = {}
    wrong: list[str] = []
    for name, (content, lines) in FILES.items():
        read = read_document(content).text.splitlines()
        pairs = list(zip(lines, [*read, *[""] * len(lines)], strict=False))
        numbers = [(number_of(wanted), number_of(found)) for wanted, found in pairs if number_of(wanted)]
        way = name.partition(":")[0]
        counts = (1, read == lines, len(lines), _same(pairs), len(numbers), _same(numbers))
        for sums in (ways.setdefault(way, [0] * 6), ways.setdefault("together", [0] * 6)):
            sums[:] = [a + b for a, b in zip(sums, counts, strict=True)]
        wrong += [f"{name}: {found!r}, not {wanted!r}" for wanted, found in pairs if wanted != found]
    ways["together"] = ways.pop("together")
    for way, (files, exact, lines_, lines_exact, numbers_, numbers_exact) in ways.items():
        print(f"{way:<16}{files:>7}{exact:>7}{lines_:>8}{lines_exact:>7}{numbers_:>9}{numbers_exact:>7}")
    print("\n".join(wrong))


def _same(pairs: list[tuple[str, str]]) -> int:
    return sum(wanted == found for wanted, found in pairs)


if __name__ == "__main__":
    main()
