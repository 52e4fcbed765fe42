"""Pages are read when the gateway starts: no request waits for a file."""

from blockbuster import blockbuster_ctx

from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.rendering import environment, load
from services.gateway.pages.texts import texts


async def test_a_loaded_page_blocks_nobody() -> None:
    load()
    with blockbuster_ctx():
        for language in LANGUAGES:
            assert texts(language)
        for name in ("welcome.html", "guide.html", "confirm.html", "confirmed.html"):
            environment().get_template(name)
