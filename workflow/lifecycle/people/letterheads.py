"""What stands in red above the papers that are issued, put down by the administrator: from a day on, or none from a day on."""

from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.enterprise import in_one_line
from workflow.records.paper import Letterhead
from workflow.text.reading.printable import refused
from workflow.words import Words

#: Characters of the name: with 文件 two lines of the mark hold it.
LONGEST = 32


def set_letterhead(act: Act, name: str, *, with_word: bool, since: date | None) -> Letterhead:
    """Above what is issued from `since` on stands this name, with 文件 behind it if asked for. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    name = in_one_line(name)
    problems = {}
    wrong = refused(name, act.printable) if act.printable is not None else None
    if not name:
        problems["name"] = Words(
            "请填写发文机关的全称或者规范化简称。", "Give the full or the accepted short name of who issues."
        )
    elif len(name) > LONGEST:
        problems["name"] = Words(
            f"版头排不下：不能超过{LONGEST}个字。", f"The head has no room for more than {LONGEST} characters."
        )
    elif with_word and name.endswith("文件"):
        problems["name"] = Words(
            "名称里已经有“文件”两字，请去掉，或者不另加。",
            "The name ends in 文件 already: leave it out, or do not add it.",
        )
    elif wrong is not None:
        problems["name"] = wrong
    return _write(act, "set_letterhead", name, with_word, since, problems)


def end_letterhead(act: Act, since: date | None) -> Letterhead:
    """Nothing stands there on what is issued from `since` on. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    return _write(act, "end_letterhead", "", False, since, {})


def _write(act: Act, verb: str, name: str, word: bool, since: date | None, problems: dict[str, Words]) -> Letterhead:
    if since is None or since < act.today:
        problems["since"] = Words("请填写今天或者以后的日期。", "Give today or a later day.")
    if problems or since is None:
        raise Unusable(problems)
    row = Letterhead(name=name, with_word=word, since=since, set_by=act.person_id, at=act.now)
    act.db.add(row)
    act.db.flush()
    record(act, verb, f"letterhead:{row.id}", since=since.isoformat(), name=row.mark)
    return row
