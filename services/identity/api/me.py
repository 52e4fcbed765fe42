"""The person who is logged in: names, address, language, time zone, wanted mails (rule F5)."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from chassis.errors import NotFound
from chassis.web import Answer, Staged, refusals
from chassis.web.headers import IF_MATCH, takes
from contracts.events.identity import AccountStatus, NotificationKind
from services.identity.api.live import LiveCall
from services.identity.data import timezones
from services.identity.domain.account import Account
from services.identity.domain.names import NAME_MAXIMUM
from services.identity.domain.preferences import ChangePreferences, check_preferences

router = APIRouter(prefix="/api/v1", tags=["me"])


class Notifications(BaseModel):
    """Kinds of mails that I do not want; only `information` may be switched off. In-app notices come in any case."""

    muted: list[NotificationKind] = Field(max_length=10)


class Me(BaseModel):
    """My account."""

    account_id: str
    email: str
    first_name: str
    last_name: str
    language: str
    timezone: str
    notifications: Notifications
    status: AccountStatus


class Preferences(BaseModel):
    """New values; what is left out stays as it is."""

    first_name: str | None = Field(None, max_length=NAME_MAXIMUM)
    last_name: str | None = Field(None, max_length=NAME_MAXIMUM)
    language: str | None = Field(None, max_length=10, description="ISO 639-1; every mail is written in it")
    timezone: str | None = Field(None, max_length=100, description="IANA name, as Europe/Paris")
    notifications: Notifications | None = None


@router.get("/me", response_model=Me, responses=refusals(401, 503))
async def read_me(call: LiveCall) -> Response:
    """Who I am. `ETag` is the version of what I can change, for `If-Match`."""
    account = await call.runtime.store.get(Account, call.account_id)
    if account is None:
        raise NotFound
    shown = account.at(call.runtime.clock())
    return JSONResponse(_body(shown), headers=_version(shown))


@router.patch("/me", response_model=Me, responses=refusals(400, 401, 412, 413, 422, 503), openapi_extra=takes(IF_MATCH))
async def change_me(body: Preferences, call: LiveCall) -> Response:
    """Change names, language, time zone or wanted mails; `If-Match` refuses to overwrite a newer change (rule F10)."""
    command = ChangePreferences(
        account_id=call.account_id,
        version=call.if_match,
        muted=None if body.notifications is None else tuple(body.notifications.muted),
        **body.model_dump(exclude={"notifications"}),
    )
    check_preferences(command, timezones())
    return await call.execute(command, _changed, keep_answer=False)


def _changed(staged: Staged) -> Answer:
    account = staged.one(Account)
    return Answer(200, _body(account), _version(account))


def _body(account: Account) -> dict[str, Any]:
    public = account.public().model_dump(mode="json")
    muted = public.pop("muted")
    return {**public, "notifications": {"muted": muted}}


def _version(account: Account) -> dict[str, str]:
    return {"ETag": f'"{account.preferred}"'}
