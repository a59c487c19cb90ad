"""Mail: one message to one address, handed over to the server that the settings name."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from workflow.config import Settings
from workflow.jobs.message import Message
from workflow.jobs.workplace import Again
from workflow.words import Words

#: Seconds that the server has for each step.
PATIENT = 30.0
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
UNREACHED = Words("邮件服务器没有应答。", "The mail server did not answer.")
NOT_LET_IN = Words("邮件服务器不接受这个用户名和密码。", "The mail server does not take this user and password.")


def send(settings: Settings, message: Message) -> None:
    """Hand a message over. Raises Again, hopeless where the server will never take it."""
    try:
        with _connected(settings.mail_url) as server:
            server.send_message(_mail(settings, message), settings.mail_from, [message.address])
    except smtplib.SMTPAuthenticationError as fault:
        raise Again(NOT_LET_IN) from fault
    except smtplib.SMTPRecipientsRefused as fault:
        code = next(iter(fault.recipients.values()))[0]
        raise Again(_refused(code), hopeless=code >= 500) from fault
    except smtplib.SMTPResponseException as fault:
        raise Again(_refused(fault.smtp_code), hopeless=fault.smtp_code >= 500) from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise Again(UNREACHED) from fault


def _refused(code: int) -> Words:
    return Words(f"邮件服务器没有收下（{code}）。", f"The mail server did not take it ({code}).")


def _connected(address: str) -> smtplib.SMTP:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=PATIENT)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _mail(settings: Settings, message: Message) -> EmailMessage:
    mail, many = EmailMessage(), len(message.lines)
    mail["Subject"] = f"{message.house.zh}规章制度：{many}项通知 {many} notice{'s' if many > 1 else ''}"
    mail["From"], mail["To"] = settings.mail_from, message.address
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.sign}@{urlsplit(settings.public_url).hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    lines = [f"{one.words.zh} {one.words.en}\n{one.link}\n" for one in message.lines]
    lines.append(f"--\n选择如何接收通知 How to be told: {message.page}/choices")
    mail.set_content("\n".join(lines))
    return mail
