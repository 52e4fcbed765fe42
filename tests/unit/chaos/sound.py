"""What is done in that past, event by event, mail by mail."""

from tests.chaos.checker.expected_mails import HELPDESKS
from tests.chaos.checker.history import Accepted
from tests.unit.chaos.past import ADDRESSES, ANNA, AUTHORITY, INES, NOON, Past, account, right

REQUEST = {"request_id": "r1", "authorisation_id": "a1", "organisation_id": "o1"}
OPERATOR = {"name": "Importer", "country": "FR", "traces_number": "FR-1", "code": None}


def sound() -> Past:
    """All is well."""
    past = Past()
    _people(past)
    _proposal(past)
    return past


def _people(past: Past) -> None:
    for id in (INES, ANNA):
        created = past.happens("identity", "AccountCreated", id, account_id=id, account=account(id, "PENDING"))
        past.mailed(created, "confirmation", ADDRESSES[id], id)
        past.happens("identity", "AccountActivated", id, account_id=id, account=account(id))
        kept = {**account(id), "sequence": 2}
        past.keep("identity", "accounts", id, **kept)
        for database, collection in (("registry", "persons"), ("validation", "people"), ("notify", "contacts")):
            past.keep(database, collection, id, **account(id), seen=2)
    past.happens(
        *("registry", "AuthorisationGranted", "a0"),
        authorisation_id="a0",
        organisation_id=AUTHORITY["id"],
        request_id=None,
        account_id=INES,
        authorisation=right("a0", INES, AUTHORITY["id"], "VALID"),
    )
    _keep_right(past, "a0", INES, AUTHORITY["id"], 1, request_id=None, case=None)
    past.baseline = {each.header("ce_id") for each in past.records if each.header("ce_subject") != ANNA}
    past.commands += [Accepted("sign up", {"email": ADDRESSES[ANNA]}), Accepted("confirm", {"email": ADDRESSES[ANNA]})]
    past.commands.append(Accepted("log in", {"session_id": "s1"}))
    past.keep("identity", "sessions", "s1")


def _proposal(past: Past) -> None:
    case = {"authorisation_id": "a1", "account_id": ANNA, "validator": AUTHORITY, "superior": None}
    due = {"due_at": NOON.isoformat()}
    organisation = {"organisation": {**OPERATOR, "status": "NEW"}}
    past.happens("registry", "OperatorProposed", "o1", "c1", **REQUEST, **organisation)
    requested = past.happens(
        *("registry", "AuthorisationRequested", "a1", "c1"),
        **REQUEST,
        account_id=ANNA,
        authorisation=right("a1", ANNA, "o1", "REQUESTED"),
    )
    routed = past.happens(
        "validation", "RequestRouted", "r1", requested, **REQUEST, case={**case, **due, "status": "OPEN"}
    )
    past.mailed(routed, "receipt", ADDRESSES[ANNA], ANNA)
    past.mailed(routed, "work-item", ADDRESSES[INES], INES)
    for address in HELPDESKS:
        past.mailed(routed, "helpdesk-copy", address)
    decided = past.happens(
        "validation", "RequestValidated", "r1", "c2", **REQUEST, case={**case, "status": "VALIDATED"}
    )
    organisation = {"organisation": {**OPERATOR, "status": "VALID"}}
    past.happens("registry", "OperatorValidated", "o1", decided, **REQUEST, **organisation)
    granted = past.happens(
        *("registry", "AuthorisationGranted", "a1", decided),
        **REQUEST,
        account_id=ANNA,
        authorisation=right("a1", ANNA, "o1", "VALID"),
    )
    past.mailed(granted, "granted", ADDRESSES[ANNA], ANNA)
    past.commands += [Accepted("propose", REQUEST, attempts=2), Accepted("validate proposal", REQUEST)]
    past.keep("registry", "organisations", "o1", **OPERATOR, kind="operator", status="VALID", sequence=2)
    past.keep("validation", "organisations", "o1", **OPERATOR, kind="operator", status="VALID", seen=2)
    _keep_right(
        past, "a1", ANNA, "o1", 2, request_id="r1", case={"sequence": 2, "validator": AUTHORITY, "due_at": NOON}
    )
    past.keep("validation", "requests", "r1", **case, status="VALIDATED", sequence=2, due_at=NOON)
    past.keep("notify", "desks", "r1", account_id=ANNA, due_at=NOON, seen=2)


def _keep_right(past: Past, id: str, who: str, where: str, sequence: int, **more: object) -> None:
    public = {"status": "VALID", "account_id": who, "organisation_id": where, "administrator": True}
    past.keep("registry", "authorisations", id, **public, sequence=sequence, **more)
    past.keep("validation", "deciders", id, **public, seen=sequence)
    past.keep("notify", "duties", id, **public, seen=sequence)
