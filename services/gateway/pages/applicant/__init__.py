"""Pages of who asks for access: role, search, asking to join, and one's requests."""

from services.gateway.pages.applicant import (
    amending,
    control_bodies,
    joining,
    proposing,
    request,
    requests,
    role,
    search,
)

routers = [
    role.router,
    search.router,
    control_bodies.router,
    proposing.router,
    joining.router,
    requests.router,
    request.router,
    amending.router,
]
