"""Papers for the file of a review, from the records: the countersigning sheet, the list of opinions with what became of each, the
comparison table with them, and the opinion on legality. Drawn from values in the language of the visit.
"""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, abort, request

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import entries
from workflow.lifecycle.facts.chain import Taken, records_of, rule_of
from workflow.lifecycle.facts.resolution import day_words
from workflow.lifecycle.facts.review.said import Reply, Said, said_of
from workflow.lifecycle.facts.standing import standings
from workflow.lifecycle.facts.submitted import standing_text
from workflow.papers import facts_of
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.table_lines import GONE, LEGEND, NEW, Line, lines_of
from workflow.publishing.values.filed import Cell, Filed, Side, Table
from workflow.records.database.families import by_number
from workflow.records.enterprise import called_on
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.text.snapshot import Snapshot
from workflow.rules.chain.facts import Asked
from workflow.rules.chain.words import STEP_WORDS, VERDICT_WORDS, Verdict
from workflow.rules.review import DECISION_WORDS
from workflow.text.fingerprint import short
from workflow.web.chain.steps import READING, opinion_number
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import guarded
from workflow.web.request.long import long
from workflow.web.request.sending import file_name, send_pdf
from workflow.web.shapes.drawing import delivered, press
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import called, t
from workflow.web.shapes.shown_texts import compared

desk = Blueprint("filed", __name__)
PLACE = "/regulations/<slug>/editions/<int:number>"
#: How the paragraphs of a letter are set.
HEAD, PARAGRAPH, CODE = "head", "paragraph", "code"


@desk.get(f"{PLACE}/countersigned.pdf")
@long
@guarded(READING)
def countersigned(slug: str, number: int) -> Response:
    """The countersigning sheet 会签单."""
    return _sent(slug, number, countersigned_of, t("会签单", "countersigning sheet"))


@desk.get(f"{PLACE}/opinions.pdf")
@long
@guarded(READING)
def opinions(slug: str, number: int) -> Response:
    """The list of opinions 审核意见汇总表."""
    return _sent(slug, number, opinions_of, t("审核意见汇总表", "opinions"))


@desk.get(f"{PLACE}/opinions-table.pdf")
@long
@guarded(READING)
def table(slug: str, number: int) -> Response:
    """The comparison table with the opinions on each provision; 404 where no text is amended."""
    return _sent(slug, number, table_of, t("修订对照表（附意见）", "comparison table with opinions"))


@desk.get(f"{PLACE}/legality.pdf")
@long
@guarded(READING)
def legality(slug: str, number: int) -> Response:
    """One opinion on legality 合法性审查意见书; 404 for a record that is none."""
    return _sent(slug, number, legality_of, t("合法性审查意见书", "opinion on legality"))


Making = Callable[[Act, Regulation, Edition, Snapshot], Filed]


def _sent(slug: str, number: int, make: Making, what: str) -> Response:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    head = standing_text(act.db, edition) or abort(404)
    value = make(act, regulation, edition, head)
    facts = facts_of(act.db, edition, head, act.today, press())
    order = Order(facts=facts, faces=visit.house().faces, filed=value)
    name = file_name(".pdf", called(regulation), what)
    return delivered(order, lambda content: send_pdf(content, name, f"{slug}-{number}.pdf"))


# What stands on each --------------------------------------------------------------------------------------------------------


def countersigned_of(act: Act, regulation: Regulation, edition: Edition, head: Snapshot) -> Filed:
    """Each decision: in which capacity, by whom and for whom, what they said, what became of it, when."""
    waiting = [one.seat for one in standings(act, edition) if not one.counts]  # reads every text that was decided on
    made = [one for one in said_of(act.db, edition, visit.reading_as()) if one.decided is not None]
    rows = [
        (
            visit.say(one.office),
            _who(one),
            visit.say(DECISION_WORDS[one.decided]) + _about(one),
            one.words or "—",
            _became(one),
            _day(one),
        )
        for one in made
        if one.decided is not None
    ]
    rows += [(visit.say(one.words()), "—", t("尚未通过", "not passed yet"), "—", "—", "—") for one in waiting]
    heads = (t("身份", "Capacity"), t("会签人", "By"), t("会签", "Decision"), t("意见", "Opinion"), t("处理", "What became of it"),
             t("日期", "Date"))  # fmt: skip
    several = Table(
        t("一、审核会签", "I. Review"), heads, (13, 15, 15, 28, 15, 14), tuple(rows), t("还没有会签。", "Nobody yet.")
    )
    return _filed(act, regulation, edition, head, t("会签单", "Countersigning sheet"), (several, *_steps(act, edition)))


