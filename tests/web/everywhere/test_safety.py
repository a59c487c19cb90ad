"""What an attacker tries first: forms from elsewhere, scripts in pages, stolen sessions, guessed passwords, open redirects."""

import re

import pytest

from tests.web.house import (
    AWAITING,
    CAST,
    IN_FORCE,
    IN_REVIEW,
    OPEN_SESSION,
    House,
    Opening,
    Visitor,
    csrf_token,
    in_language,
)
from workflow.commands import serve
from workflow.commands.arguments import Unusable
from workflow.lifecycle.acting import Act
from workflow.lifecycle.people import people
from workflow.records.database.session import writing
from workflow.web.app import SECURITY_POLICY
from workflow.web.request.guard import guard_of

PASSWORD = "correct horse 电池"
#: Pages with everything on them, and somebody who may see each.
PAGES = {
    "/": None,
    "/?q=代表": None,
    "/sign-in": None,
    "/regulations/representative-assembly": None,
    "/regulations/representative-assembly?text=en": None,
    "/regulations/factory-transparency/compare": "drafter",
    "/regulations/no-such-text": None,
    "/desk": "drafter",
    "/regulations/new": "drafter",
    f"/regulations/{IN_REVIEW[0]}/editions/2": "reviewer-legal",
    f"/regulations/{IN_REVIEW[0]}/editions/2/draft": "drafter",
    f"/regulations/{IN_REVIEW[0]}/editions/2/review": "reviewer-legal",
    f"/regulations/{IN_REVIEW[0]}/editions/2/review?base=none": "reviewer-legal",
    f"/regulations/{IN_REVIEW[0]}/editions/2/consult": "secretary",
    f"/regulations/{IN_REVIEW[0]}/editions/2/table": "drafter",
    f"/regulations/{IN_REVIEW[0]}/editions/2/decision": "drafter",
    f"/regulations/{AWAITING[0]}/editions/2/issue": "issuer",
    f"/regulations/{AWAITING[0]}/record": "drafter",
    "/sessions": "secretary",
    "/sessions/new": "secretary",
    "/sessions/1": "secretary",
    f"/sessions/{OPEN_SESSION}": "secretary",
    f"/sessions/{OPEN_SESSION}/roll": "secretary",
    f"/sessions/{OPEN_SESSION}/attendance": "secretary",
    "/people": "admin",
    "/people/2": "admin",
    "/people/record": "admin",
    "/account": "reviewer-legal",
    "/notices": "reviewer-legal",
    "/notices/choices": "reviewer-legal",
    "/people/jobs": "admin",
}


def give_password(house: House, code: str) -> None:
    """Let the person with this account sign in by PASSWORD."""
    secret = people.hash_password(PASSWORD)
    with writing(house.engine) as db:
        person = people.person_by_code(db, code)
        assert person is not None
        procedure = house.app.extensions["house"].procedure
        people.set_password(Act(db, person, house.clock(), house.settings.time_zone, procedure), person, secret)


def sign_in(visitor: Visitor, code: str, password: str = PASSWORD, **fields: str):
    """Try an account and a password."""
    answer = visitor.post("/sign-in", {"code": code, "password": password, **fields})
    visitor.token = ""
    return answer


@pytest.mark.thorough
def test_every_form_needs_its_token(shared: House):
    """No form is taken without the token of this session, nor with that of another one."""
    foreign = csrf_token(shared.visitor().get("/sign-in").text)
    tried = 0
    for rule in shared.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        values = {name: 1 if rule.rule.count(f"int:{name}") else "member-welfare" for name in rule.arguments}
        path = shared.app.url_map.bind("").build(rule.endpoint, values, method="POST")
        guard = guard_of(shared.app.view_functions[rule.endpoint])
        assert guard is not None
        for person in ("drafter", "reviewer-legal", "secretary", "issuer", "admin"):
            role_needed = guard.roles is None or any(role.value in person for role in guard.roles)
            if not role_needed:
                continue
            visitor = shared.visitor(person)
            for data in ({}, {"csrf_token": "wrong"}, {"csrf_token": foreign}):
                answer = visitor.client.post(path, data=data)
                assert answer.status_code == 400, (path, data, answer.status_code)
                tried += 1
            break
    assert tried >= 3 * 30


