"""Pages of who decides or looks after others: work list, cases, organisations, the helpdesk's search."""

from services.gateway.pages.validator import case, find, many, organisation, work

routers = [work.router, many.router, case.router, find.router, organisation.router]
