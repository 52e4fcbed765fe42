"""Log in, go on, log out, on the real store."""

import asyncio
from datetime import timedelta

import pytest

from contracts.ended_sessions import ENDED_SESSIONS, read
from services.identity.domain.account import Account
from services.identity.domain.session import REPEAT_WINDOW
from tests.integration.identity.world import API, World, good_password, some_address


async def refreshed(world: World, token: str) -> tuple[int, str]:
    answer = await world.post("/sessions/refreshes", {"refresh_token": token})
    return answer.status_code, answer.json().get("refresh_token") or answer.json()["code"]


async def me(world: World, token: str) -> int:
    answer = await world.client.get(f"{API}/me", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


@pytest.mark.rule("A4")
async def test_logging_in_gives_tokens(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    answer = await world.log_in(email.upper(), password)
    assert answer.status_code == 201
    tokens = answer.json()
    assert set(tokens) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 300)
    assert await me(world, tokens["access_token"]) == 200
    jwks = (await world.client.get("/.well-known/jwks.json")).json()
    assert all("d" not in key for key in jwks["keys"])


async def test_wrong_unknown_and_unconfirmed_look_alike(world: World) -> None:
    known, waiting = some_address(), some_address()
    await world.activate(known)
    await world.sign_up(waiting)
    answers = [await world.log_in(email, good_password()) for email in (known, waiting, some_address(), "nobody")]
    told = [{**answer.json(), "trace_id": ""} for answer in answers]
    assert all(each == told[0] for each in told)
    assert (told[0]["status"], told[0]["code"]) == (401, "wrong-credentials")


@pytest.mark.moment("locks")
@pytest.mark.rule("2.account", "3.lockout")
async def test_five_failures_lock_known_and_unknown_addresses_alike(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    for each in (email, some_address()):
        for _ in range(5):
            assert (await world.log_in(each, good_password())).status_code == 401
        answer = await world.log_in(each, password)
        assert (answer.status_code, answer.json()["code"]) == (429, "login-blocked")
        assert 50 <= int(answer.headers["retry-after"]) <= 60
    assert (await world.types())[-1] == "AccountLocked"
    world.clock.ahead = timedelta(minutes=1)
    assert (await world.log_in(email, password)).status_code == 201
    (account,) = await world.runtime.store.find(Account, {})
    assert account.status == "ACTIVE"


async def test_failures_that_come_at_once_are_all_counted(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    await asyncio.gather(*(world.log_in(email, good_password()) for _ in range(5)))
    assert (await world.log_in(email, password)).status_code == 429
    assert (await world.types()).count("AccountLocked") == 1


async def test_a_refresh_token_is_good_once(world: World) -> None:
    _, tokens = await world.logged_in()
    status, second = await refreshed(world, tokens["refresh_token"])
    assert status == 200
    status, third = await refreshed(world, second)
    assert status == 200
    assert len({tokens["refresh_token"], second, third}) == 3
    assert await refreshed(world, tokens["refresh_token"]) == (401, "session-over")
    assert await refreshed(world, third) == (401, "session-over")
    assert (await world.types())[-1] == "SessionEnded"
    assert await me(world, tokens["access_token"]) == 401


async def test_the_end_of_a_copied_session_is_named_to_the_gateway(world: World) -> None:
    _, tokens = await world.logged_in()
    (_, second), session = await refreshed(world, tokens["refresh_token"]), tokens["refresh_token"].split(".")[0]
    await refreshed(world, second)
    for copied in (tokens["refresh_token"], second):
        answer = await world.post("/sessions/refreshes", {"refresh_token": copied})
        assert (answer.status_code, answer.json()["code"]) == (401, "session-over")
        assert answer.headers[ENDED_SESSIONS] == session


async def test_two_tabs_get_the_same_successor(world: World) -> None:
    _, tokens = await world.logged_in()
    found = await asyncio.gather(*(refreshed(world, tokens["refresh_token"]) for _ in range(3)))
    assert len(set(found)) == 1
    assert found[0][0] == 200
    world.clock.ahead = REPEAT_WINDOW + timedelta(seconds=5)
    assert await refreshed(world, tokens["refresh_token"]) == (401, "session-over")


async def test_a_forged_refresh_token_is_refused(world: World) -> None:
    _, tokens = await world.logged_in()
    session, generation, signature = tokens["refresh_token"].split(".")
    for forged in (f"{session}.2.{signature}", f"{session}.{generation}.x", "x", ""):
        assert await refreshed(world, forged) == (401, "session-over")
    assert (await refreshed(world, tokens["refresh_token"]))[0] == 200


@pytest.mark.rule("F8")
async def test_logging_out_ends_the_session(world: World) -> None:
    _, tokens = await world.logged_in()
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await world.client.delete(f"{API}/sessions/current", headers=headers)).status_code == 204
    assert (await world.rows())[-1]["data"]["reason"] == "logout"
    assert await me(world, tokens["access_token"]) == 401
    assert await refreshed(world, tokens["refresh_token"]) == (401, "session-over")
    assert (await world.client.delete(f"{API}/sessions/current", headers=headers)).status_code == 204
    assert (await world.types()).count("SessionEnded") == 1


async def test_my_sessions_are_listed_and_ended(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    first, second = (await world.log_in(email, password)).json(), (await world.log_in(email, password)).json()
    _, stranger = await world.logged_in()
    headers = {"Authorization": f"Bearer {second['access_token']}"}
    page = (await world.client.get(f"{API}/sessions", headers=headers)).json()
    assert [session["current"] for session in page["items"]] == [True, False]
    other = page["items"][1]["session_id"]
    assert (await world.client.delete(f"{API}/sessions/{other}", headers=headers)).status_code == 204
    assert await me(world, first["access_token"]) == 401
    assert await me(world, second["access_token"]) == 200
    foreign = stranger["refresh_token"].split(".")[0]
    assert (await world.client.delete(f"{API}/sessions/{foreign}", headers=headers)).status_code == 404


async def test_sessions_come_a_page_at_a_time_and_one_by_one(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    tokens = [(await world.log_in(email, password)).json() for _ in range(3)]
    token = tokens[-1]["access_token"]
    first = (await world.get("/sessions?limit=2", token)).json()
    second = (await world.get(f"/sessions?limit=2&cursor={first['next_cursor']}", token)).json()
    shown = [*first["items"], *second["items"]]
    assert [session["session_id"] for session in shown] == [
        each["refresh_token"].split(".")[0] for each in tokens[::-1]
    ]
    assert second["next_cursor"] is None
    one = await world.get(f"/sessions/{shown[1]['session_id']}", token)
    assert (one.status_code, one.json()) == (200, shown[1])


async def test_logging_out_everywhere_ends_every_session(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    tokens = [(await world.log_in(email, password)).json() for _ in range(3)]
    headers = {"Authorization": f"Bearer {tokens[0]['access_token']}"}
    answer = await world.client.delete(f"{API}/sessions", headers=headers)
    assert answer.status_code == 204
    assert set(read(answer.headers[ENDED_SESSIONS])) == {each["refresh_token"].split(".")[0] for each in tokens}
    assert [await me(world, each["access_token"]) for each in tokens] == [401] * 3
    assert (await world.types()).count("SessionEnded") == 3


async def test_a_token_is_needed(world: World) -> None:
    assert (await world.client.get(f"{API}/me")).status_code == 401
    assert await me(world, "nonsense") == 401
