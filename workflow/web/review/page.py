"""The review page put together: which two texts, which cards in which order, in which ways the visitor may decide."""

from dataclasses import dataclass

from flask import abort, request
from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import explaining, suggesting
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import Course, course_of
from workflow.lifecycle.review import viewing
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.text.returned import SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules import visibility
from workflow.rules.approvals import Key
from workflow.rules.asking import leads_from
from workflow.rules.discussion.threads import Wanting
from workflow.rules.review import Looks
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.text.comparing.compare import Change
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.review import arranged
from workflow.web.review.called import calls_of
from workflow.web.review.cards import Listed, Shown, Translation, cards_of, listed_of, translations_of, unlisted
from workflow.web.review.decided import best_of, chance_of, decided, lifted_by
from workflow.web.review.required import required_of
from workflow.web.review.talks import Talk, forms_of, talks_of
from workflow.web.shapes.showing import offer, page
from workflow.web.shapes.shown_texts import compared, outline
from workflow.words import Language

#: What an address of the page says besides the edition; an act on the page leads back to the same.
KEPT = ("base", "head", "since", "until", "view", "only", "order", "show", "text")


@dataclass(frozen=True, slots=True)
class Looking:
    """What the address of a page asks for.

    news      what is new to the visitor since they last looked; else everything that changed
    languages the languages whose changes are shown
    """

    view: str
    only: str
    order: str
    news: bool
    languages: frozenset[Language]

    @classmethod
    def of(cls, looks: Looks, newest: dict[Language, Snapshot], *, fixed: bool, by_risk: bool) -> "Looking":
        """As asked for; else as is usual for this visitor.

        fixed    the two texts are named
        by_risk  the usual order
        """
        asked = request.args
        returning = looks.is_returning((language, one.id) for language, one in newest.items())
        one = Language.called(asked.get("text", ""))
        return cls(
            asked["view"] if asked.get("view") in ("sides", "clean") else "marks",
            asked["only"] if asked.get("only") in arranged.FILTERS else "",
            asked["order"] if asked.get("order") in arranged.ORDERS else "risk" if by_risk else "text",
            returning and not fixed and asked.get("show") != "all",
            frozenset({one}) if one in newest else frozenset(newest),
        )