def test_no_page_holds_a_script_a_style_or_a_handler(shared: House):
    """The policy forbids them; here no page even contains one, in either language."""
    for path, person in PAGES.items():
        for language in ("zh", "en"):
            answer = shared.visitor(person).get(in_language(path, language))
            assert answer.status_code in (200, 404), path
            assert answer.headers["Content-Security-Policy"] == SECURITY_POLICY
            html = answer.text
            assert not re.search(r"<style\b|\sstyle\s*=\s*[\"']", html), path
            assert not re.search(r"<script\b(?![^>]*\bsrc=\"/static/)", html), path
            assert not re.search(r"<[^>]*\son[a-z]+\s*=", html), path
            assert "javascript:" not in html
            assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", html), path


def test_the_policy_has_no_way_around():
    assert "unsafe" not in SECURITY_POLICY
    assert "*" not in SECURITY_POLICY
    for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in SECURITY_POLICY


def test_every_answer_carries_the_hardening_headers(shared: House):
    for path in ("/", "/static/base.css", "/regulations/representative-assembly.pdf", "/no-such-page", "/desk"):
        with shared.visitor().get(path) as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert "Content-Security-Policy" in answer.headers


def test_what_a_signed_in_person_sees_is_kept_by_nobody(shared: House):
    assert shared.visitor("drafter").get("/desk").headers["Cache-Control"] == "no-store"
    assert shared.visitor("drafter").get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("address", "secure"), [("http://127.0.0.1:8000", False), ("https://rules.example", True)])
def test_cookies(opening: Opening, address: str, secure: bool):
    """Out of reach of scripts, not sent from elsewhere, and over https alone where the address is https."""
    house = opening(PUBLIC_URL=address)
    visitor = Visitor(house.app.test_client())
    options = {"base_url": address, "headers": {"Referer": f"{address}/sign-in"}}
    token = csrf_token(visitor.get("/sign-in", **options).text)
    data = {"csrf_token": token, "person": "drafter"}
    answer = visitor.client.post("/demonstration/sign-in?lang=en", data=data, **options)
    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(cookie.split("=")[0] for cookie in cookies) == ["lang", "sign-in", "workflow"]
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) == secure


def test_a_new_password_ends_every_other_sign_in(opening: Opening):
    house = opening()
    give_password(house, "drafter")
    here, there = house.visitor("drafter"), house.visitor("drafter")
    before = here.client.get_cookie("sign-in")
    assert before is not None
    assert there.get("/desk").status_code == 200
    answer = here.post("/account/password", {"current": PASSWORD, "password": "another long one"})
    assert answer.status_code == 302
    assert there.get("/desk").status_code == 302
    assert here.get("/desk").status_code == 200
    thief = house.visitor()
    thief.client.set_cookie("sign-in", before.value)
    assert thief.get("/desk").status_code == 302, "this sign-in goes on under a new token"
    fresh = house.visitor()
    assert sign_in(fresh, "drafter").status_code == 401
    assert sign_in(fresh, "drafter", "another long one").headers["Location"] == "/desk"


def test_a_wrong_present_password_changes_nothing(opening: Opening):
    house = opening()
    give_password(house, "drafter")
    visitor = house.visitor("drafter")
    answer = visitor.post("/account/password", {"current": "wrong", "password": "another long one"})
    assert answer.status_code == 422
    assert "现在的密码不对。" in answer.text
    assert visitor.get("/desk").status_code == 200
    assert visitor.post("/account/password", {"current": PASSWORD, "password": "short"}).status_code == 422


def test_a_closed_account_is_out_at_once(opening: Opening):
    house = opening()
    give_password(house, "employee")
    employee, admin = house.visitor("employee"), house.visitor("admin")
    with house.records() as db:
        found = people.person_by_code(db, "employee")
        number = found.id if found else 0
    assert admin.post(f"/people/{number}/close").status_code == 302
    assert employee.get("/desk").status_code == 302
    assert sign_in(house.visitor(), "employee").status_code == 401
    assert house.visitor().post("/demonstration/sign-in", {"person": "employee"}).status_code == 404


def test_an_administrator_cannot_close_their_own_account(opening: Opening):
    house = opening()
    with house.records() as db:
        found = people.person_by_code(db, "admin")
        number = found.id if found else 0
    answer = house.visitor("admin").post(f"/people/{number}/close")
    assert answer.status_code == 422
    assert "不能关闭自己的账号。" in answer.text


