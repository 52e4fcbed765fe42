"""Which mails must have been sent, worked out from events alone (the mail table of the design, told once more)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.chaos.checker.history import Event, History

HELPDESKS = ("SANTE-TRACES@ec.europa.eu", "AGRI-E-COIORGANIC@ec.europa.eu")
OWNER, VALIDATORS, SUPERIORS, COPIES = "owner", "validators", "superiors", "helpdesks"

TABLE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "AccountCreated": (("confirmation", OWNER),),
    "ConfirmationRenewed": (("confirmation", OWNER),),
    "RegistrationRepeated": (("already-registered", OWNER),),
    "PasswordResetRequested": (("password-reset", OWNER),),
    "PasswordChanged": (("password-changed", OWNER),),
    "AccountLocked": (("account-locked", OWNER),),
    "RequestRouted": (("receipt", OWNER), ("work-item", VALIDATORS), ("helpdesk-copy", COPIES)),
    "InformationRequested": (("information-requested", OWNER),),
    "RequestReopened": (("request-reopened", VALIDATORS),),
    "RequestWithdrawn": (("request-withdrawn", VALIDATORS),),
    "RequestReminded": (("reminder", VALIDATORS),),
    "RequestOverdue": (("overdue", VALIDATORS), ("overdue-applicant", OWNER)),
    "RequestEscalated": (
        *(("escalated", VALIDATORS), ("escalated-superior", SUPERIORS)),
        *(("escalated-applicant", OWNER), ("escalated-helpdesk", COPIES)),
    ),
    "AuthorisationGranted": (("granted", OWNER),),
    "AuthorisationRejected": (("rejected", OWNER),),
    "AuthorisationSuspended": (("right-suspended", OWNER),),
    "AuthorisationReinstated": (("right-reinstated", OWNER),),
    "AuthorisationRevoked": (("right-revoked", OWNER),),
}
"""Event, template, to whom. What is not here is not brought about by the load."""

UNCERTAIN = frozenset({"users-changed", "activity-expiring"})
"""To the administrators at the moment of sending, whoever they are then: at most one each, but none is demanded."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mail by its reason and its recipient; the address is as the account says now."""

    event_id: str
    template: str
    to: str


def wanted_mails(history: History) -> Iterator[Wanted]:
    """All that the events so far call for."""
    addresses = addresses_of(history)
    rights = [right for right in _rights(history).values() if right["status"] == "VALID"]
    for event in history.of_type(*TABLE):
        if event.type in ("AuthorisationGranted", "AuthorisationRejected") and event.at("request_id") is None:
            continue
        for template, to in TABLE[event.type]:
            for address in _recipients(to, event, addresses, rights):
                yield Wanted(event.id, template, address)


def addresses_of(history: History) -> dict[str, str]:
    """Mail addresses by account, as identity said last."""
    said = [event for event in history.events.values() if event.at("account.email")]
    return {event.subject: event.at("account.email") for event in sorted(said, key=lambda each: each.sequence)}


def _rights(history: History) -> dict[str, dict[str, str]]:
    said = [event for event in history.events.values() if event.at("authorisation.account_id")]
    return {
        event.subject: {
            "status": event.at("authorisation.status"),
            "account": event.at("authorisation.account_id"),
            "organisation": event.at("organisation_id"),
        }
        for event in sorted(said, key=lambda each: each.sequence)
    }


def _recipients(to: str, event: Event, addresses: dict[str, str], rights: list[dict[str, str]]) -> Iterator[str]:
    owner = event.at("case.account_id") or event.at("account_id")
    if to == OWNER:
        yield addresses.get(owner, f"account {owner}")
    elif to == COPIES:
        yield from HELPDESKS
    elif to == VALIDATORS or event.at("case.superior"):
        validator = event.at("case.validator" if to == VALIDATORS else "case.superior")
        users = [right["account"] for right in rights if right["organisation"] == validator["id"]]
        deciding = [addresses.get(account, account) for account in users if account != owner]
        superior = event.at("case.superior") or validator
        yield from deciding or dict.fromkeys((validator["duty_mailbox"], superior["duty_mailbox"]))
