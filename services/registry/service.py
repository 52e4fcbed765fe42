"""Registry: which organisations there are, and who may act for them."""

from chassis.service import Service
from services.registry import api
from services.registry.commands import COMMANDS
from services.registry.console import bootstrap_grant
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person
from services.registry.handlers import HANDLES
from services.registry.organisation_console import delete_operator, reinstate_operator, suspend_operator
from services.registry.organisation_steps import ORGANISATION_TIMERS
from services.registry.starting import load_reference_data
from services.registry.unrouted import requests, watch

service = Service(
    name="registry",
    aggregates=[Organisation, Authorisation, Person],
    commands=COMMANDS,
    handles=HANDLES,
    timers=ORGANISATION_TIMERS,
    routes=api.ROUTERS,
    start=load_reference_data,
    background={"unrouted": watch},
    console={
        "bootstrap-grant": bootstrap_grant,
        "suspend-operator": suspend_operator,
        "reinstate-operator": reinstate_operator,
        "delete-operator": delete_operator,
    },
    figures={"requests": requests},
)