def review_page(
    regulation: Regulation,
    edition: Edition,
    *,
    problems: dict[str, str] | None = None,
    moved: dict[Language, Snapshot] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    """The page, with what was wrong in a form that was sent from it.

    moved  the texts that the visitor had before them, where others stand now: what changed since is shown
    """
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    authentic = regulation.authentic_language
    rounds = approvals.rounds_of(act.db, edition)
    course, reader = course_of(act.db, edition), visit.reading_as()
    _ahead(act.db, course)
    head = visit.shown_text(edition, authentic) or abort(404)
    amended = approvals.base_of(act.db, edition)
    shown_base, shown_head = _pair(act.db, regulation, edition, amended, head)
    if moved:
        shown_base, shown_head = moved.get(authentic, head), head
    waiting = [
        one
        for one, returned in suggesting.suggestions_of(act.db, edition)
        if one.status is SuggestionStatus.OPEN and course.can_read(reader, Matter.SUGGESTION, returned.snapshot_id)
    ]
    drafts = visibility.can_read(reader, Piece(Matter.TEXT, Stage.DRAFT))
    review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=None if drafts else False)
    hats = turns.hats_of(act.db, act.person, act.today)
    looks = viewing.looks_of(act.db, act.person, edition)
    in_review = leads_from("approve", edition.state)
    at_newest = in_review and shown_head.id == head.id
    newest = _newest(edition, review, head) if at_newest else {authentic: head}
    fixed = bool(moved) or any(request.args.get(one) for one in ("base", "head", "since", "until"))
    whole = compared(act.db, shown_base, shown_head).changes if shown_base else []
    many = sum(not one.is_unchanged for one in whole) >= arranged.MANY
    origins = suggesting.origins_of(act.db, edition)
    talks = talks_of(act, edition, course, reader, {**_beside(edition, head), authentic: shown_head}, origins)
    looking = Looking.of(looks, newest, fixed=fixed, by_risk=many and at_newest and bool(hats))
    listed = _listed(act.db, shown_base, shown_head, looking, looks)
    reasons = explaining.readable_reasons(act.db, edition, reader, on_draft=False)
    cards, folded = cards_of(listed, talks, review, hats, shown_head, looks=looks, reasons=reasons)
    translations = (
        _translations(act.db, edition, review, hats, newest, talks, looking, looks, moved or {}) if at_newest else []
    )
    #: A decision is about what was on the page: a translation that is not shown is not decided on.
    shown = " ".join([shown_head.fingerprint, *(one.snapshot.fingerprint for one in translations)])
    chances = [chance_of(act, edition, review, hat, shown) for hat in hats]
    situation = of_edition(act, edition, shown=shown)
    approve = best_of(chances, "approve") or offer("approve", situation)
    deciding = at_newest and authentic in looking.languages and approve is not None
    document = texts.tree_of(act.db, shown_head)
    places = {mark: (depth, heading) for depth, mark, _, heading in outline(document)}
    chosen = arranged.chosen(cards, looking.only)
    groups = _groups(act, shown_head, chosen, looking.order, places)
    ordered = [card for group in groups for card in group.cards]
    #: Whatever no card on the page tells of, a filter being chosen or not, is told beside them.
    placed = {
        id(one) for card in [*ordered, *(card for one in translations for card in one.cards)] for one in card.talks
    }
    return page(
        "review/review.html",
        status,
        regulation=regulation,
        edition=edition,
        rounds=rounds,
        snapshots=_snapshots(act.db, course, head.language),
        amended=amended,
        base=shown_base,
        head=shown_head,
        newest=head,
        document=document,
        places=places,
        looking=looking,
        view=looking.view,
        kept={name: request.args[name] for name in KEPT if name in request.args},
        cards=cards,
        groups=groups,
        in_order=ordered,
        changed=sum(not one.change.is_unchanged for one in ordered),
        filters=[(name, visit.say(words), sum(map(test, cards))) for name, (words, test) in arranged.FILTERS.items()],
        orders=[(name, visit.say(words)) for name, words in arranged.ORDERS.items()],
        next_open=next((one.address for one in ordered if one.waits_for_me and not one.viewed), "")
        or next((one.address for one in ordered if not one.viewed), ""),
        is_returning=looks.is_returning((language, one.id) for language, one in newest.items()),
        quiet=sum(not one.is_unchanged for one in whole) - len(cards) - len(folded),
        moved=moved or {},
        folded=folded,
        translations=translations,
        languages=sorted(newest, key=lambda one: one != authentic),
        unlisted=unlisted(review, hats, _on_page(authentic, whole, listed, translations)) if at_newest else [],
        shown=shown,
        talks=talks,
        unplaced=[one for one in talks if id(one) not in placed],
        card_keys={key for card in ordered for key in card.change.new_keys},
        **forms_of(edition, shown_head, situation),
        reviewable=[] if shown_base and not problems else texts.reviewable(act.db, shown_head),
        decisions=decided(act, edition, review),
        standings=review.standings,
        suggested=len(waiting) + sum(one.thread.wants is Wanting.DECISION for one in talks),
        approve=approve,
        changes_offer=best_of(chances, "request_changes") or offer("request_changes", situation),
        reservation=best_of(chances, "keep_reservation"),
        seen=best_of(chances, "mark_seen"),
        ticked=set(request.form.getlist("item")),
        deciding=deciding,
        can_choose=deciding and bool(chances),
        keys_off=viewing.keys_are_off(act.db, act.person),
        **required_of(act, edition, review, head),
        **calls_of(act, edition),
        chances=chances,
        lifts=lifted_by(chances, review),
        own_words=_own_words(act, review),
        may_comment=offer("comment", situation),
        problems=problems or {},
        form=request.form,
        in_review=in_review,
        tree_of=lambda one: texts.tree_of(act.db, one),
    )


def _ahead(db: Session, course: Course) -> None:
    """Read in two statements the texts that stand and those that they change, and everybody who saved one."""
    standing = {one.language: one.id for one in course.saves if course.stages[one.id] is Stage.STANDING}
    begun = [one.parent_id for one in course.saves if one.number == 1]
    by_number(db, Snapshot, [*standing.values(), *begun])
    by_number(db, Person, (one.author_id for one in course.saves))


def moved_since(edition: Edition, shown: str) -> dict[Language, Snapshot]:
    """The texts that a form was shown with, where others stand now; only what the visitor may read."""
    db, reader = visit.db(), visit.reading_as()
    edition = edition_at(db, edition.id)
    course, named = course_of(db, edition), shown.split()
    found: dict[Language, Snapshot] = {}
    for save in course.saves:
        if save.fingerprint in named and course.can_read(reader, Matter.TEXT, save.id):
            now = visit.shown_text(edition, save.language)
            if now is not None and now.fingerprint != save.fingerprint:
                found[save.language] = db.get_one(Snapshot, save.id)
    return found


def _listed(db: Session, base: Snapshot | None, head: Snapshot, looking: Looking, looks: Looks) -> list[Listed]:
    if base is None or head.language not in looking.languages:
        return []
    return listed_of(db, base, head, looking.view, "p-", looks if looking.news else None)


