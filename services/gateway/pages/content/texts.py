"""Pages of plain text: each is a template."""

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody

PLAIN = ("guide", "faq", "news", "help", "problem", "legal", "cookies", "privacy", "credits")
"""Path and template of each."""

router = page_router()


async def text(visit: Anybody) -> Response:
    """One of these pages."""
    name = visit.request.url.path.strip("/")
    return page(visit, f"content/{name}.html")


for plain in PLAIN:
    router.add_api_route(f"/{plain}", text, methods=["GET"])
