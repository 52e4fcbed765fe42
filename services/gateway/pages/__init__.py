"""The web pages: rendered here, complete without script and better with it, in French and English.

A page is a module with a `router` (made by `page_router`), a template and texts. `routers` below is the table of
contents; `missing` comes last, behind everything else that the gateway answers.
"""

from services.gateway.pages import account, applicant, assets, content, live, validator

routers = [assets.router, live.router, *content.routers, *account.routers, *applicant.routers, *validator.routers]
