"""The web pages: rendered here, without script, in French and English. One module a page.

A page is a module with a `router`, a template under `templates/` and texts under `texts/<language>/`.
"""

from services.gateway.pages import assets, confirm, guide, welcome

routers = [welcome.router, guide.router, confirm.router, assets.router]
