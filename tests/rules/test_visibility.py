"""Who reads what: every reader and every piece, against the rule as the regulations of the house tell it, spelled out anew."""

from itertools import chain, combinations, product

from workflow.rules.people.roles import Role
from workflow.rules.states import State
from workflow.rules.visibility import Matter, Piece, Reader, Stage, can_read

#: Published: issued, or heard by a body that only deliberates, after which nothing else is to come.
OUT = {State.ISSUED, State.DELIBERATED}
WORK = {Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN}
HALL = WORK | {Role.DELEGATE, Role.TELLER}
ME, SOMEBODY_ELSE = 7, 8


def expected(reader: Reader, piece: Piece) -> bool:  # one line a sentence, the first that fits
    roles = reader.roles
    match piece.stage, piece.matter:
        case Stage.OWN, Matter.WORKING_COPY:
            return reader.person == ME == piece.owner and Role.DRAFTER in roles
        case Stage.OWN, _:
            return reader.person == ME == piece.owner
        case Stage.DRAFT, _:
            return Role.DRAFTER in roles
        case _, Matter.SCAN:
            return bool(roles & HALL)
        case _, Matter.SEALED if reader.person is None:
            return False
        case (
            _,
            Matter.NOTE
            | Matter.REMARK
            | Matter.SUGGESTION
            | Matter.RETURNED
            | Matter.CONSULTATION
            | Matter.HAND
            | Matter.STEP,
        ):
            return bool(roles & WORK)
        case Stage.EARLIER, _:
            return bool(roles & WORK)
    if piece.state is None:
        return bool(roles & WORK)
    if piece.state in OUT:
        return reader.person is not None or reader.public_reading
    return bool(roles & WORK) or (piece.papers_sent and Role.DELEGATE in roles)


def readers():
    several = chain.from_iterable(combinations(sorted(Role), count) for count in (0, 1, 2))
    for roles in several:
        for person in (ME,) if roles else (ME, None):
            for public in (False, True):
                yield Reader(frozenset(roles), person, public)


def pieces():
    for matter, stage, state, sent in product(Matter, Stage, [None, *State], (False, True)):
        for owner in (ME, SOMEBODY_ELSE, None) if stage is Stage.OWN else (None,):
            yield Piece(matter, stage, state, sent, owner)


def test_every_reader_before_every_piece():
    every = list(pieces())
    wrong = [
        (sorted(reader.roles), reader.person, reader.public_reading, piece)
        for reader in readers()
        for piece in every
        if can_read(reader, piece) is not expected(reader, piece)
    ]
    assert wrong == []
    assert len(every) > 500


def test_a_paper_of_an_entry_is_for_the_hall_even_when_the_text_is_published():
    scan = Piece(Matter.SCAN, Stage.STANDING, State.ISSUED)
    assert not can_read(Reader(public_reading=True), scan)
    assert not can_read(Reader(person=ME), scan)
    assert can_read(Reader(frozenset({Role.TELLER}), ME), scan)
    assert can_read(Reader(frozenset({Role.DELEGATE}), ME), scan)
