"""GET /audit/accounts/{id}, on the real store."""

from typing import Any

from tests.integration.identity.world import World, good_password, some_address


async def test_i_see_what_happened_to_my_account_and_who_did_it(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    here, there = (await world.log_in(email, password)).json(), (await world.log_in(email, password)).json()
    token = here["access_token"]
    account_id = (await world.get("/me", token)).json()["account_id"]
    await world.put_password(token, password, good_password())
    answer = await world.get(f"/audit/accounts/{account_id}", token)
    assert answer.status_code == 200
    assert [(entry["what"], entry["who"]) for entry in answer.json()["items"]] == [
        ("AccountCreated", "system:anonymous"),
        ("AccountActivated", account_id),
        ("PasswordChanged", account_id),
        ("SessionEnded", account_id),
    ]
    assert email.lower() not in answer.text.lower()
    assert there["refresh_token"] not in answer.text
    assert await paged(world, token, account_id) == answer.json()["items"]


async def paged(world: World, token: str, account_id: str) -> list[dict[str, Any]]:
    seen: list[dict[str, Any]] = []
    path = f"/audit/accounts/{account_id}?limit=3"
    page = (await world.get(path, token)).json()
    while page["next_cursor"] is not None:
        assert len(page["items"]) == 3
        seen += page["items"]
        page = (await world.get(f"{path}&cursor={page['next_cursor']}", token)).json()
    return [*seen, *page["items"]]
