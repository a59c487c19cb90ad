"""`amend`: writes the amending decision that leads from one text to another, and proves it by carrying it out.

The decision is carried out by `apply` before it is given away; what does not come out as the new text is said more
plainly, and when nothing plainer is left the answer is a refusal that names the place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from workflow.text.amending.apply import NO_PLACE, Applied, apply, canonical, carried_out
from workflow.text.amending.lending import is_numbered
from workflow.text.amending.numbered import LENT, Lent
from workflow.text.amending.numbered_english import EnglishLent
from workflow.text.amending.renumbered import gathered
from workflow.text.amending.said.operations import Item
from workflow.text.amending.writing.chinese import Chinese
from workflow.text.amending.writing.draft import Choices, Draft
from workflow.text.amending.writing.edges import Edges
from workflow.text.amending.writing.english import English
from workflow.text.amending.writing.inside import same, strings
from workflow.text.amending.writing.pairs import Pairs, Side, pair, side
from workflow.text.amending.writing.plan import Plan
from workflow.text.amending.writing.quoting import Quoting
from workflow.text.amending.writing.voice import CannotSay, Voice
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script, Words

_ROUNDS = 8  # times a decision is said more plainly before it is refused
_MOST_ITEMS = 1_000  # more than anybody votes on; the longest amending decision of a national law has some 130


@dataclass(slots=True)
class Amended:
    """A proven decision: its text, its items, and how many characters it quotes."""

    decision: str
    items: list[Item] = field(default_factory=list)
    quoted_characters: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """No decision could be proved; `label` names the place in the new text (or in the old one, if it is gone)."""

    label: str
    reason: Words


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is said around the items: the heading, and from when they hold."""

    title: str | None
    effective: date | None


def amend(
    old: Document, new: Document, *, title: str | None = None, effective: date | None = None
) -> Amended | Refusal:
    """The decision that makes `new` of `old`, under `title` if one is given. Both texts stay as they are.

    effective  the day from which the decision holds, which it says; where none is given it says nothing of it
    """
    frame = _Frame(title, effective)
    if not (is_numbered(old) or is_numbered(new)):
        return _Amending(old, new, frame).run()
    try:
        lent = EnglishLent([old, new]) if old.language == Script.ENGLISH else Lent([old, new])
    except ValueError:
        return _refusal(
            "全文",
            "有的编号出现两次，或者不是一、（一）和1.1这样的形式，决定无法指明条文",
            "a number stands twice, or is of no form in which a decision could name it",
        )
    return _of_clauses(old, new, frame, lent)


def _of_clauses(old: Document, new: Document, frame: _Frame, lent: Lent | EnglishLent) -> Amended | Refusal:
    """The decision in the labels of a text of clauses, proved again in these."""
    amending = _Amending(lent.trees.to(old), lent.trees.to(new), frame, exact=True)
    answer = amending.run()
    if isinstance(answer, Refusal):
        return Refusal(lent.said(answer.label), Words(lent.said(answer.reason.zh), lent.said(answer.reason.en)))
    wanted, label = canonical(new), "全文"
    shorter = answer.items
    if isinstance(lent, Lent):  # an English voice says in one item what moves on together
        shorter = gathered(answer.items, LENT.pattern, lent.trees.addresses.get, lent.trees.standing)
    for items in [shorter, answer.items] if len(shorter) < len(answer.items) else [answer.items]:
        decision = lent.said(amending.decision([item.words for item in items]))
        applied = apply(old, decision)
        if not applied.undone and applied.text == wanted:
            for number, item in enumerate(items, 1):
                item.number = amending.number(number)
                item.words = lent.said(item.words)
                item.labels = [lent.named(label) for label in item.labels]
            return Amended(decision, items, answer.quoted_characters)
        missed = {one.number for one in applied.undone}
        label = next((lent.named(one) for item in items if item.number in missed for one in item.labels), label)
    return _refusal(label, "决定执行后与新文本不同", "the decision does not lead to the new text")


