"""Validation: who decides a request, until when, and what was decided."""

from chassis.service import Service
from services.validation.api import router
from services.validation.commands import commands
from services.validation.domain.decider import Decider
from services.validation.domain.first_user import FirstUser
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.person import Person
from services.validation.domain.request import Request
from services.validation.domain.routing import RoutingTable
from services.validation.handlers import TIMERS, handles
from services.validation.reference import TABLE


def validation(table: RoutingTable) -> Service:
    """The service that routes by `table`."""
    return Service(
        name="validation",
        aggregates=[Request, FirstUser, Decider, OrganisationView, Person],
        handles=handles(table),
        commands=commands(table),
        timers=TIMERS,
        routes=[router],
    )


service = validation(TABLE)
