"""`/confirm?token=`: the mailed link leads here, to choosing the password (rules A8, A9)."""

import json
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import TooManyRequests, Unavailable
from services.gateway.admission import caller_address
from services.gateway.client_address import limit_key
from services.gateway.gateway import gateway_of
from services.gateway.headers import made_headers
from services.gateway.owners import PREFIX, Owner
from services.gateway.pages import csrf
from services.gateway.pages.forms import read_form
from services.gateway.pages.language import language_of
from services.gateway.pages.rendering import render
from services.gateway.upstream import Incoming, Outgoing

TARGET = f"{PREFIX}/accounts/confirmations".encode()
JSON = (b"content-type", b"application/json")

PROBLEMS = {404: "unknown", 410: "expired", 422: "refused", 429: "too-many"}
"""What is said (texts `confirm.problems`) for each answer of identity; anything else is `unavailable`."""

LINK_IS_DEAD = frozenset({"unknown", "expired"})
"""Problems after which no password helps."""

router = APIRouter(include_in_schema=False)


@router.get("/confirm")
async def ask(request: Request, token: str = "") -> Response:
    """The form. Nothing happens by looking at it: programs that follow links in mails use up nothing."""
    return _form(request, language_of(request), token, problem=None if token else "unknown")


@router.post("/confirm")
async def choose(request: Request) -> Response:
    """Hand token and password to identity; say in words what came of it."""
    form = await read_form(request)
    language, token, password = language_of(request, form.get("lang")), form.get("token", ""), form.get("password", "")
    if not csrf.is_from_our_page(request, form.get(csrf.FIELD, ""), gateway_of(request).settings.public_url):
        return _form(request, language, token, problem="foreign", status=HTTPStatus.FORBIDDEN)
    if password != form.get("repeated", ""):
        return _form(request, language, token, problem="different", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        answered = await _confirm(request, language, token, password)
    except (TooManyRequests, Unavailable) as error:
        problem = "too-many" if isinstance(error, TooManyRequests) else "unavailable"
        page = _form(request, language, token, problem=problem, status=error.status)
        page.headers["Retry-After"] = str(error.retry_after)
        return page
    if answered.status == HTTPStatus.NO_CONTENT:
        return RedirectResponse(f"/confirm/done?lang={language}", HTTPStatus.SEE_OTHER)
    problem = PROBLEMS.get(answered.status, "unavailable")
    page = _form(request, language, token, problem=problem, status=answered.status)
    page.raw_headers += [(name, value) for name, value in answered.headers if name == b"retry-after"]
    return page


@router.get("/confirm/done")
async def done(request: Request) -> Response:
    """The account is active."""
    return render(request, "confirmed.html", language_of(request))


async def _confirm(request: Request, language: str, token: str, password: str) -> Incoming:
    gateway = gateway_of(request)
    address = caller_address(request, gateway)
    gateway.limits.count("api", limit_key(address))
    headers = [JSON, (b"accept-language", language.encode()), *made_headers(request, address)]
    body = json.dumps({"token": token, "password": password}).encode()
    return await gateway.upstreams[Owner.IDENTITY].send(Outgoing("POST", TARGET, headers, body))


def _form(request: Request, language: str, token: str, *, problem: str | None, status: int = HTTPStatus.OK) -> Response:
    public_url = gateway_of(request).settings.public_url
    form_token = csrf.form_token(request, public_url)
    page = render(
        request,
        "confirm.html",
        language,
        status=status,
        token=token,
        form_token=form_token,
        problem=problem,
        usable=problem not in LINK_IS_DEAD,
    )
    csrf.give_token(page, form_token, request, public_url)
    return page
