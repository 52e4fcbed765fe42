"""Validation with a defect: its model of AuthorisationGranted requires a field that nobody sends."""

from dataclasses import replace

from contracts.events import registry
from services.validation.service import service as good


class AuthorisationGranted(registry.AuthorisationGranted):
    """The defect."""

    seen_by: str


kept = {event: steps for event, steps in good.handles.items() if event is not registry.AuthorisationGranted}
service = replace(good, handles={**kept, AuthorisationGranted: good.handles[registry.AuthorisationGranted]})

if __name__ == "__main__":
    service.run()
