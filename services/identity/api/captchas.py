"""Captchas: one a form, to see or to hear."""

from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from chassis.errors import NotFound
from chassis.ids import new_id
from chassis.web import Answer, OpenCall, Staged, refusals
from contracts.envelope import format_time
from services.identity.domain.captcha import Captcha, MakeCaptcha
from services.identity.tools import tools_of

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX, tags=["captchas"])


class CaptchaMade(BaseModel):
    """Where to see or hear it (relative to this address), and until when it can be answered."""

    id: str
    image_url: str
    audio_url: str
    expires_at: datetime


@router.post("/captchas", status_code=201, response_model=CaptchaMade, responses=refusals(503))
async def make_captcha(call: OpenCall) -> Response:
    """A new captcha, good for one form and ten minutes."""
    return await call.execute(MakeCaptcha(new_id()), _made, keep_answer=False)


@router.get(
    "/captchas/{id}/image",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, **refusals(404, 503)},
)
async def captcha_image(id: str, call: OpenCall) -> Response:
    """The characters to type, as a picture; upper and lower case are the same."""
    await _open(id, call)
    return Response(await tools_of(call.runtime).captchas.picture(id), media_type="image/png")


@router.get(
    "/captchas/{id}/audio",
    response_class=Response,
    responses={200: {"content": {"audio/wav": {}}}, **refusals(404, 503)},
)
async def captcha_audio(id: str, call: OpenCall) -> Response:
    """The characters to type, spoken in English."""
    await _open(id, call)
    return Response(await tools_of(call.runtime).captchas.recording(id), media_type="audio/wav")


async def _open(id: str, call: OpenCall) -> None:
    captcha = await call.runtime.store.get(Captcha, id)
    if captcha is None or not captcha.open(call.runtime.clock()):
        raise NotFound("This captcha was used or has expired.")


def _made(staged: Staged) -> Answer:
    captcha = staged.one(Captcha)
    path = f"{PREFIX}/captchas/{captcha.id}"
    return Answer(
        201,
        {
            "id": captcha.id,
            "image_url": f"{path}/image",
            "audio_url": f"{path}/audio",
            "expires_at": format_time(captcha.expires_at),
        },
    )
