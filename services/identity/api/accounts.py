"""Signing up (guide, step 1). The answer says nothing about whether an address is known."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field

from chassis.errors import FieldError
from chassis.web import Answer, Call, OpenCall, refusals
from chassis.web.headers import IDEMPOTENCY_KEY, takes
from services.identity.data import address_rules
from services.identity.domain.account import Account
from services.identity.domain.captcha import CaptchaWrong, CountWrongAnswer
from services.identity.domain.names import NAME_MAXIMUM
from services.identity.domain.registration import Form, Person, read_form, warnings_about
from services.identity.domain.sign_up import SignUp
from services.identity.same_address import for_address
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["accounts"])


class CaptchaAnswer(BaseModel):
    """Which captcha, and what it shows."""

    id: str = Field(max_length=100)
    answer: str = Field(max_length=100)


class Registration(BaseModel):
    """The form of the guide, with the captcha and the privacy statement (rule A2)."""

    first_name: str = Field(max_length=NAME_MAXIMUM)
    last_name: str = Field(max_length=NAME_MAXIMUM)
    email: str = Field(max_length=320)
    email_confirmation: str = Field(max_length=320)
    language: str = Field(max_length=10, description="ISO 639-1; every mail is written in it")
    captcha: CaptchaAnswer
    privacy_accepted: bool = Field(description="must be true")


class Warning(BaseModel):
    """Accepted, but worth a second look."""

    pointer: str
    code: str
    detail: str


class Registered(BaseModel):
    """The same for a known and an unknown address."""

    warnings: list[Warning]


@router.post(
    "/accounts",
    status_code=202,
    response_model=Registered,
    responses=refusals(400, 413, 422, 503),
    openapi_extra=takes(IDEMPOTENCY_KEY),
)
async def register(body: Registration, call: OpenCall) -> Response:
    """Sign up. A mail with a link follows, good for 90 minutes; who has an account already is told so by mail."""
    captcha = body.captcha
    person = read_form(Form(**body.model_dump(exclude={"captcha"})), address_rules())
    answered = tools_of(call.runtime).captchas.is_right(captcha.id, captcha.answer)
    try:
        return await _sign_up(person, captcha.id, answered, call)
    except CaptchaWrong:
        await call.execute(CountWrongAnswer(captcha.id), keep_answer=False)
        raise


async def _sign_up(person: Person, captcha_id: str, answered: bool, call: Call) -> Response:
    """Create the account, or answer its owner."""
    tools, key = tools_of(call.runtime), person.address.key
    kid = (await tools.links.fresh()).current
    accepted = Answer(202, {"warnings": [_shown(warning) for warning in warnings_about(person, address_rules())]})

    async def act(account_id: str, known: Account | None) -> Response:
        command = SignUp(
            account_id=account_id,
            person=person,
            kid=kid,
            captcha_id=captcha_id,
            captcha_answered=answered,
            quota_id=tools.hashes.of("sign-up", key),
            limit=tools.settings.renewal_limit,
        )
        return await call.execute(command, lambda _: accepted)

    return await for_address(call.runtime.store, key, act)


def _shown(warning: FieldError) -> dict[str, str]:
    return {"pointer": warning.pointer, "code": warning.code, "detail": warning.detail}
