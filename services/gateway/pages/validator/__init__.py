"""Pages of who decides or looks after others: work list, cases, organisations, the helpdesk's search."""

from services.gateway.pages.validator import case, find, organisation, work

routers = [work.router, case.router, find.router, organisation.router]
