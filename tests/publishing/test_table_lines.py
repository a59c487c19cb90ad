"""The rows of a comparison table as they are printed: labels without blanks that nobody writes, tables without outer bars."""

from workflow.publishing.table_lines import is_tight, lines_of
from workflow.text.comparing.compare import compare
from workflow.text.comparing.runs import Mark
from workflow.text.reading.parse import parse

SCHEME = "方案\n一、进度\n（一）抄。\n二、安排\n（一）如下：\n| 序号 | 任务 |\n| 1 | 更换 |\n| 2 | 改造 |\n（二）公布。\n三、附则\n即日执行。\n"


def side(runs: tuple[tuple[Mark, str], ...], own: Mark) -> str:
    return "".join(words for kind, words in runs if kind in (own, Mark.KEPT))


def test_a_clause_is_called_as_it_is_written_and_a_row_has_no_bars_at_its_ends():
    new = SCHEME.replace("| 1 | 更换 |", "| 1 | 更换和调试 |").replace("| 2 | 改造 |", "| 2 | 改造 |\n| 3 | 验收 |")
    (line,) = lines_of(compare(parse(SCHEME).document, parse(new).document).changes)
    assert line.old == line.new == ("二、（一）",)
    assert is_tight(line.new)
    assert not is_tight(("3.2",))
    assert side(line.runs, Mark.GONE) == "如下：\n序号 | 任务\n1 | 更换\n2 | 改造"
    assert side(line.runs, Mark.CAME) == "如下：\n序号 | 任务\n1 | 更换和调试\n2 | 改造\n3 | 验收"
