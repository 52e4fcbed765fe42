"""Choosing a password by a mailed link: the first one, or another one for a lost one. One form for both."""

from contextlib import suppress
from dataclasses import dataclass

from fastapi.responses import Response

from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import LogInFirst, Visit, go

FIELDS = ("password", "repeated")

LINK_IS_DEAD = {404: "unknown", 410: "expired"}
"""Answers of identity after which no password helps."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where such a link leads and its form is sent, which path of the API takes the password, and the template."""

    path: str
    target: str
    template: str


def show_form(
    visit: Visit, link: Link, token: str, errors: Errors | None = None, *, dead: str = "", status: int = 200
) -> Response:
    """The form; without a token, or with a link that is `dead` (`unknown`, `expired`), how to get another one."""
    return page(
        visit,
        link.template,
        status=status,
        errors=errors or Errors(),
        token=token,
        action=link.path,
        dead=dead if token else "unknown",
    )


async def choose_password(visit: Visit, link: Link) -> Response:
    """Take the form. A password that is refused burns nothing, so the form comes again."""
    token, password = visit.form["token"], visit.form["password"]
    if password != visit.form["repeated"]:
        errors = Errors().plus("repeated", sentence(visit, "passwords-differ"))
        return show_form(visit, link, token, errors, status=422)
    try:
        await visit.anonymous_api().post(link.target, {"token": token, "password": password})
    except Problem as problem:
        return _refused(visit, link, token, problem)
    await _end_session(visit)
    return go(f"{link.path}/done")


async def _end_session(visit: Visit) -> None:
    """Whoever is logged in here may be somebody else than the owner of the link, who is asked to log in next."""
    if visit.session is None:
        return
    with suppress(Problem, LogInFirst):
        await visit.ask("DELETE", "/sessions/current")
    visit.keep_session(None)


def _refused(visit: Visit, link: Link, token: str, problem: Problem) -> Response:
    if problem.status in LINK_IS_DEAD:
        return show_form(visit, link, token, dead=LINK_IS_DEAD[problem.status], status=problem.status)
    return show_form(visit, link, token, errors_of(visit, problem, FIELDS), status=problem.status)
