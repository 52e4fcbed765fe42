"""The rows of addresses in a form: how many, which is the main one, one more, one less (rule D2).

Without script each change of the rows is a sending of the form, so a row is what its fields say.
"""

from services.gateway.pages.forms import Form

PARTS = ("country", "street", "postcode", "city")
"""Of an address, in the order of the form."""

MAIN = "main"
"""The field that holds the number of the row that is the main address."""

MOST = 20
"""As many as registry takes."""


def name_of(row: int, part: str) -> str:
    """The field for a part of an address, as the pointer of an error names it."""
    return f"addresses.{row}.{part}"


def rows_of(form: Form) -> int:
    """How many rows the form has, one at least."""
    return next((row for row in range(1, MOST) if name_of(row, PARTS[0]) not in form), MOST)


def main_row(form: Form) -> int:
    """Which of them is the main one; the first where nobody says."""
    chosen = form[MAIN]
    return int(chosen) if chosen in {str(row) for row in range(rows_of(form))} else 0


def country_of(form: Form) -> str:
    """The country of the main address, which decides who validates."""
    return form[name_of(main_row(form), "country")]


def with_one_more(form: Form) -> Form:
    """With an empty row at the end, unless there are as many as there may be."""
    row = rows_of(form)
    empty = {name_of(row, part): [""] for part in PARTS} if row < MOST else {}
    return Form({**form.fields, **empty})


def without(form: Form, row: int) -> Form:
    """Without one row; those behind it move up. The first row stays."""
    if not 0 < row < rows_of(form):
        return form
    kept = [each for each in range(rows_of(form)) if each != row]
    others = {name: values for name, values in form.fields.items() if not name.startswith("addresses.")}
    moved = {name_of(to, part): [form[name_of(each, part)]] for to, each in enumerate(kept) for part in PARTS}
    main = kept.index(main_row(form)) if main_row(form) in kept else 0
    return Form({**others, **moved, MAIN: [str(main)]})
