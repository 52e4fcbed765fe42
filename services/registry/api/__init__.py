"""Routes: HTTP to a command or a query, nothing else. The paths are the public ones (design section 7)."""

from services.registry.api import operators, organisations, reference, requests, rights

ROUTERS = (organisations.router, operators.router, requests.router, rights.router, reference.router)

__all__ = ["ROUTERS"]
