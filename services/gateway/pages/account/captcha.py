"""The captcha of a form: to see, to hear, or another one."""

from dataclasses import dataclass

from services.gateway.pages.problem import Problem
from services.gateway.pages.visit import Visit

ANSWER, ID = "captcha.answer", "captcha.id"

SPENT = frozenset({"captcha-wrong", "captcha-expired"})
"""Refusals after which another one is shown."""


@dataclass(frozen=True, slots=True)
class Captcha:
    """Where to see and hear it, and what was answered so far."""

    id: str
    image_url: str
    audio_url: str
    answer: str = ""


async def fresh(visit: Visit) -> Captcha:
    """A new one. Raises Problem."""
    made = await visit.anonymous_api().post("/captchas")
    return Captcha(made["id"], made["image_url"], made["audio_url"])


async def after(visit: Visit, problem: Problem) -> Captcha:
    """The same again with its answer while it is good: who corrects a name need not read another picture."""
    spent = problem.code in SPENT or any(error.code in SPENT for error in problem.errors)
    return await fresh(visit) if spent or not visit.form[ID] else of_form(visit)


def of_form(visit: Visit) -> Captcha:
    """The one that the form was sent with. Its addresses follow from its id, as identity says them."""
    id = visit.form[ID]
    path = f"/api/v1/captchas/{id}"
    return Captcha(id, f"{path}/image", f"{path}/audio", visit.form[ANSWER])
