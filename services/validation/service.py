"""Validation: who decides a request, until when, and what was decided."""

from chassis.service import Service
from services.validation.api import router
from services.validation.domain.decider import Decider
from services.validation.domain.first_user import FirstUser
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.person import Person
from services.validation.domain.request import Request
from services.validation.handlers import COMMANDS, HANDLES

service = Service(
    name="validation",
    aggregates=[Request, FirstUser, Decider, OrganisationView, Person],
    handles=HANDLES,
    commands=COMMANDS,
    routes=[router],
)
