"""The mailbox: what it accepts is there, in Mailpit's shapes, and survives its own death."""

import os
import signal
import smtplib
from email.message import EmailMessage

import httpx
import pytest

from tests.support.backing import Backing
from tests.support.eventually import eventually


def letter(to: str, *, subject: str = "Votre accès") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "TRACES <no-reply@traces.example>"
    message["To"] = f"Élodie <{to}>"
    message["Subject"] = subject
    message["Message-ID"] = f"<{subject.replace(' ', '-').encode().hex()}@traces.example>"
    message["Date"] = "Tue, 24 Nov 2026 20:00:00 +0000"
    message.set_content("Bonjour Élodie,\nhttp://127.0.0.1/confirm?token=x\n")
    message.add_alternative("<p>Bonjour <b>Élodie</b></p>", subtype="html")
    return message


def send(backing: Backing, message: EmailMessage) -> None:
    with smtplib.SMTP(backing.smtp_host, backing.smtp_port, timeout=10) as smtp:
        smtp.send_message(message)


@pytest.fixture
def address(isolation: str) -> str:
    return f"{isolation}@example.org"


async def found(mailbox: httpx.AsyncClient, address: str) -> list[dict[str, object]]:
    answer = await mailbox.get("/api/v1/search", params={"query": f"to:{address}"})
    messages: list[dict[str, object]] = answer.json()["messages"]
    return messages


async def test_a_message_is_listed_as_mailpit_lists_it(
    backing: Backing, mailbox: httpx.AsyncClient, address: str
) -> None:
    send(backing, letter(address))
    listed = (await mailbox.get("/api/v1/messages", params={"limit": 1})).json()
    assert {"total", "unread", "count", "messages_count", "start", "tags", "messages"} <= listed.keys()
    row = listed["messages"][0]
    assert row["From"] == {"Name": "TRACES", "Address": "no-reply@traces.example"}
    assert row["To"] == [{"Name": "Élodie", "Address": address}]
    assert (row["Subject"], row["Cc"], row["Bcc"], row["Read"]) == ("Votre accès", [], [], False)
    assert row["Snippet"].startswith("Bonjour Élodie, http")
    assert row["MessageID"].endswith("@traces.example")
    assert row["Created"].endswith("Z")


async def test_one_message_has_both_bodies_headers_and_raw_form(
    backing: Backing, mailbox: httpx.AsyncClient, address: str
) -> None:
    send(backing, letter(address))
    name = (await found(mailbox, address))[0]["ID"]
    message = (await mailbox.get(f"/api/v1/message/{name}")).json()
    assert message["Text"].splitlines()[0] == "Bonjour Élodie,"
    assert "<b>Élodie</b>" in message["HTML"]
    assert message["Date"] == "2026-11-24T20:00:00.000Z"
    headers = (await mailbox.get(f"/api/v1/message/{name}/headers")).json()
    assert headers["Subject"] == ["Votre accès"]
    raw = (await mailbox.get(f"/api/v1/message/{name}/raw")).text
    assert raw.startswith("From: TRACES <no-reply@traces.example>")
    assert (await found(mailbox, address))[0]["Read"] is True


async def test_unknown_messages_are_404(mailbox: httpx.AsyncClient) -> None:
    assert (await mailbox.get("/api/v1/message/nosuch")).status_code == 404


async def test_single_messages_can_be_deleted(backing: Backing, mailbox: httpx.AsyncClient, address: str) -> None:
    send(backing, letter(address, subject="first"))
    send(backing, letter(address, subject="second"))
    first = next(row["ID"] for row in await found(mailbox, address) if row["Subject"] == "first")
    answer = await mailbox.request("DELETE", "/api/v1/messages", json={"IDs": [first]})
    assert answer.text == "ok"
    assert [row["Subject"] for row in await found(mailbox, address)] == ["second"]


async def test_the_page_shows_the_mail_in_a_sandbox(backing: Backing, mailbox: httpx.AsyncClient, address: str) -> None:
    send(backing, letter(address))
    name = (await found(mailbox, address))[0]["ID"]
    assert address in (await mailbox.get("/")).text
    page = (await mailbox.get(f"/view/{name}")).text
    assert 'sandbox="allow-popups' in page
    assert '<a href="http://127.0.0.1/confirm?token=x"' in page
    body = await mailbox.get(f"/view/{name}.html")
    assert "<b>Élodie</b>" in body.text
    assert body.headers["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize(("mode", "code"), [("451", 451), ("550", 550)])
async def test_it_refuses_when_told_to(
    backing: Backing, mailbox: httpx.AsyncClient, address: str, mode: str, code: int
) -> None:
    await mailbox.post("/test/behaviour", json={"mode": mode, "count": 1, "recipient": address})
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        send(backing, letter(address))
    assert refusal.value.smtp_code == code
    send(backing, letter(address))
    assert len(await found(mailbox, address)) == 1


@pytest.mark.parametrize(("mode", "kept"), [("drop", 1), ("lose", 0)])
async def test_it_breaks_the_connection_after_data_when_told_to(
    backing: Backing, mailbox: httpx.AsyncClient, address: str, mode: str, kept: int
) -> None:
    await mailbox.post("/test/behaviour", json={"mode": mode, "count": 1, "recipient": address})
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(backing, letter(address))
    assert len(await found(mailbox, address)) == kept
    assert (await mailbox.get("/test/behaviour")).json()["applied"] == 1


async def test_it_stalls_when_told_to(backing: Backing, mailbox: httpx.AsyncClient, address: str) -> None:
    await mailbox.post("/test/behaviour", json={"mode": "stall", "seconds": 0.3, "recipient": address})
    send(backing, letter(address))
    assert len(await found(mailbox, address)) == 1


async def test_an_unknown_behaviour_is_refused(mailbox: httpx.AsyncClient) -> None:
    assert (await mailbox.post("/test/behaviour", json={"mode": "explode"})).status_code == 422


async def test_a_killed_mailbox_comes_back_with_every_mail_it_accepted(
    backing: Backing, mailbox: httpx.AsyncClient, address: str
) -> None:
    send(backing, letter(address))
    old = backing.pid("mailbox")
    os.kill(old, signal.SIGKILL)

    async def back() -> bool:
        try:
            return backing.pid("mailbox") != old and len(await found(mailbox, address)) == 1
        except (httpx.TransportError, KeyError):
            return False

    assert await eventually(back, within=20)
