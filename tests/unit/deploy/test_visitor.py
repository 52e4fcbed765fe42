"""How a demo person gets into the system: by the mailed link, and by another one when that is spent."""

import json

import httpx
import pytest

from contracts.reference import organisation_id
from deploy.local import visitor as visitor_module
from deploy.local.demo_people import PEOPLE
from deploy.local.visitor import Visitor
from deploy.trouble import StackTrouble

PERSON = PEOPLE[0]
CHOSEN = "chosen by the test"


class World:
    """A gateway and a mailbox that know one account; only the newest link works."""

    def __init__(self) -> None:
        self.links = ["spent"]
        self.password: str | None = None
        self.down = False
        self.right = {"organisation": {"id": organisation_id(PERSON.organisation)}, "status": "VALID"}

    def api(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            return httpx.Response(503, text="down")
        body = json.loads(request.content) if request.content else {}
        match request.url.path.removeprefix("/api/v1"):
            case "/sessions" if body["password"] == self.password:
                return httpx.Response(201, json={"access_token": "token"})
            case "/sessions":
                return httpx.Response(401)
            case "/accounts/confirmations" if body["token"] == "spent":
                return httpx.Response(404)
            case "/accounts/confirmations":
                self.password = body["password"]
                return httpx.Response(204)
            case "/accounts/confirmations/renewals":
                self.links.insert(0, f"renewed-{len(self.links)}")
                return httpx.Response(202)
            case "/me/rights":
                return httpx.Response(200, json={"items": [self.right]})
            case "/work-items":
                return httpx.Response(200, json={"items": []})
        return httpx.Response(500, text="not expected")

    def mailbox(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/v1/search":
            rows = [{"ID": link} for link in self.links] if request.url.params["query"] == f"to:{PERSON.email}" else []
            return httpx.Response(200, json={"messages": rows})
        link = request.url.path.rpartition("/")[2]
        return httpx.Response(200, json={"Text": f"Bonjour\n  http://127.0.0.1/confirm?token={link}\nMerci"})

    def visitor(self) -> Visitor:
        api = httpx.AsyncClient(transport=httpx.MockTransport(self.api), base_url="http://gateway/api/v1")
        mailbox = httpx.AsyncClient(transport=httpx.MockTransport(self.mailbox), base_url="http://mailbox")
        return Visitor(PERSON, CHOSEN, api, mailbox)


async def test_a_spent_link_is_replaced_by_a_new_one() -> None:
    world = World()
    visitor = world.visitor()
    assert await visitor.log_in() is None
    await visitor.choose_password()
    assert world.password == CHOSEN
    assert await visitor.log_in() == "token"


async def test_access_is_waited_for() -> None:
    await World().visitor().check_access("token")


async def test_a_right_that_never_comes_is_a_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor_module, "WITHIN", 0.2)
    world = World()
    world.right["status"] = "REQUESTED"
    with pytest.raises(StackTrouble, match=r"The right of ines\.martin@.* on FR-INAO: not within 0 s"):
        await world.visitor().check_access("token")


async def test_an_unexpected_answer_is_shown() -> None:
    world = World()
    world.down = True
    with pytest.raises(StackTrouble, match="POST /api/v1/sessions answered 503 down"):
        await world.visitor().log_in()