class _Amending:
    def __init__(self, old: Document, new: Document, frame: _Frame, *, exact: bool = False) -> None:
        self.exact = exact
        self.old = old
        self.new = new
        self.frame = frame
        self.wanted = canonical(new)
        self.choices = Choices(explicit=exact)
        self.decision: Callable[[list[str]], str]  # the whole of these clauses, once items are written
        self.quoting = Quoting(Edges(lambda: strings(old.root) + strings(new.root)))

    def run(self) -> Amended | Refusal:
        if self.old.language != self.new.language:
            return _refusal("", "两个文本的语言不同", "the two texts are in different languages")
        if canonical(self.old) == self.wanted:
            return _refusal(
                "", "两个文本没有不同，没有可写的修改决定", "the texts do not differ: there is nothing to decide"
            )
        if not self.old.articles():
            return _refusal("全文", "原文没有条文，无从修改", "the old text has no articles that could be amended")
        pairs = pair(self.old, self.new)
        if pairs.old.articles and not any(id(block) in pairs.new_of for block in pairs.old.articles):
            return _refusal(
                "全文",
                "没有一条延续下来，这是重新制定，不是修改",
                "no article lives on: this is a new text, no amendment",
            )
        last: Refusal | None = None
        for _ in range(_ROUNDS):
            result = self._attempt(pairs)
            if isinstance(result, Amended):
                return result
            if result is not None:
                return result
            last = self.missed
        return last or _refusal("", "不能证明", "it cannot be proved")

    def _attempt(self, pairs: Pairs) -> Amended | Refusal | None:
        """One decision written and carried out; None when another attempt is worth while."""
        english = self.old.language == Script.ENGLISH
        voice: Voice = English() if english else Chinese(self.old.language == Script.TRADITIONAL)
        self.number = voice.number
        plan = Plan(pairs, voice, self.quoting, self.choices)
        try:
            drafts = plan.read()
        except CannotSay:
            return _refusal(
                voice.about, "引号无法在决定中分清", "its quotation marks could not be told apart in a decision"
            )
        if len(drafts) > _MOST_ITEMS:
            return _refusal(
                "全文",
                f"要改的地方超过{_MOST_ITEMS}处，这是全面修订，不宜用修改决定",
                f"more than {_MOST_ITEMS:,} places would change: that is a total revision and no amendment",
            )
        clauses = [draft.clause for draft in drafts]
        self.gathered = {id(block) for draft in drafts if draft.gathered for block in draft.blocks}
        order = voice.order(plan.adjusts, plan.heads.adjusts)
        self.decision = lambda said: voice.decision(self.old.title, said, order, self.frame.title, self.frame.effective)
        decision = self.decision(clauses)
        applied = carried_out(self.old, decision, exact=self.exact)
        if applied.text == self.wanted and not applied.undone:
            return Amended(decision, self._items(drafts, clauses), voice.quoted)
        self.missed = self._learn(applied, drafts, pairs)
        return self.missed if not self.learnt else None

    def _items(self, drafts: list[Draft], clauses: list[str]) -> list[Item]:
        return [
            Item(
                self.number(number),
                clause,
                line=0,
                labels=list(dict.fromkeys(block.label for block in draft.blocks if block.label)),
                keys=list(dict.fromkeys(block.key for block in draft.blocks if block.key)),
            )
            for number, (draft, clause) in enumerate(zip(drafts, clauses, strict=True), 1)
        ]

    # what went wrong

    def _learn(self, applied: Applied, drafts: list[Draft], pairs: Pairs) -> Refusal:
        """Notes in the choices what to say more plainly; returns the refusal that stands if that does not help."""
        self.learnt = False
        refusal: Refusal | None = None
        numbers = {self.number(at): at for at in range(1, len(drafts) + 1)}
        for one in applied.undone:
            number = numbers.get(one.number, 0)
            if number:
                draft = drafts[number - 1]
                self._plainer(draft.blocks)
                if one.reason.zh.endswith(NO_PLACE.zh):
                    self._placed(draft.blocks)
                    self._numbered()
                label = next((block.label or block.kind for block in draft.blocks), "")
                refusal = refusal or Refusal(
                    label, Words(f"“{one.words[:40]}”：{one.reason.zh}", f"“{one.words[:40]}”: {one.reason.en}")
                )
        got, want = side(applied.document), pairs.new
        difference = self._articles(got, want)
        return refusal or difference or self._elsewhere(got, want)

    def _plainer(self, blocks: list[Provision]) -> None:
        """What was said of several articles at once is first said in each; then a block is said whole."""
        if not self.choices.apart and any(id(block) in self.gathered for block in blocks):
            self.choices.apart = self.learnt = True
            return
        fresh = {id(block) for block in blocks} - self.choices.plain
        self.learnt = self.learnt or bool(fresh)
        self.choices.plain |= fresh

    def _numbered(self) -> None:
        """Every new number is said where some numbers alone lead nowhere."""
        self.learnt = self.learnt or not self.choices.explicit
        self.choices.explicit = True

    def _placed(self, blocks: list[Provision]) -> None:
        """An article that its number alone did not carry to its place is put under its heading in words."""
        fresh = {id(block) for block in blocks if block.kind == Kind.ARTICLE} - self.choices.moved_to
        self.learnt = self.learnt or bool(fresh)
        self.choices.moved_to |= fresh

    def _articles(self, got: Side, want: Side) -> Refusal | None:
        refusal: Refusal | None = None
        by_label = {one.label: one for one in got.articles}
        if set(by_label) == {one.label for one in want.articles} and len(by_label) == len(want.articles):
            both = [(by_label[one.label], one) for one in want.articles]
        else:
            both = list(zip(got.articles, want.articles, strict=False))
        for mine, yours in both:
            if not same(mine, yours) or mine.heading != yours.heading:
                self._plainer([yours])
                refusal = refusal or _refusal(
                    yours.label, "决定执行后与新文本不同", "the decision does not lead to its new words"
                )
            elif mine.label != yours.label:
                if not self.choices.explicit:
                    self.choices.explicit = self.learnt = True
                refusal = refusal or _refusal(
                    yours.label, "序号无法由决定得出", "its number does not follow from the decision"
                )
            elif _path(got, mine) != _path(want, yours):
                if id(yours) not in self.choices.moved_to:
                    self.choices.moved_to.add(id(yours))
                    self.learnt = True
                refusal = refusal or _refusal(
                    yours.label, "所在的章节无法由决定得出", "its chapter does not follow from the decision"
                )
        if len(got.articles) != len(want.articles) and refusal is None:
            rest = want.articles[len(got.articles) :] or got.articles[len(want.articles) :]
            refusal = _refusal(rest[0].label, "条文数目不符", "the number of articles differs")
        return refusal

    def _elsewhere(self, got: Side, want: Side) -> Refusal:
        """The first block that differs, when no article does."""
        for mine, yours in zip(got.heads, want.heads, strict=False):
            if (mine.label, mine.heading) != (yours.label, yours.heading):
                if not self.choices.heads_explicit and mine.heading == yours.heading:
                    self.choices.heads_explicit = self.learnt = True
                return _refusal(
                    yours.label or yours.heading, "标题无法由决定得出", "the heading does not follow from the decision"
                )
        for mine, yours in zip([*got.blocks, *got.annexes], [*want.blocks, *want.annexes], strict=False):
            if not same(mine, yours) or mine.label != yours.label:
                self._plainer([yours])
                return _refusal(
                    yours.label or yours.kind, "决定执行后与新文本不同", "the decision does not lead to its new words"
                )
        return _refusal("", "决定执行后与新文本不同", "the decision does not lead to the new text")


def _path(text: Side, article: Provision) -> list[str]:
    path: list[str] = []
    head = text.head_of.get(id(article))
    while head is not None:
        path.append(head.label + head.heading)
        head = text.parent.get(id(head))
    return path


def _refusal(label: str, zh: str, en: str) -> Refusal:
    return Refusal(label, Words(zh, en))
