"""Pages that say the same to everybody."""

from services.gateway.pages.content import texts, welcome

routers = [welcome.router, texts.router]
