"""What somebody sent that could not be taken: because the session had ended, or because a service is away.

It stays in the page, in hidden fields, so that nothing is kept here; through the log-in it goes as one field. It is not
sent by itself: who logs in may be somebody else, and decides.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from services.gateway.pages import csrf
from services.gateway.pages.next_page import safe_next
from services.gateway.pages.visit import Visit

FIELD = "kept"
SECRET = frozenset({"current_password", "password", "repeated"})
"""A form with one of these is typed again: passwords are shown by no page."""

TRIFLES = frozenset({"/", "/profile/sessions"})
"""Pages whose forms hold nothing that was typed."""


def _ours(address: str) -> str:
    """Raises ValueError for what is no page of ours for people who are logged in."""
    if safe_next(address) != address:
        raise ValueError("not a page of ours")
    return address


class KeptForm(BaseModel):
    """Where the form was sent, and its fields in their order; the token of forms is not among them."""

    model_config = ConfigDict(frozen=True)

    action: Annotated[str, AfterValidator(_ours)]
    fields: tuple[tuple[str, str], ...]

    def written(self) -> str:
        """As the hidden field holds it."""
        return self.model_dump_json()


def kept_form_of(visit: Visit) -> KeptForm | None:
    """The form that this visit came with; None where there is nothing to keep."""
    given = visit.form.fields
    if visit.request.method != "POST" or visit.request.url.path in TRIFLES or SECRET & given.keys():
        return None
    pairs = ((name, value) for name, values in given.items() if name != csrf.FIELD for value in values)
    try:
        return KeptForm(action=visit.here, fields=tuple(pairs))
    except ValidationError:
        return None


def read_kept_form(written: str) -> KeptForm | None:
    """What `written` made; None for anything else."""
    try:
        return KeptForm.model_validate_json(written)
    except ValidationError:
        return None