def opinions_of(act: Act, regulation: Regulation, edition: Edition, head: Snapshot) -> Filed:
    """Every opinion in words, with what became of it."""
    several = [one for one in said_of(act.db, edition, visit.reading_as()) if one.words]
    rows = tuple(
        (str(at), one.label or t("全文", "Whole text"), _who(one), _decided(one), _worded(one), _became(one), _day(one))
        for at, one in enumerate(several, 1)
    )
    heads = (t("序号", "No."), t("条文", "On"), t("提出人", "By"), t("身份", "As"), t("意见", "Opinion"),
             t("处理情况", "What became of it"), t("日期", "Date"))  # fmt: skip
    none = t("没有提出意见。", "No opinion was given.")
    one = Table("", heads, (5, 10, 11, 12, 28, 24, 10), rows, none)
    left = sum(1 for said in several if said.is_open)
    many = (t("意见", "Opinions"), t(f"{len(several)}条，待处理{left}条", f"{len(several)}, of which open {left}"))
    heading = t("审核意见汇总表", "Opinions and what became of them")
    return _filed(act, regulation, edition, head, heading, (one,), more=(many,), wide=True)


def table_of(act: Act, regulation: Regulation, edition: Edition, head: Snapshot) -> Filed:
    """The comparison table with a column of opinions and one of what became of them."""
    before = entries.base_of(act.db, edition) or abort(404)
    said = [one for one in said_of(act.db, edition, visit.reading_as()) if one.words]
    placed: set[int] = set()
    rows: list[tuple[Cell, ...]] = []
    for change in compared(act.db, before, head).changes:
        keys = {*change.old_keys, *change.new_keys}
        about = [(at, one) for at, one in enumerate(said) if one.keys & keys]
        lines = lines_of([change])
        if lines or about:
            placed |= {at for at, _ in about}
            label = t("、", ", ").join(change.new or change.old)
            sides: tuple[Cell, Cell] = _sides(lines[0]) if lines else (label, t("（未改动）", "(unchanged)"))
            rows.append((*sides, *_columns([one for _, one in about])))
    rest = [one for at, one in enumerate(said) if at not in placed]
    if rest:
        rows.append((t("（全文）", "(whole text)"), "—", *_columns(rest)))
    heads = (t("修改前", "Before"), t("修改后", "After"), t("意见", "Opinions"), t("采纳情况", "What became of them"))
    none = t("文字没有变化，也没有意见。", "No words changed and no opinion was given.")
    one = Table("", heads, (29, 29, 22, 20), tuple(rows), none)
    heading = t("修订对照表（附意见）", "Comparison table with opinions")
    return _filed(act, regulation, edition, head, heading, (one,), legend=visit.say(LEGEND), wide=True)


