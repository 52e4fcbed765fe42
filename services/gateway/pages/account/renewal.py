"""`/confirm/again`: another confirmation link for who missed the first (rule A11)."""

from fastapi.responses import Response

from services.gateway.pages.account.mailed import ask_for_mail
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody

TEMPLATE = "account/confirm_again.html"

router = page_router()


@router.get("/confirm/again")
async def ask(visit: Anybody) -> Response:
    """The form."""
    return page(visit, TEMPLATE)


@router.post("/confirm/again")
async def renew(visit: Anybody) -> Response:
    """Ask identity for it; whether there is such an account is not said."""
    return await ask_for_mail(visit, "/accounts/confirmations/renewals", TEMPLATE, "/signup/sent")
