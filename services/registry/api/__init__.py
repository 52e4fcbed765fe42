"""Routes: HTTP to a command or a query, nothing else. The paths are the public ones (design section 7)."""

from services.registry.api import (
    amending,
    audit,
    authorisations,
    duplicates,
    operators,
    organisations,
    proposing,
    reference,
    requests,
    rights,
)

ROUTERS = (
    organisations.router,
    proposing.router,
    operators.router,
    duplicates.router,
    amending.router,
    requests.router,
    rights.router,
    authorisations.router,
    reference.router,
    audit.router,
)

__all__ = ["ROUTERS"]