def legality_of(act: Act, regulation: Regulation, edition: Edition, _head: Snapshot) -> Filed:
    """The opinion that a record holds, on exactly the text that it dealt with."""
    wanted = row_in(request.args.get("record", ""))
    found = next((one for one in records_of(act.db, edition) if one.record.id == wanted), None)
    if found is None or not found.record.step.is_legality:
        abort(404)
    row = found.record
    title = t(f"《{called(regulation, row.at)}》", called(regulation, row.at))
    nth = t(f"第{edition.number}版", f"edition {edition.number}")
    rule = rule_of(act, edition, row)
    body = [
        (
            PARAGRAPH,
            t(
                f"{title}（{nth}）送审的文本收悉。经审查，意见如下：",
                f"The text of {title} ({nth}) was reviewed for legality, as follows:",
            ),
        ),
        (HEAD, t("一、审查结论", "I. Conclusion")),
        (PARAGRAPH, visit.say(_LEGAL[row.verdict])),
        (HEAD, t("二、审查意见", "II. Opinion")),
        *((PARAGRAPH, line) for line in (row.opinion or t("没有其他意见。", "Nothing further.")).split("\n")),
        (HEAD, t("三、审查的文本", "III. The text")),
        (
            PARAGRAPH,
            t(
                "本意见书只对有下列指纹（SHA-256）的文本有效；文本改动后，须重新审查。",
                "This opinion holds for exactly the text with this SHA-256 fingerprint; once it is changed, "
                "another review is needed.",
            ),
        ),
        (CODE, _grouped(row.fingerprint)),
    ]
    if rule is not None:
        said = visit.say(Asked(rule.step, rule.since, rule.basis).rule())
        body += [
            (HEAD, t("四、审查依据", "IV. Asked for by")),
            (PARAGRAPH, t(f"{said}。", f"{said[:1].upper()}{said[1:]}.")),
        ]
    return Filed(
        language=visit.language().script,
        enterprise=visit.say(called_on(act.db, visit.house().settings, row.held_on).name),
        heading=t("合法性审查意见书", "Opinion on legality"),
        title=title,
        number=opinion_number(row.year, row.serial),
        body=tuple(body),
        signature=(t(f"审查人：{row.who}", f"Reviewed by {row.who}"), visit.say(day_words(row.held_on))),
        fingerprint=t(f"文本指纹 {short(row.fingerprint)}", f"Fingerprint of the text {short(row.fingerprint)}"),
        marks=(*_void(found), *_marks()),
    )


_LEGAL = {
    Verdict.AGREED: VERDICT_WORDS[Verdict.AGREED]._replace(
        zh="同意。未发现与法律、法规和上级规定相抵触的内容。",
        en="Agreed: nothing was found that conflicts with laws, regulations or rules above it.",
    ),
    Verdict.AFTER_CHANGES: VERDICT_WORDS[Verdict.AFTER_CHANGES]._replace(
        zh="须按下列意见修改后再报审查。", en="To be changed as follows and reviewed again."
    ),
    Verdict.REFUSED: VERDICT_WORDS[Verdict.REFUSED]._replace(zh="不同意。", en="Not agreed."),
}


# Their parts ----------------------------------------------------------------------------------------------------------------


def _filed(
    act: Act,
    regulation: Regulation,
    edition: Edition,
    head: Snapshot,
    heading: str,
    tables: tuple[Table, ...],
    *,
    more: tuple[tuple[str, str], ...] = (),
    legend: str = "",
    wide: bool = False,
) -> Filed:
    title = called(regulation)
    facts = (
        (t("文本", "Text"), t(f"第{edition.number}版", f"Edition {edition.number}")),
        (t("文本指纹", "Fingerprint"), _grouped(head.fingerprint)),
        *more,
        (t("截至", "As of"), visit.say(day_words(act.today))),
    )
    return Filed(
        language=visit.language().script,
        enterprise=_enterprise(act),
        heading=heading,
        title=t(f"《{title}》", title),
        facts=facts,
        legend=legend,
        tables=tables,
        fingerprint=t(f"文本指纹 {short(head.fingerprint)}", f"Fingerprint of the text {short(head.fingerprint)}"),
        wide=wide,
        marks=_marks(),
    )


def _grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))


def _steps(act: Act, edition: Edition) -> Iterator[Table]:
    """The steps of the enterprise's own chain, where there are any."""
    found = records_of(act.db, edition)
    by_number(act.db, Person, [one.record.recorded_by for one in found])
    if not found:
        return
    rows = tuple(
        (
            visit.say(STEP_WORDS[one.record.step]),
            one.record.who or "—",
            t(f"用印{one.record.copies}份", f"{one.record.copies} copies") if one.record.copies
            else visit.say(VERDICT_WORDS[one.record.verdict]),
            one.record.opinion or "—",
            "；".join([*_void(one), *([one.record.minutes] if one.record.minutes else [])]) or "—",
            _date(one.record.held_on),
        )
        for one in found
    )  # fmt: skip
    heads = (t("环节", "Step"), t("办理人", "By"), t("结果", "Result"), t("意见", "Opinion"),
             t("纪要号、备注", "Minutes, notes"), t("日期", "Date"))  # fmt: skip
    yield Table(t("二、内部审批", "II. Internal steps"), heads, (14, 15, 13, 27, 17, 14), rows, "")


