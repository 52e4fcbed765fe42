"""Asking for a mail with a link: one field, and an answer that says nothing about whether an address is known."""

from fastapi.responses import Response

from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.visit import Visit, go

FIELDS = ("email",)


async def ask_for_mail(visit: Visit, target: str, template: str, done: str) -> Response:
    """Take the form; `target` is the path of the API, `done` the page that says what happens next."""
    email = visit.form.text("email")
    if "@" not in email:
        errors = Errors().plus("email", visit.say("Enter your e-mail address."))
        return page(visit, template, status=422, errors=errors)
    try:
        await visit.anonymous_api().post(target, {"email": email})
    except Problem as problem:
        return page(visit, template, status=problem.status, errors=errors_of(visit, problem, FIELDS))
    return go(done)
