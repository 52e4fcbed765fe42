"""Logs tell where something broke, and never quote what it broke on."""

import io

from pydantic import BaseModel, ValidationError

from chassis.defects import where, write_trace


class Person(BaseModel):
    """Somebody."""

    age: int


def broken() -> Exception:
    try:
        try:
            Person.model_validate({"age": "elodie@importer.example"})
        except ValidationError as error:
            raise KeyError("elodie@importer.example") from error
    except KeyError as error:
        return error
    raise AssertionError


def test_where_names_class_file_and_function() -> None:
    assert where(broken()).startswith("KeyError at ")
    assert "tests/unit/chassis/test_defects.py:" in where(broken())
    assert where(broken()).endswith(" in broken")


def test_a_trace_has_the_causes_and_no_text_of_them() -> None:
    error = broken()
    text = io.StringIO()
    write_trace(text, (type(error), error, error.__traceback__))
    assert [line for line in text.getvalue().splitlines() if not line.startswith(" ")] == [
        "ValidationError",
        "KeyError",
    ]
    assert "elodie" not in text.getvalue()
