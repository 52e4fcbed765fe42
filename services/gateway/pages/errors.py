"""Errors of a form: beside their fields and all of them in a summary on top, as sentences in the reader’s language."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from services.gateway.pages.field_names import name_of_field
from services.gateway.pages.problem import Problem
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import Visit

WHOLE = ""
"""The field name of what concerns the whole form."""


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is wrong. `field` is the name of the input, empty for the whole form.

    `label` is what the input is called where `text` alone would not tell, for the summary.
    """

    field: str
    text: str
    label: str = ""

    @property
    def target(self) -> str:
        """Id of the input, for the link in the summary."""
        return self.field.replace(".", "-")


@dataclass(frozen=True)
class Errors:
    """What is wrong with a form, in the order of its fields."""

    rows: tuple[Error, ...] = ()

    def of(self, field: str) -> str | None:
        """What is wrong with a field; None for nothing."""
        return next((row.text for row in self.rows if row.field == field), None)

    def plus(self, field: str, text: str, label: str = "") -> "Errors":
        """With one thing more."""
        return Errors((*self.rows, Error(field, text, label)))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __iter__(self) -> Iterator[Error]:
        return iter(self.rows)


BEYOND_FORMS = frozenset({401, 404, 500})
"""Problems that no correction of a form helps: the page that says so takes its place."""


def errors_of(
    visit: Visit, problem: Problem, fields: Collection[str], moved: Mapping[str, str] | None = None
) -> Errors:
    """A refusal as errors of a form with these `fields`, in their order.

    A pointer `/captcha/answer` is the field `captcha.answer`; `moved` says for others where they are shown. What
    belongs to no field stands on top. When to try again goes into the header of the
    answer. Raises `problem` again when the form has no part in it.
    """
    if problem.status in BEYOND_FORMS:
        raise problem
    visit.retry_after = problem.retry_after
    if not problem.errors:
        return Errors((Error(WHOLE, sentence(visit, problem.code, problem.retry_after)),))
    rows = []
    for error in problem.errors:
        named = error.pointer.strip("/").replace("/", ".")
        field = (moved or {}).get(named, named)
        label = name_of_field(visit, field, error.code)
        rows.append(Error(field if field in fields else WHOLE, sentence(visit, error.code), label))
    order = {name: place for place, name in enumerate((WHOLE, *fields))}
    return Errors(tuple(sorted(dict.fromkeys(rows), key=lambda row: order[row.field])))
