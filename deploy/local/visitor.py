"""A demo person at the public API, as everybody else: confirm, log in, look."""

from typing import Any

import httpx

from contracts.reference import organisation_id
from deploy.local.demo_people import DemoPerson
from deploy.local.mailed_link import mailed_tokens
from deploy.local.patience import until
from deploy.trouble import StackTrouble

WITHIN = 60.0
GONE = (httpx.codes.NOT_FOUND, httpx.codes.GONE)


class Visitor:
    """One person with a password to have. `api` is the gateway, `mailbox` where the links arrive."""

    def __init__(self, person: DemoPerson, password: str, api: httpx.AsyncClient, mailbox: httpx.AsyncClient) -> None:
        self._person = person
        self._password = password
        self._api = api
        self._mailbox = mailbox

    async def log_in(self) -> str | None:
        """Return an access token, or None when the password is not (yet) the account's."""
        body = {"email": self._person.email, "password": self._password}
        answer = await self._api.post("/sessions", json=body)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            return None
        return str(self._checked(answer)["access_token"])

    async def choose_password(self) -> None:
        """Follow the newest mailed link; ask for a new one when it was used or has expired."""
        tried: set[str] = set()
        while True:
            token = await until(lambda: self._fresh(tried), within=WITHIN, what=f"A link for {self._person.email}")
            answer = await self._api.post("/accounts/confirmations", json={"token": token, "password": self._password})
            if answer.status_code not in GONE:
                self._checked(answer)
                return
            tried.update(await mailed_tokens(self._mailbox, self._person.email))
            renewal = await self._api.post("/accounts/confirmations/renewals", json={"email": self._person.email})
            self._checked(renewal)

    async def check_access(self, access_token: str) -> None:
        """Wait until this person can read what the role is for."""
        bearer = {"Authorization": f"Bearer {access_token}"}

        async def may_read() -> bool:
            rights = await self._api.get("/me/rights", headers=bearer)
            work = await self._api.get(self._work, headers=bearer)
            return rights.is_success and work.is_success and self._holds(rights.json()["items"])

        await until(may_read, within=WITHIN, what=f"The right of {self._person.email} on {self._person.organisation}")

    @property
    def _work(self) -> str:
        return "/requests?scope=all" if self._person.role == "helpdesk" else "/work-items"

    def _holds(self, rights: list[dict[str, Any]]) -> bool:
        wanted = organisation_id(self._person.organisation)
        return any(right["organisation"]["id"] == wanted and right["status"] == "VALID" for right in rights)

    async def _fresh(self, tried: set[str]) -> str | None:
        tokens = await mailed_tokens(self._mailbox, self._person.email)
        return next((token for token in tokens if token not in tried), None)

    def _checked(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.is_success:
            return dict(answer.json()) if answer.content else {}
        where = f"{answer.request.method} {answer.request.url.path}"
        raise StackTrouble(
            f"The demo account {self._person.email}: {where} answered {answer.status_code} {answer.text}"
        )
