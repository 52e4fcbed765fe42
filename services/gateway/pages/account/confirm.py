"""`/confirm?token=`: the mailed link leads here, to choosing the password (rules A8, A9)."""

from fastapi.responses import Response

from services.gateway.pages.account.new_password import Link, choose_password, show_form
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody

CONFIRM = Link("/confirm", "/accounts/confirmations", "account/confirm.html")

router = page_router()


@router.get("/confirm")
async def ask(visit: Anybody) -> Response:
    """The form. Nothing happens by looking at it: programs that follow links in mails use up nothing."""
    return show_form(visit, CONFIRM, visit.request.query_params.get("token", ""))


@router.post("/confirm")
async def choose(visit: Anybody) -> Response:
    """Hand token and password to identity; say in words what came of it."""
    return await choose_password(visit, CONFIRM)


@router.get("/confirm/done")
async def done(visit: Anybody) -> Response:
    """The account is active."""
    return page(visit, "account/confirmed.html")
