"""The table of who may read which planted word, written down by itself: nothing of it is asked of the rule under test."""

from workflow.rules.people.roles import Role

STRANGER = "nobody"
CLOSED = "leaver"
#: Everybody who differs from the others in what they hold; the closed account signed in before it was closed.
PEOPLE = (
    STRANGER, "stranger", "employee", "delegate", "drafter", "second-drafter", "writing-reviewer", "legal", "deputy",
    "secretary", "issuer", "second-teller", "admin", CLOSED,
)  # fmt: skip
INSIDE = frozenset({Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN})
IN_THE_HALL = INSIDE | {Role.DELEGATE, Role.TELLER}
#: Regulations whose papers delegates hold, and those whose title an agenda of theirs ever showed.
SENT = frozenset({"tabled", "rejected", "again", "adopted", "later", "second", "issued", "report"})
ON_AN_AGENDA = SENT | {"takenoff"}
PUBLISHED = frozenset({"later", "second", "issued", "entered", "report"})
#: Those whose newest edition amends one that was issued; its own words are not published.
AMENDING = frozenset({"later", "second"})
SUBMITTED_NEVER = frozenset({"first", "never"})
#: On whose desk a thing lies.
OWNER = {
    "Copy": "drafter",
    "Aside": "drafter",
    "Incoming": "drafter",
    "Incomingname": "drafter",
    "Returning": "legal",
    "Returningname": "legal",
}
#: What certain offices alone see: the subject of a paper made elsewhere, and what employees said (the union and the drafters).
OF_OFFICES = {
    "Subject": frozenset({Role.ISSUER}),
    **dict.fromkeys(("Heard", "Heardname", "Heardanswer"), frozenset({Role.DRAFTER, Role.SECRETARY})),
}
FOR_THE_WORKSHOP = frozenset(
    {
        "NoteStanding",
        "RemarkStanding",
        "SuggestionStanding",
        "ReplyStanding",
        "WantedStanding",
        "FileStanding",
        "FilenameStanding",
        "TextEarlier",
        "Paper",
        "Answer",
        "Step",
        "Stepwho",
        "Stepminutes",
    }
)
#: What somebody said when they acted on a text that was put before others.
ACTED = frozenset({"Voidreason", "Roundnote", "Opinion", "Outcome", "ConfirmedStanding"})


def may_see(who: str, held: frozenset[Role], kind: str, slug: str) -> bool:
    """The table: whether somebody may see the word of a kind in a regulation."""
    if kind in OWNER:
        return who == OWNER[kind]
    if kind.endswith(("Draft", "Between")):
        return Role.DRAFTER in held
    if kind == "Title" and slug in SUBMITTED_NEVER:
        return Role.DRAFTER in held
    if kind == "TextEarlier" and slug == "entered":
        return Role.DRAFTER in held  # a slip of whoever typed it in
    if kind in FOR_THE_WORKSHOP:
        return bool(held & INSIDE)
    if kind in ACTED:  # the record of what is published is open to everybody who works here
        return bool(held & INSIDE) or (who not in (STRANGER, CLOSED) and slug in PUBLISHED)
    if kind in OF_OFFICES:
        return bool(held & OF_OFFICES[kind])
    if kind in ("Sealed", "Sealedname"):
        return who not in (STRANGER, CLOSED)
    if kind in ("Scan", "Scanname"):
        return bool(held & IN_THE_HALL)
    if slug in PUBLISHED and not (kind == "ReasonStanding" and slug in AMENDING):
        return True
    if kind == "Title":
        return bool(held & (IN_THE_HALL if slug in ON_AN_AGENDA else INSIDE))
    return bool(held & INSIDE) or (Role.DELEGATE in held and slug in SENT)
