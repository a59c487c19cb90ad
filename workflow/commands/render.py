"""`workflow render FILE -o OUT.pdf`: the official PDF of a regulation in plain text, Chinese or English."""

from __future__ import annotations

import os
from pathlib import Path

from workflow.commands.arguments import Arguments, Unusable, read_text, write_whole
from workflow.config import SettingError, Settings


def run(arguments: list[str]) -> int:
    """Prints one text as it would be issued and reads it back before the file is written; 0, or Unusable in one sentence."""
    parser = Arguments(prog="workflow render", description="The official PDF of a regulation.")
    parser.add_argument("file", metavar="FILE", help="a UTF-8 text, or - for standard input")
    parser.add_argument("-o", dest="out", metavar="OUT.pdf", required=True, help="the PDF to write")
    chosen = parser.parse_args(arguments)
    pdf = _pdf(chosen.file, read_text(chosen.file))
    write_whole(Path(chosen.out), pdf)
    return 0


def _pdf(file: str, text: str) -> bytes:
    # The press takes half a second to load, which a mistyped argument should not cost.
    from workflow.publishing.faces.fonts import FontsMissing, faces
    from workflow.publishing.pdf import render
    from workflow.publishing.proof.read_back import same_text
    from workflow.publishing.values.facts import PrintFacts
    from workflow.publishing.values.faults import PrintingRefused
    from workflow.text.fingerprint import fingerprint
    from workflow.text.reading.parse import parse
    from workflow.text.reading.write import write

    if not text.strip("\ufeff \t\r\n\u3000"):
        raise Unusable(f"{file} is empty: there is nothing to print.")
    document = parse(text).document
    facts = PrintFacts(language=document.language, fingerprint=fingerprint(write(document)))
    try:
        pdf = render(document, facts, faces(Settings.from_environ(os.environ)))
    except (PrintingRefused, FontsMissing, SettingError) as refusal:
        raise Unusable(f"{file} was not printed: {refusal.words.en}") from refusal
    if not same_text(document, pdf):
        raise Unusable(f"{file} was not printed: the words read back from the PDF differ from the text.")
    return pdf
