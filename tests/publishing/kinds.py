"""Every kind of paper that leaves the house, in both languages, with words that are hard to print: for looks at all of them.

`test_kinds` holds the list against the code: whatever makes a PDF stands behind one of the kinds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.publishing import specimens
from workflow.publishing.beside import render_table
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.hearing import render_filed, render_poster, render_report
from workflow.publishing.pdf import render, render_resolution
from workflow.publishing.slips import A_PAGE, Around, Slip, draw_slips
from workflow.publishing.table_lines import lines_of
from workflow.publishing.values.facts import Paper, PrintFacts, ResolutionFacts
from workflow.publishing.values.filed import Cell, Filed, Side, Table
from workflow.publishing.values.hearing import Answered, Poster, Report
from workflow.text.amending.amend import Refusal, amend
from workflow.text.comparing.compare import compare
from workflow.text.reading.parse import parse
from workflow.text.tree import Document
from workflow.words import Language, Script

Draw = Callable[[Faces], bytes]

FACTS = PrintFacts(
    enterprise="某某新材料股份有限公司",
    document_number="某材职代〔2025〕3号",
    edition_number=2,
    session="第一届职工代表大会第二次会议",
    effective_date=date(2025, 5, 1),
    fingerprint="7c41e09b52da1f8803be96a7d4f02b6e" * 2,
)

#: What the kinds below are drawn by, and who asks for it: module.function → the calls of it in the program.
MAKERS = {
    "workflow.publishing.pdf.render": {"workflow.publishing.pressroom.orders.drawn", "workflow.commands.render._pdf"},
    "workflow.publishing.pdf.render_resolution": {"workflow.publishing.pressroom.orders.drawn"},
    "workflow.publishing.beside.render_table": {
        "workflow.publishing.pressroom.orders.drawn",
        "workflow.commands.table._pdf",
    },
    "workflow.publishing.hearing._press": {
        "workflow.publishing.hearing.render_poster",
        "workflow.publishing.hearing.render_report",
        "workflow.publishing.hearing.render_filed",
    },
    "workflow.publishing.slips.draw_slips": {"workflow.publishing.slips.draw_apart"},
}
#: Who writes an order for a paper from the records, and the kinds that it orders.
ORDERED = {
    "workflow.papers.text_order": {"regulation", "draft", "report", "superseded"},
    "workflow.papers.decision_order": {"decision"},
    "workflow.papers.table_order": {"table"},
    "workflow.papers.resolution_order": {"resolution", "record"},
    "workflow.web.consultation.papers.poster": {"poster"},
    "workflow.web.consultation.papers.report": {"consultation"},
    "workflow.web.chain.papers._sent": {"letter", "opinions"},
}
#: Who has drawn what is no paper of the records: no order and no spool may keep a code that is shown once.
UNKEPT = {"workflow.web.people.slips._made": {"slips"}}
#: Who lays finished pages of the press together: hundreds of slips are drawn some at a time, since one drawing has its limit.
JOINED = {"workflow.publishing.slips"}

ENGLISH = replace(
    FACTS,
    language=Script.ENGLISH,
    enterprise="Example New Materials Co., Ltd.",
    document_number="EWC [2025] No. 3",
    session="the Second Session of the First Workers' Congress",
)
RESOLUTION = ResolutionFacts(
    congress="某某新材料股份有限公司第一届职工代表大会第二次会议",
    regulation="职工代表大会工作条例",
    note="2025年4月22日第一届职工代表大会第二次会议通过",
    body=(
        f"会议应到职工代表91人，实到职工代表88人，监票人{specimens.RARE_NAMES}，符合法定人数。",
        "会议以无记名投票方式表决：赞成85票，反对1票，弃权2票；MnO₂车间（500 m²、25℃）的代表列席。",
        "会议决定：通过《职工代表大会工作条例》，自2025年5月1日起施行。",
    ),
    signature="某某新材料股份有限公司职工代表大会",
    signed_on=date(2025, 4, 22),
    enterprise=FACTS.enterprise,
    fingerprint=FACTS.fingerprint,
)
RESOLUTION_EN = ResolutionFacts(
    language=Script.ENGLISH,
    congress="Second Session of the First Workers' Congress of Example New Materials Co., Ltd.",
    regulation="Regulations on the Work of the Workers' Congress",
    note="Passed at the Second Session of the First Workers' Congress on 22 April 2025",
    body=("91 delegates were due and 88 attended.", "85 were in favour; the MnO₂ plant (500 m²) abstained."),
    signature="Example New Materials Co., Ltd., Workers' Congress",
    signed_on=date(2025, 4, 22),
    fingerprint=FACTS.fingerprint,
)


def _text(english: bool) -> Document:
    """The specimen with the hard words in an article of its own."""
    document = specimens.english() if english else specimens.regulation()
    words = specimens.HARD_ENGLISH if english else specimens.HARD
    return specimens.between((), document, parse(words).document.root.children)


def _changed(english: bool) -> tuple[Document, Document]:
    """A text before and after its amendment."""
    return tuple(parse(words).document for words in specimens.AMENDED["en" if english else "zh"])  # type: ignore[return-value]


def _decision(english: bool) -> Document:
    written = amend(*_changed(english))
    assert not isinstance(written, Refusal), written
    return parse(written.decision).document


def _table(facts: PrintFacts, english: bool, faces: Faces) -> bytes:
    before, after = _changed(english)
    lines = lines_of(compare(before, after).changes)
    said = specimens.HARD_ENGLISH if english else specimens.HARD
    return render_table(after.title, [replace(line, reason=said[:60]) for line in lines], facts, faces)


def _slips(english: bool, faces: Faces) -> bytes:
    """A full page of slips and one with two, with names and departments as hard as they come."""
    names = (
        "张三",
        "喆堃",
        "阿卜杜热西提·阿卜杜拉",
        "Alexandra Featherstonehaugh-Cholmondeley of the Second Smelting Works",
        specimens.RARE_NAMES[:9],
        "𬭎",
    )
    around = Around(
        ENGLISH.enterprise if english else FACTS.enterprise,
        "https://regulations.example.com/sign-in",
        "23 March 2026" if english else "2026年3月23日",
        Language.EN if english else Language.ZH,
    )
    made = [
        Slip(
            names[at % len(names)],
            f"A{at:05}",
            (
                "",
                "电解二氧化锰（MnO₂）车间",
                "Quality Assurance",
                "装备制造事业部第二热处理车间精密铸造工段乙班质量检验小组与计量室" * 2,
            )[at % 4],
            "7KQ4-MX2D-9TRW",
            f"{around.address}#A{at:05}&7KQ4MX2D9TRW",
        )
        for at in range(A_PAGE + 2)
    ]
    return draw_slips(made, around, faces)


def _poster(english: bool, faces: Faces) -> bytes:
    """A poster with a title and a link as long as they come."""
    return render_poster(
        Poster(
            language=Script.ENGLISH if english else Script.SIMPLIFIED,
            enterprise=ENGLISH.enterprise if english else FACTS.enterprise,
            heading="Employees are asked" if english else "征求意见",
            title="Regulations on the Work of the Workers' Congress"
            if english
            else f"职工代表大会工作条例（{specimens.RARE_NAMES}）",
            nth="edition 2" if english else "第2版",
            lines=("Until 23 March 2026.",) * 3
            if english
            else ("自2026年3月9日起至2026年3月23日止。", "MnO₂车间（500 m²）的职工可以在车间填写。"),
            link="https://regulations.example.com/ask/" + "7KQ4MX2D9TRW" * 3,
            foot=FACTS.fingerprint,
        ),
        faces,
    )


def _report(english: bool, faces: Faces) -> bytes:
    """A report with an opinion as hard as they come, an answer, and the table of what became of it."""
    before, after = _changed(english)
    hard = specimens.HARD_ENGLISH if english else specimens.HARD
    group = Answered("第二条", "“时间”", 2, (hard, f"同意。{specimens.RARE_NAMES}"), "采纳", hard[:80], "第二条")
    return render_report(
        Report(
            language=Script.ENGLISH if english else Script.SIMPLIFIED,
            enterprise=ENGLISH.enterprise if english else FACTS.enterprise,
            heading="Report" if english else "意见采纳情况报告",
            title=after.title,
            facts=(("Asked", "everybody"),) if english else (("征求范围", "全体职工"), ("意见", "2条")),
            heads=("Place", "Opinion", "Answer", "Became") if english else ("条文", "意见", "答复", "去向"),
            groups=(group,) * 3,
            none="",
            compared="Compared" if english else "征求意见稿与送审稿对照",
            sides=("Asked", "Now") if english else ("征求意见稿", "现稿"),
            lines=tuple(lines_of(compare(before, after).changes)),
            same="",
            fingerprint=FACTS.fingerprint,
        ),
        faces,
    )


def _filed(english: bool, faces: Faces, *, letter: bool) -> bytes:
    """An opinion that is read as a letter; or a table on its side, of three hundred rows, with words as hard as they come."""
    before, after = _changed(english)
    hard = specimens.HARD_ENGLISH if english else specimens.HARD
    cells: list[tuple[Cell, ...]] = [
        (
            Side("".join(line.old), line.runs, before=True),
            Side("".join(line.new), line.runs, before=False),
            hard,
            "采纳",
        )
        for line in lines_of(compare(before, after).changes)
    ]
    rows = (*cells, *(("第二条", "—", f"{specimens.RARE_NAMES}：{hard[:40]}", "—"),) * (300 if not letter else 0))
    heads = ("Before", "After", "Opinions", "Became") if english else ("修改前", "修改后", "意见", "采纳情况")
    table = Table("", heads, (31, 31, 22, 16), rows, "")
    empty = Table("二、内部审批", heads, (31, 31, 22, 16), (), "Nothing." if english else "没有登记。")
    return render_filed(
        Filed(
            language=Script.ENGLISH if english else Script.SIMPLIFIED,
            enterprise=ENGLISH.enterprise if english else FACTS.enterprise,
            heading="Opinion on legality" if english else "合法性审查意见书",
            title=after.title,
            number="法审〔2026〕1号" if letter else "",
            facts=() if letter else (("Text", "edition 2"),) if english else (("文本", "第2版"),),
            body=(("head", "一、审查结论"), ("paragraph", hard), ("code", FACTS.fingerprint)) if letter else (),
            signature=(specimens.RARE_NAMES[:9], "2026年3月16日") if letter else (),
            tables=() if letter else (table, empty),
            fingerprint=FACTS.fingerprint,
            wide=not letter,
        ),
        faces,
    )


def _in(language: str, facts: PrintFacts, state: str) -> dict[str, Draw]:
    """The kinds of one language."""
    english = language == "en"
    draft = replace(facts, kind=Paper.DRAFT, state_words=state, demonstration=True, edition_number=None, session="")
    over = replace(facts, superseded=date(2026, 1, 1), superseded_by=state, entered=facts.session, corrected=state)
    resolution = RESOLUTION_EN if english else RESOLUTION
    return {
        f"regulation-{language}": lambda faces: render(_text(english), facts, faces),
        f"draft-{language}": lambda faces: render(_text(english), draft, faces),
        f"report-{language}": lambda faces: render(
            _text(english), replace(facts, kind=Paper.REPORT, deliberated=True, mark=FACTS.enterprise), faces
        ),
        f"superseded-{language}": lambda faces: render(_text(english), over, faces),
        f"decision-{language}": lambda faces: render(_decision(english), draft, faces),
        f"table-{language}": lambda faces: _table(replace(draft, entered_before=state), english, faces),
        f"resolution-{language}": lambda faces: render_resolution(resolution, faces),
        f"record-{language}": lambda faces: render_resolution(
            replace(resolution, is_record=True, note="", signature=""), faces
        ),
        f"slips-{language}": lambda faces: _slips(english, faces),
        f"poster-{language}": lambda faces: _poster(english, faces),
        f"consultation-{language}": lambda faces: _report(english, faces),
        f"letter-{language}": lambda faces: _filed(english, faces, letter=True),
        f"opinions-{language}": lambda faces: _filed(english, faces, letter=False),
    }


#: Name → draws it.
KINDS: dict[str, Draw] = {
    **_in("zh", FACTS, "征求意见稿"),
    **_in("en", ENGLISH, "Consultation draft"),
}

#: The kinds that are the paper of a document, with it.
DOCUMENTS: dict[str, Document] = {
    f"{kind}-{language}": document
    for language in ("zh", "en")
    for kind, document in (
        *((kind, _text(language == "en")) for kind in ("regulation", "draft", "report", "superseded")),
        ("decision", _decision(language == "en")),
    )
}
