"""Pages of who decides requests: the work list, one case, an organisation."""

from services.gateway.pages.validator import case, many, organisation, work

routers = [work.router, many.router, case.router, organisation.router]