@pytest.mark.parametrize(
    "going_to",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        "evil.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(shared: House, going_to: str):
    visitor = shared.visitor()
    assert "evil" not in re.sub(
        r'href="[^"]*lang=en"', "", visitor.get("/sign-in", query_string={"next": going_to}).text
    ) or (going_to.startswith("/%09"))
    answer = visitor.post("/demonstration/sign-in", {"person": "employee", "going_to": going_to})
    assert answer.status_code == 302
    place = answer.headers["Location"]
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\", "/\t", "/\n"))
    assert "evil" not in place or place == "/%09/evil.example"


def test_the_page_asked_for_opens_after_signing_in(shared: House):
    visitor = shared.visitor()
    asked = "/regulations/factory-transparency/record?lang=zh"
    there = visitor.get(asked)
    assert there.status_code == 302
    page = visitor.get(there.headers["Location"]).text
    going_to = re.search(r'name="going_to" value="([^"]+)"', page)
    assert going_to
    answer = visitor.post("/demonstration/sign-in", {"person": "employee", "going_to": going_to[1]})
    assert answer.headers["Location"] == asked


def test_an_unknown_account_and_a_wrong_password_say_the_same(opening: Opening):
    house = opening()
    give_password(house, "drafter")
    pages = [sign_in(house.visitor(), code, "wrong").text for code in ("drafter", "nobody", "secretary")]
    assert all("账号或者密码不对。" in page for page in pages)


def test_without_the_mark_there_is_no_one_click_sign_in(databases, opening: Opening):
    """A real installation, and a demonstration database whose mark was taken away, have no such page."""

    real = opening(url=databases.at_head("sqlite"))
    assert real.visitor().post("/demonstration/sign-in", {"person": "drafter"}).status_code == 404
    assert "data-person" not in real.visitor().get("/sign-in").text
    assert "演示" not in real.visitor().get("/").text


def test_one_click_sign_in_knows_only_people_of_the_demonstration(shared: House):
    for person in ("", "nobody", "drafter ", "' OR 1=1 --"):
        assert shared.visitor().post("/demonstration/sign-in", {"person": person}).status_code == 404
    page = shared.visitor().get("/sign-in").text
    assert re.findall(r'data-person="([^"]+)"', page) == list(CAST)


@pytest.mark.parametrize(
    ("host", "allowed", "refused"),
    [
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("0.0.0.0", "", True),
        ("10.1.2.3", "", True),
        ("0.0.0.0", "1", False),
    ],
)
def test_the_demonstration_is_not_served_to_other_machines(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, tmp_path, host: str, allowed: str, refused: bool
):
    house = opening()
    served: list[object] = []
    monkeypatch.setattr(serve, "_serve", served.append)
    monkeypatch.setattr(serve, "_require_address", lambda _settings: None)  # not every machine has IPv6
    for name, value in {"HOST": host, "DEMO_PUBLIC": allowed, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", house.url)
    if refused:
        with pytest.raises(Unusable, match="DEMO_PUBLIC=1"):
            serve.run([])
    else:
        assert serve.run([]) == 0
    assert bool(served) != refused


def test_a_form_that_another_site_sent_is_not_carried_over_the_sign_in(shared: House):
    """Somebody else's page cannot have a person finish, after signing in, what that page filled in for them."""
    path = f"/regulations/{IN_REVIEW[0]}/editions/2/withdraw"
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = shared.visitor().post(path, {"reason": "planted words"}, headers=headers)
        assert answer.status_code == 401
        assert "planted words" not in answer.text
        assert "withdraw" not in answer.text.replace(f"{path}?lang=en", "")
    answer = shared.visitor().post(path, {"reason": "my words"}, headers={"Origin": "http://localhost"})
    assert "my words" in answer.text


def test_evidence_is_downloaded_and_never_shown(shared: House):
    answer = shared.visitor("secretary").get("/evidence/1")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert shared.visitor("employee").get("/evidence/1").status_code == 403


def test_an_upload_beyond_the_bound_is_refused_in_words(opening: Opening):
    """The page says so in a sentence, in the language of the visit; nothing is kept."""
    house = opening(MAX_UPLOAD="100000", MAX_TEXT="10000")
    secretary = house.visitor("secretary")
    before = house.rows()
    paper = {"paper": (b"%PDF-" + b"x" * 200_000 + b"%%EOF", "signed.pdf")}
    answer = secretary.post(f"/regulations/{IN_REVIEW[0]}/editions/2/consult", {"outcome": "settled"}, paper)
    assert answer.status_code == 413
    assert "内容太大，没有收下：一个文件不超过0.1 MB，正文不超过10 KB。" in answer.text
    english = secretary.post(f"/regulations/{IN_REVIEW[0]}/editions/2/consult?lang=en", {}, paper)
    assert "That is too large and was not taken: a file may have 0.1 MB, a text 10 kB." in english.text
    assert house.rows() == before


def test_signing_out_ends_the_visit(shared: House):
    visitor = shared.visitor(IN_FORCE[0] and "drafter")
    assert visitor.post("/sign-out").headers["Location"] == "/"
    assert visitor.get("/desk").status_code == 302
