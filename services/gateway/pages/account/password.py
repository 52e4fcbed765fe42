"""`/profile/password`: another password for who knows the present one."""

from fastapi.responses import Response

from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import Member, Visit, go

FIELDS = ("current_password", "password", "repeated")

router = page_router()


@router.get("/profile/password")
async def ask(visit: Member) -> Response:
    """The form."""
    return _form(visit, Errors())


@router.post("/profile/password")
async def change(visit: Member) -> Response:
    """Change it; all other sessions end."""
    current, password = visit.form["current_password"], visit.form["password"]
    if password != visit.form["repeated"]:
        return _form(visit, Errors().plus("repeated", sentence(visit, "passwords-differ")), status=422)
    try:
        await visit.ask("PUT", "/me/password", {"current_password": current, "password": password})
    except Problem as problem:
        if problem.code == "current-password-wrong":
            errors = Errors().plus("current_password", sentence(visit, problem.code))
        else:
            errors = errors_of(visit, problem, FIELDS)
        return _form(visit, errors, status=problem.status)
    return go("/profile", done="password")


def _form(visit: Visit, errors: Errors, *, status: int = 200) -> Response:
    return page(visit, "account/password.html", status=status, errors=errors)