def _groups(
    act: Act, head: Snapshot, cards: list[Shown], order: str, places: dict[str, tuple[int, str]]
) -> list[arranged.Group]:
    if order == "risk":
        return arranged.by_risk(cards, visit.say, act.person.id if act.person else 0)
    worded = texts.worded_in(act.db, head.id)
    outermost = {above[0] for _, above in worded.order if above}
    called = {
        key: " ".join(filter(None, (worded.items[key].label, places.get(f"p-{key}", (0, ""))[1])))
        for key in outermost
        if key in worded.items
    }
    return arranged.in_chapters(cards, worded.order, called)


def _beside(edition: Edition, head: Snapshot) -> dict[Language, Snapshot]:
    """The translations that stand beside the text shown."""
    found = {one: visit.shown_text(edition, one) for one in Language if one is not head.language}
    return {language: one for language, one in found.items() if one is not None}


def _newest(edition: Edition, review: approvals.Review, head: Snapshot) -> dict[Language, Snapshot]:
    """The text of each language that is before the reviewers, the authentic one first."""
    found = {one: visit.shown_text(edition, one) for one in review.languages}
    return {head.language: head, **{language: one for language, one in found.items() if one}}


def _translations(
    db: Session,
    edition: Edition,
    review: approvals.Review,
    hats: list[turns.Hat],
    newest: dict[Language, Snapshot],
    talks: list[Talk],
    looking: Looking,
    looks: Looks,
    moved: dict[Language, Snapshot],
) -> list[Translation]:
    bases = {one: moved.get(one) or approvals.base_of(db, edition, one) for one in review.languages}
    known = {language: one for language, one in bases.items() if one}
    several = translations_of(
        db, review, hats, newest, known, talks, looks=looks, view=looking.view, is_news=looking.news
    )
    return [
        Translation(one.snapshot, one.base, arranged.chosen(one.cards, looking.only))
        for one in several
        if one.snapshot.language in looking.languages
    ]


def _on_page(
    authentic: Language, whole: list[Change], listed: list[Listed], translations: list[Translation]
) -> list[Key]:
    """What is to be seen on the page, or one click away: each item by its language and key."""
    changes = [(authentic, one) for one in (*whole, *(one.change for one in listed))]
    changes += [(one.snapshot.language, card.change) for one in translations for card in one.cards]
    return [(language, key) for language, change in changes for key in (*change.old_keys, *change.new_keys)]


def _own_words(act: Act, review: approvals.Review) -> list[str]:
    """Labels of what the visitor wrote of the authentic text, for which their approval will not count."""
    own = review.own(turns.hands_of(act.person, None))
    cards = (card for one in review.standings for card in one.open)
    return list(dict.fromkeys(card.label for card in cards if card.label and (card.language, card.key) in own))


def _pair(
    db: Session, regulation: Regulation, edition: Edition, amended: Snapshot | None, head: Snapshot
) -> tuple[Snapshot | None, Snapshot]:
    """The two texts to show: those asked for, by save or by day, else the text amended (or nothing) against the newest one."""
    language = regulation.authentic_language
    chosen: dict[str, Snapshot | None] = {"base": amended, "head": head}
    for name in chosen:
        number = row_in(request.args.get(name, ""))
        found = db.get(Snapshot, number) if number else None
        owner = db.get_one(Edition, found.edition_id) if found is not None and found.language == language else None
        if found is None or owner is None or owner.regulation_id != regulation.id:
            continue
        if course_of(db, owner).can_read(visit.reading_as(), Matter.TEXT, found.id):
            chosen[name] = found
    if request.args.get("base") == "none":
        chosen["base"] = None
    days = {name: day_in(request.args.get(field, "")) for name, field in (("base", "since"), ("head", "until"))}
    if any(days.values()):
        saves = course_of(db, edition).readable(visit.reading_as(), language)
        for name, day in days.items():
            if day is not None:
                by_then = [one for one in saves if visit.day_of(one.at) <= day]
                last = max(by_then, key=lambda one: one.number, default=None)
                chosen[name] = db.get_one(Snapshot, last.id) if last else amended if name == "base" else None
    return chosen["base"], chosen["head"] or head


def _snapshots(db: Session, course: Course, language: Language) -> list[tuple[Snapshot, Person]]:
    """The saves that this visitor may read, the newest first."""
    seen = [one.id for one in course.readable(visit.reading_as(), language)]
    own = select(Snapshot).where(col(Snapshot.id).in_(seen))
    return [
        (one, db.get_one(Person, one.author_id))
        for one in db.exec(own.order_by(col(Snapshot.number).desc()).limit(200))
    ]
