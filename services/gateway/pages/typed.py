"""What somebody typed into a form, with labels: to be read and copied from a page that does not show that form."""

from services.gateway.pages.field_names import label_of
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

CHOSEN = frozenset({"outcome", "country", "activities", "language", "timezone", "authority"})
"""Fields that are chosen from a list, by the last word of their names: choosing again is no work."""

OF_LISTS = "name."
"""What the work list sends along for each of its rows begins so."""


def typed(visit: Visit) -> list[tuple[str, str]]:
    """Label and text of each field that is not empty, in the order of the form."""
    found = [(_label(visit, name), visit.form.text(name)) for name in visit.form.fields if not _is_chosen(name)]
    return [(label, text) for label, text in found if label and text]


def _is_chosen(name: str) -> bool:
    return name.rpartition(".")[2] in CHOSEN or name.startswith(OF_LISTS)


def _label(visit: Visit, name: str) -> str:
    answer = name == "message" and visit.form["deed"] == "answer"
    return visit.say(N_("Your answer")) if answer else label_of(visit, name)
