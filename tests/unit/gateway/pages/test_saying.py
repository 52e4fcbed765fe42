"""What `_` says in a template: a text of ours as it is, what stands in it escaped, and nothing is copied for it."""

import pytest

from services.gateway.pages.rendering import environment


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ _('Yes') }}", "Oui"),
        ("{{ _('<b>%(name)s</b>', name='<Bio>') }}", "<b>&lt;Bio&gt;</b>"),
        ("{{ _('100%%') }}", "100%"),
        ("{% for n in [1, 2] %}{{ _('No') }} {% endfor %}", "Non Non "),
    ],
)
def test_a_text_is_safe_and_its_values_are_not(template: str, said: str) -> None:
    assert environment("fr").from_string(template).render() == said


def test_it_does_not_ask_for_the_context() -> None:
    """In a loop jinja2 copies all that a template knows for every function that does."""
    assert not hasattr(environment("fr").globals["_"], "jinja_pass_arg")
