"""Validation with a defect: it fails on every AuthorisationGranted."""

from dataclasses import replace

from chassis.decider import Change, Context
from chassis.steps import on
from contracts.events.registry import AuthorisationGranted
from services.validation.domain.decider import Decider
from services.validation.service import service as good


def fail(row: Decider | None, event: AuthorisationGranted, ctx: Context) -> Change[Decider]:
    """The defect."""
    raise ZeroDivisionError("this release cannot handle a grant")


failing = on(Decider, key=lambda event: event.authorisation_id, do=fail)
service = replace(good, handles={**good.handles, AuthorisationGranted: [failing]})

if __name__ == "__main__":
    service.run()
