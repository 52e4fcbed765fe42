"""Pages are read when the gateway starts: no request waits for a file."""

from blockbuster import blockbuster_ctx

from services.gateway.pages.assets import address_of
from services.gateway.pages.formats import Formats
from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.rendering import environment, load


async def test_a_loaded_page_blocks_nobody() -> None:
    load()
    names = environment("fr").list_templates()
    with blockbuster_ctx():
        assert address_of("css").endswith(".css")
        for language in LANGUAGES:
            for name in names:
                environment(language).get_template(name)
            for zone in ("Europe/Paris", "Pacific/Chatham"):
                assert Formats(language, zone).moment("2026-11-24T13:05:00Z")
