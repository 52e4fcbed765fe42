"""GET and PATCH /me, on the real store."""

from typing import Any

import httpx
import pytest

from tests.integration.identity.world import API, World, good_password


async def patch(world: World, token: str, body: dict[str, Any], version: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} | ({"If-Match": version} if version else {})
    return await world.client.patch(f"{API}/me", json=body, headers=headers)


async def read(world: World, token: str) -> httpx.Response:
    return await world.client.get(f"{API}/me", headers={"Authorization": f"Bearer {token}"})


async def test_i_see_my_account(world: World) -> None:
    email, tokens = await world.logged_in()
    answer = await read(world, tokens["access_token"])
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"1"'
    about = answer.json()
    assert about.pop("account_id")
    assert about == {
        "email": email.replace("Importer", "importer"),
        "first_name": "Anna",
        "last_name": "Müller",
        "language": "de",
        "timezone": "Europe/Brussels",
        "notifications": {"muted": []},
        "status": "ACTIVE",
    }


@pytest.mark.rule("A7", "F5")
async def test_i_change_language_and_time_zone(world: World) -> None:
    _, tokens = await world.logged_in()
    token = tokens["access_token"]
    answer = await patch(world, token, {"language": "fr", "timezone": "Europe/Paris"})
    assert answer.status_code == 200
    assert (answer.json()["language"], answer.json()["timezone"], answer.json()["first_name"]) == (
        "fr",
        "Europe/Paris",
        "Anna",
    )
    assert (await read(world, token)).json() == answer.json()
    assert (await read(world, token)).headers["etag"] == answer.headers["etag"]
    row = (await world.rows())[-1]
    assert row["type"].split(".")[-2] == "PreferencesChanged"
    assert row["data"]["account"]["timezone"] == "Europe/Paris"


@pytest.mark.rule("F10")
async def test_a_newer_change_is_not_overwritten(world: World) -> None:
    _, tokens = await world.logged_in()
    token = tokens["access_token"]
    seen = (await read(world, token)).headers["etag"]
    assert (await patch(world, token, {"language": "fr"}, seen)).status_code == 200
    answer = await patch(world, token, {"language": "nl"}, seen)
    assert (answer.status_code, answer.json()["code"]) == (412, "version-mismatch")
    assert (await read(world, token)).json()["language"] == "fr"


@pytest.mark.rule("F10")
async def test_what_anybody_can_cause_who_knows_my_address_is_no_newer_change(world: World) -> None:
    email, tokens = await world.logged_in()
    token = tokens["access_token"]
    seen = (await read(world, token)).headers["etag"]
    assert (await world.post("/password-resets", {"email": email})).status_code == 202
    for _ in range(5):
        await world.log_in(email, good_password())
    assert (await world.types())[-2:] == ["PasswordResetRequested", "AccountLocked"]
    answer = await patch(world, token, {"language": "fr"}, seen)
    assert (answer.status_code, answer.json()["language"]) == (200, "fr")
    assert (await patch(world, token, {"language": "nl"}, seen)).status_code == 412
    assert (await patch(world, token, {"language": "nl"}, answer.headers["etag"])).status_code == 200


async def test_the_same_again_tells_nobody(world: World) -> None:
    _, tokens = await world.logged_in()
    before = await world.types()
    answer = await patch(world, tokens["access_token"], {"language": "de"})
    assert (answer.status_code, answer.json()["language"]) == (200, "de")
    assert await world.types() == before


@pytest.mark.rule("A13", "F5")
async def test_information_can_be_muted_and_nothing_else(world: World) -> None:
    _, tokens = await world.logged_in()
    token = tokens["access_token"]
    answer = await patch(world, token, {"notifications": {"muted": ["information"]}})
    assert (answer.status_code, answer.json()["notifications"]) == (200, {"muted": ["information"]})
    assert (await world.rows())[-1]["data"]["account"]["muted"] == ["information"]
    assert (await read(world, token)).json()["notifications"] == {"muted": ["information"]}
    answer = await patch(world, token, {"notifications": {"muted": []}})
    assert answer.json()["notifications"] == {"muted": []}


async def test_an_unknown_time_zone_is_refused(world: World) -> None:
    _, tokens = await world.logged_in()
    answer = await patch(world, tokens["access_token"], {"timezone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/timezone"]
