"""Pages of who decides requests: the work list, one case, an organisation; finding a request."""

from services.gateway.pages.validator import case, finding, many, organisation, work

routers = [work.router, many.router, case.router, organisation.router, finding.router]
