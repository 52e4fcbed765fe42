"""A person logs in again when the token has run out, and the request keeps its key."""

import base64
import json

import httpx
import pytest

from demo.client import Client, Refused
from demo.numbers import password
from demo.person import Person


def token(session: str) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"sub": "account", "sid": session}).encode()).decode().rstrip("=")
    return f"e30.{claims}.{session}"


class Service:
    """Knows one person; only the newest session is good."""

    def __init__(self) -> None:
        self.password = password()
        self.sessions = 0
        self.living = ""
        self.ended: list[str] = []
        self.keys: list[str | None] = []

    def handle(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/sessions":
            if json.loads(request.content)["password"] != self.password:
                return httpx.Response(401, json={"code": "unauthenticated"})
            self.sessions += 1
            self.living = token(f"s{self.sessions}")
            return httpx.Response(201, json={"access_token": self.living, "refresh_token": f"r{self.sessions}"})
        session = request.headers["authorization"].removeprefix("Bearer ")
        self.keys.append(request.headers.get("idempotency-key"))
        if session in self.ended:
            return httpx.Response(401, json={"code": "session-ended"})
        if session != self.living:
            return httpx.Response(401, json={"code": "unauthenticated"})
        if request.method == "DELETE":
            self.ended.append(session)
        return httpx.Response(204)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def elodie(service: Service) -> Person:
    http = httpx.AsyncClient(base_url="http://gateway", transport=httpx.MockTransport(service.handle))
    person = Person(Client(http, patience=1), "Élodie", "elodie@importer.example.org", service.password)
    await person.log_in()
    return person


async def test_logging_in_tells_who_one_is(elodie: Person) -> None:
    assert (elodie.account_id, elodie.session_id) == ("account", "s1")
    assert {"r1", elodie.password} < elodie.secrets


async def test_an_expired_token_is_replaced_and_the_key_kept(service: Service, elodie: Person) -> None:
    service.living = "another"
    await elodie.post("/operators", {})
    assert elodie.session_id == "s2"
    assert len(service.keys) == 2
    assert len(set(service.keys)) == 1


async def test_a_wrong_password_is_not_tried_twice(service: Service, elodie: Person) -> None:
    service.living, elodie.password = "another", password()
    with pytest.raises(Refused):
        await elodie.post("/operators", {})


async def test_logging_out_ends_the_session(service: Service, elodie: Person) -> None:
    await elodie.log_out()
    assert service.ended == [token("s1")]
    assert await elodie.is_refused("/me")


async def test_logging_out_again_after_a_lost_answer_is_fine(service: Service, elodie: Person) -> None:
    service.ended.append(service.living)
    await elodie.log_out()
    assert service.sessions == 1


async def test_logging_out_with_an_expired_token_ends_a_session_all_the_same(service: Service, elodie: Person) -> None:
    service.living = "another"
    await elodie.log_out()
    assert service.ended == [token("s2")]
