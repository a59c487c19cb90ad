"""The servers of these tests answer wherever a test stands."""

import asyncio
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

from tests.jobs.post import mail_server


def _send(address: str, subject: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "rules@example.com", "legal@example.com", subject
    mail.set_content("…")
    with smtplib.SMTP(address.rpartition("/")[2], timeout=20) as line:
        line.send_message(mail)


def test_a_mail_server_takes_mail_in_a_thread_whose_loop_runs():
    """Playwright leaves such a thread to every test that the same process runs after one with a browser."""

    async def under_a_loop() -> list[str]:
        with mail_server() as box:
            _send(box.address, "one")
            with mail_server() as other:
                _send(other.address, "two")
            return [mail["Subject"] for _, mail in (*box.taken, *other.taken)]

    with ThreadPoolExecutor(1) as apart:  # from a loop that may run here already
        assert apart.submit(lambda: asyncio.run(under_a_loop())).result() == ["one", "two"]


def test_a_mail_server_ends_while_somebody_holds_the_line():
    before = set(threading.enumerate())
    with mail_server() as box:
        line = smtplib.SMTP(box.address.rpartition("/")[2], timeout=20)
        _send(box.address, "one")
    assert set(threading.enumerate()) == before
    line.close()
    assert len(box.taken) == 1
