"""The words around a text on paper: marks on every page, the notice on page one, the colophon, the file's properties."""

from __future__ import annotations

from workflow.publishing.engine.titles import width
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.table_lines import LEGEND
from workflow.publishing.values.facts import PrintFacts, ResolutionFacts, in_words
from workflow.words import Script, Words

#: Characters that a row of the colophon takes, of 四号 or of the smaller English type.
ROW, ROW_ENGLISH = 29.0, 42.0
DEMONSTRATION = Words("演示", "Demonstration")
SUPERSEDED = Words("已被替代", "Superseded")
ENTERED = Words("补录", "Entered afterwards")
#: 方正小标宋 is not free; whatever stands in for it must say so in the file.
_STAND_IN = Words("小标宋以自由字体代替。", "A free face stands in for Xiaobiaosong.")


def marks(facts: PrintFacts | ResolutionFacts) -> list[str]:
    """The words framed at the head of every page, in the document's language."""
    words = [facts.state_words] if facts.state_words else []
    if isinstance(facts, PrintFacts) and facts.superseded:
        words.append(SUPERSEDED.in_language(facts.language))
    if isinstance(facts, PrintFacts) and facts.entered:
        words.append(ENTERED.in_language(facts.language))
    if facts.demonstration:
        words.append(DEMONSTRATION.in_language(facts.language))
    return list(dict.fromkeys(words))


def notices(facts: PrintFacts) -> list[str]:
    """What page one says first, sentence by sentence: that the text no longer applies, that it was entered afterwards."""
    return [one for one in (notice(facts), _entered(facts)) if one]


def in_brackets(words: str, language: Script) -> str:
    """Words under a title, such as the state of a draft or who adopted the text, in the brackets of a language; "" for none."""
    if not words:
        return ""
    return f"({words})" if language == Script.ENGLISH else f"（{words}）"


def legend(facts: PrintFacts) -> str:
    """The words above a comparison table: how its marks are read, and that its old text was entered afterwards."""
    words = LEGEND.in_language(facts.language)
    if not facts.entered_before:
        return words
    if facts.language == Script.ENGLISH:
        return f"{words} Before: {facts.entered_before[:1].lower()}{facts.entered_before[1:]}."
    return f"{words.removesuffix('）')}；修改前的文本是补录的，{facts.entered_before.removeprefix('补录：')}）"


def _entered(facts: PrintFacts) -> str:
    if not facts.entered:
        return ""
    said = [one for one in (facts.entered, facts.corrected) if one]
    if facts.language == Script.ENGLISH:
        return f"{', '.join(said)}. This is not an officially issued file; the paper original decides."
    return f"{'，'.join(said)}。不是正式印发的文件，以纸质原件为准。"


def notice(facts: PrintFacts) -> str:
    """That the text no longer applies; "" while it does."""
    if not facts.superseded:
        return ""
    day = in_words(facts.superseded, facts.language)
    if facts.language == Script.ENGLISH:
        by = f" It was superseded by {facts.superseded_by}." if facts.superseded_by else ""
        if facts.never_applied:
            return f"This text never applied.{by}"
        return f"This text has not applied since {day}.{by}"
    by = f"，由{facts.superseded_by}替代" if facts.superseded_by else ""
    if facts.never_applied:
        return f"本文本没有施行过{by}，仅供查考。"
    return f"本文本自{day}起不再施行{by}，仅供查考。"


def colophon(facts: PrintFacts) -> list[tuple[str, str]]:
    """The rows at the foot of the last page, left and right: two, and a third for a text that was entered afterwards.

    Empty when nothing is known beyond the text.
    """
    english = facts.language == Script.ENGLISH
    edition = session = effect = ""
    if facts.edition_number is not None:
        edition = f"Edition {facts.edition_number}" if english else f"第{facts.edition_number}版"
    if facts.session:
        act = Words("审议", "Deliberated") if facts.deliberated else Words("通过", "Adopted")
        session = f"{act.en} by {facts.session}" if english else f"{facts.session}{act.zh}"
    if facts.effective_date:
        day = in_words(facts.effective_date, facts.language)
        effect = f"In force from {day}" if english else f"自{day}起施行"
    if not (facts.document_number or edition or session or effect):
        return []
    number = (", " if english else "　").join(word for word in (facts.document_number, edition) if word)
    rows = ((facts.enterprise, number), (session, effect), (facts.entered, facts.corrected))
    return [part for row in rows if any(row) for part in _side_by_side(*row, ROW_ENGLISH if english else ROW)]


def _side_by_side(left: str, right: str, measure: float) -> list[tuple[str, str]]:
    """One row of the colophon, or two where both sides are too long for one."""
    if not (left and right) or width(left) + width(right) <= measure:
        return [(left, right)]
    return [(left, ""), ("", right)]


def properties(title: str, facts: PrintFacts | ResolutionFacts, faces: Faces) -> dict[str, str]:
    """The PDF's properties. Say which faces stand in for others, and what the text is beside its words."""
    language = facts.language
    said = [_STAND_IN.in_language(language)]
    if faces.notice:
        said.append(faces.notice.in_language(language))
    return {
        "title": title,
        "author": facts.enterprise,
        "subject": " ".join([*marks(facts), *said]),
        "keywords": ", ".join(word for word in (facts.document_number, facts.fingerprint) if word),
        "generator": "regulation-workflow",
    }
