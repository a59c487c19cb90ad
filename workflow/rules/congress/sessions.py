"""How a session is called in both languages: 第三届职工代表大会第一次会议, the First Session of the Third Workers' Congress."""

from workflow.rules.congress.words import Body, SessionKind
from workflow.text.labels.numerals import chinese
from workflow.words import Words

_ENGLISH = (
    "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth",
)  # fmt: skip
_BODY_ZH = {Body.WORKERS_CONGRESS: "职工代表大会", Body.MEMBERS_CONGRESS: "工会会员代表大会"}
_BODY_EN = {Body.WORKERS_CONGRESS: "Workers' Congress", Body.MEMBERS_CONGRESS: "Trade Union Members' Congress"}


def english_ordinal(number: int) -> str:
    """First to Twelfth in words, then 13th, 21st, 22nd."""
    if 0 < number < len(_ENGLISH):
        return _ENGLISH[number]
    tail = 0 if 10 <= number % 100 <= 20 else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[tail] if tail < 4 else 'th'}"


def session_name(body: Body, term: int, number: int, kind: SessionKind) -> Words:
    """The full name of a session; an extraordinary one is numbered apart."""
    special = kind is SessionKind.EXTRAORDINARY
    zh = f"第{chinese(term)}届{_BODY_ZH[body]}第{chinese(number)}次{'临时会议' if special else '会议'}"
    en = f"{english_ordinal(number)} {'Extraordinary ' if special else ''}Session of the {english_ordinal(term)} {_BODY_EN[body]}"
    return Words(zh, en)
