"""No link token, password, access or refresh token and no captcha answer is left anywhere, after all that happened."""

import re
from collections.abc import Iterator

import httpx
import pytest

from demo.play import Report
from tests.e2e import secrets_search as search
from tests.e2e.running import RunningStack
from tests.e2e.secrets_search import Place

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

TOKEN = re.compile(r"/confirm\?token=([^\s\"'<>&]+)")


@pytest.fixture(scope="module")
def secrets(running: RunningStack, undisturbed: Report) -> set[str]:
    """Those of every play so far, of the demo accounts, and of every link that was ever mailed."""
    about = running.about()
    accounts = {account["password"] for account in about["accounts"]}
    return {*running.secrets, *undisturbed.secrets, *accounts, *mailed_tokens(about["mailbox"])}


def mailed_tokens(mailbox: str) -> Iterator[str]:
    with httpx.Client(base_url=mailbox, trust_env=False, timeout=20) as http:
        for row in http.get("/api/v1/messages", params={"limit": 10_000}).json()["messages"]:
            text = http.get(f"/api/v1/message/{row['ID']}").json()["Text"]
            yield from TOKEN.findall(text)


def kept(running: RunningStack, where: str) -> Iterator[Place]:
    about, layout = running.about(), running.layout
    match where:
        case "topics":
            yield from search.topics(about)
        case "store":
            yield from search.documents(about)
        case "logs":
            yield from search.files(layout.logs)
            yield from search.files(layout.root, "stack.out")
        case "disk":
            yield from search.files(layout.kafka, "*.log")  # the segments; indexes hold no bytes of records
            yield from search.files(layout.store)


@pytest.mark.parametrize("where", ["topics", "store", "logs", "disk"])
def test_no_secret_is_kept(running: RunningStack, undisturbed: Report, secrets: set[str], where: str) -> None:
    places = list(kept(running, where))
    assert search.found(secrets, places) == []
    known = next(event.id for event in undisturbed.events if event.name == "AccountCreated")
    assert search.found({known}, places), "what is kept for certain is not found: the search is blind"