def _void(one: Taken) -> tuple[str, ...]:
    """That a record was struck out, or that another one counts."""
    if one.strike is not None:
        return (t("已撤销", "Struck out"),)
    return () if one.counts else (t("另有登记或者文本已改动", "Superseded, or of another text"),)


def _sides(line: Line) -> tuple[Cell, Cell]:
    sign = t("、", ", ")
    before: Cell = visit.say(NEW) if line.inserted else Side(sign.join(line.old), line.runs, before=True)
    after: Cell = visit.say(GONE) if line.deleted else Side(sign.join(line.new), line.runs, before=False)
    return before, after


def _columns(several: list[Said]) -> tuple[str, str]:
    """Opinions and what became of each, numbered where there are several."""
    numbers = [f"{at}. " if len(several) > 1 else "" for at in range(1, len(several) + 1)]
    said = [f"{at}{_who(one)}：{_worded(one)}" for at, one in zip(numbers, several, strict=True)]
    came = [f"{at}{_came_to(one)}" for at, one in zip(numbers, several, strict=True)]
    return "\n".join(said) or "—", "\n".join(came) or "—"


def _who(one: Said) -> str:
    if one.person is None:
        return one.name or visit.say(one.office)
    who = called(one.person, one.at)
    if one.for_whom is None:
        return who
    whom = called(one.for_whom, one.at)
    return t(f"{who} 代 {whom}", f"{who} for {whom}")


def _decided(one: Said) -> str:
    decided = visit.say(DECISION_WORDS[one.decided]) if one.decided is not None else ""
    return t("：", ": ").join(part for part in (visit.say(one.office), decided) if part)


def _about(one: Said) -> str:
    return t(f"（{one.label}）", f" ({one.label})") if one.label else ""


def _became(one: Said) -> str:
    """What became of it, who settled it and why; below it what the drafters answered, with the provision that the answer names."""
    who = called(*one.settled) if one.settled else ""
    by = t(f"（{who}）", f" ({who})") if who else ""
    state = t("：", ": ").join(part for part in (f"{visit.say(one.became)}{by}", one.reason) if part)
    answers = [
        t(
            f"{_speaker(said)}答复：{said.words}{_pointing(said)}",
            f"Answer of {_speaker(said)}: {said.words}{_pointing(said)}",
        )
        for said in one.replies
        if said.is_answer
    ]
    return "\n".join(part for part in (state, *answers) if part) or "—"


def _speaker(one: Reply) -> str:
    return called(one.person, one.at)


def _pointing(one: Reply) -> str:
    """Which provision an answer names, by what it is called today."""
    if one.points_to is None:
        return ""
    if not one.points_to:
        return t("（所指条文不在本文本中）", " (the provision it names is not in this text)")
    return t(f"（见{one.points_to}）", f" (see {one.points_to})")


def _worded(one: Said) -> str:
    """What was said, and below it what others said to that; answers stand with what became of it."""
    others = [
        t(f"{_speaker(said)}：{said.words}", f"{_speaker(said)}: {said.words}")
        for said in one.replies
        if not said.is_answer
    ]
    return "\n".join((one.words, *others))


def _came_to(one: Said) -> str:
    """The same; of a decision that let the text pass, which it was."""
    if one.decided is not None and not one.became.zh:
        return visit.say(DECISION_WORDS[one.decided])
    return _became(one)


def _day(one: Said) -> str:
    return _date(one.at.astimezone(visit.house().settings.time_zone).date()) if one.at else "—"


def _date(day: object) -> str:
    return str(day)


def _enterprise(act: Act) -> str:
    return visit.say(called_on(act.db, visit.house().settings, act.today).name)


def _marks() -> tuple[str, ...]:
    return (t("演示", "Demonstration"),) if visit.house().demonstration else ()
