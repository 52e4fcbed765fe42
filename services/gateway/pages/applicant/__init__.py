"""Pages of who asks for access: role, search, asking to join, and one's requests."""

from services.gateway.pages.applicant import joining, proposing, request, requests, role, search

routers = [role.router, search.router, proposing.router, joining.router, requests.router, request.router]
