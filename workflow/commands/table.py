"""`workflow table OLD NEW -o OUT.pdf|.docx`: the comparison table 修订对照表 of two texts."""

from __future__ import annotations

import os
from pathlib import Path

from workflow.commands.arguments import Arguments, Unusable, read_text, write_whole
from workflow.config import SettingError, Settings


def run(arguments: list[str]) -> int:
    """Prints the table; 0, or Unusable in one sentence."""
    parser = Arguments(prog="workflow table", description="The comparison table of two texts.")
    parser.add_argument("old", metavar="OLD", help="the earlier text, or - for standard input")
    parser.add_argument("new", metavar="NEW", help="the later text, or - for standard input")
    parser.add_argument("-o", dest="out", metavar="OUT.pdf|.docx", required=True, help="the PDF or Word file to write")
    chosen = parser.parse_args(arguments)
    form = Path(chosen.out).suffix.lower()
    if form not in (".pdf", ".docx"):
        raise Unusable(f"{chosen.out} must end in .pdf or .docx: the name says what to write.")
    table = _docx if form == ".docx" else _pdf
    write_whole(Path(chosen.out), table(read_text(chosen.old), read_text(chosen.new)))
    return 0


def _docx(old: str, new: str) -> bytes:
    from workflow.publishing.table_lines import lines_of
    from workflow.publishing.values.facts import PrintFacts
    from workflow.publishing.word.writing.table import write_table
    from workflow.text.comparing.compare import compare
    from workflow.text.fingerprint import fingerprint
    from workflow.text.reading.parse import parse
    from workflow.text.reading.write import write

    before, after = parse(old).document, parse(new).document
    facts = PrintFacts(language=after.language, fingerprint=fingerprint(write(after)))
    return write_table(lines_of(compare(before, after).changes), after.title, facts)


def _pdf(old: str, new: str) -> bytes:
    # The press takes half a second to load, which a mistyped argument should not cost.
    from workflow.publishing.beside import render_table
    from workflow.publishing.faces.fonts import FontsMissing, faces
    from workflow.publishing.table_lines import lines_of
    from workflow.publishing.values.facts import PrintFacts
    from workflow.publishing.values.faults import PrintingRefused
    from workflow.text.comparing.compare import compare
    from workflow.text.fingerprint import fingerprint
    from workflow.text.reading.parse import parse
    from workflow.text.reading.write import write

    before, after = parse(old).document, parse(new).document
    facts = PrintFacts(language=after.language, fingerprint=fingerprint(write(after)))
    try:
        lines = lines_of(compare(before, after).changes)
        return render_table(after.title, lines, facts, faces(Settings.from_environ(os.environ)))
    except (PrintingRefused, FontsMissing, SettingError) as refusal:
        raise Unusable(f"the table was not printed: {refusal.words.en}") from refusal
