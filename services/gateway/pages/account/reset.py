"""`/reset`: a way in for who lost the password (rule A12); `/reset?token=` is where the mailed link leads."""

from fastapi.responses import Response

from services.gateway.pages.account.mailed import ask_for_mail
from services.gateway.pages.account.new_password import Link, choose_password, show_form
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody

RESET = Link("/reset", "/password-resets/confirmations", "account/reset_choose.html")
TEMPLATE = "account/reset.html"

router = page_router()


@router.get("/reset")
async def ask(visit: Anybody) -> Response:
    """The form that asks for the mail, or the one that the mail leads to."""
    token = visit.request.query_params.get("token")
    return page(visit, TEMPLATE) if token is None else show_form(visit, RESET, token)


@router.post("/reset")
async def send(visit: Anybody) -> Response:
    """Ask identity for the mail; with a token, hand it over with the new password, and every session ends there."""
    if "token" in visit.form:
        return await choose_password(visit, RESET)
    return await ask_for_mail(visit, "/password-resets", TEMPLATE, "/reset/sent")


@router.get("/reset/sent")
async def sent(visit: Anybody) -> Response:
    """What happens next."""
    return page(visit, "account/reset_sent.html")


@router.get("/reset/done")
async def done(visit: Anybody) -> Response:
    """The new password is good."""
    return page(visit, "account/reset_done.html")
