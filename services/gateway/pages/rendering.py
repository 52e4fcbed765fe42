"""How a page becomes HTML: layout, texts in the visitor's language, dates and numbers as the visitor writes them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from services.gateway.pages import case_words, csrf, formats, words
from services.gateway.pages.assets import address_of, bundles
from services.gateway.pages.errors import Errors
from services.gateway.pages.help_desks import HELP_DESKS
from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.next_page import BACK_FIELD
from services.gateway.pages.privacy import PRIVACY_VERSION
from services.gateway.pages.sentences import SENTENCES
from services.gateway.pages.texts import translations
from services.gateway.pages.visit import Visit
from services.gateway.version import VERSION

NO_ERRORS = Errors()


@cache
def environment(language: str) -> Environment:
    """Templates escape everything, and a value that is missing is an error rather than a gap."""
    made = Environment(
        loader=PackageLoader("services.gateway.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        _=_saying(language),
        asset=address_of,
        csrf_field=csrf.FIELD,
        back_field=BACK_FIELD,
        language=language,
        languages=LANGUAGES,
        version=VERSION,
        privacy_version=PRIVACY_VERSION,
        help_desks=HELP_DESKS,
        words=words,
        labels=case_words,
        sentences=SENTENCES,
    )
    return made


def _saying(language: str) -> Callable[..., Markup]:
    """`_` of the templates. As with jinja2's own, a text is safe and its values are not.

    Its own asks for the context, and so copies all that a template knows whenever something is said in a loop.
    """
    translated = translations(language).ugettext

    def say(text: str, **values: object) -> Markup:
        return Markup(translated(text)) % values

    return say


def load() -> None:
    """Read all templates, texts, styles and formats, so that no request waits for a file."""
    formats.load()
    bundles()
    for language in LANGUAGES:
        templates = environment(language)
        for template in templates.list_templates():
            templates.get_template(template)


def page(visit: Visit, template: str, *, status: int = 200, errors: Errors = NO_ERRORS, **values: Any) -> HTMLResponse:
    """A page in the visitor's language.

    Templates know `visit`, `f` (formats), `errors` (of a form), and `values`; `_("…")` is a text.
    """
    html = (
        environment(visit.language)
        .get_template(template)
        .render(
            visit=visit,
            f=visit.formats,
            errors=errors,
            slot=visit.gateway.settings.slot or "gateway",
            mailbox_url=visit.gateway.settings.mailbox_url,
            **values,
        )
    )
    return HTMLResponse(html, status_code=status, headers={"Content-Language": visit.language})
