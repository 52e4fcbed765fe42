"""The examples of each event. Append to them; never reorder: a sample is told apart by what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contracts.generate.story.cast import (
    ALPRO,
    CONTROL_BODY,
    ELODIE,
    INAO,
    JOIN,
    TEST_IMPORTER,
    VALIDATOR,
    Values,
    example_id,
)
from contracts.reference import organisation_id


@dataclass(frozen=True)
class Example:
    """One record: what it says differently from the cast, who did it, its place in its subject's history."""

    says: Values = field(default_factory=dict)
    actor: str = ELODIE
    sequence: int = 2


BARE: Values = {"addresses": [], "identifiers": [], "activities": []}
BRUSSELS: Values = {"street": "Street 1", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}
WEVELGEM: Values = {
    "street": "Vlamingstraat 28",
    "postcode": "149256",
    "city": "Wevelgem",
    "country": "BE",
    "main": True,
}
BELGIAN_EORI: Values = {"type": "EORI", "value": "BE0123456749", "main": True}
BOOTSTRAP: Values = {
    "authorisation_id": example_id("authorisation to act for INAO"),
    "request_id": None,
    "account_id": VALIDATOR,
}
AUTHORITY: Values = {
    "id": INAO["id"],
    "kind": "authority",
    "country": "FR",
    "code": INAO["code"],
    "traces_number": None,
    "name": INAO["name"],
    "status": "VALID",
}

EXAMPLES: Mapping[str, Sequence[Example]] = {
    "identity.AccountCreated": [Example({"account": {"status": "PENDING"}}, sequence=1)],
    "identity.ConfirmationRenewed": [Example({"account": {"status": "PENDING"}})],
    "identity.AccountExpired": [Example({"account": {"status": "EXPIRED"}}, actor="system:timer")],
    "identity.AccountLocked": [
        Example({"account": {"status": "LOCKED"}, "locked_until": "2026-03-04T09:01:00.000Z"}, actor="system:anonymous")
    ],
    "identity.AccountSuspended": [Example({"account": {"status": "SUSPENDED"}}, actor="system:console")],
    "identity.AccountReinstated": [Example(actor="system:console")],
    "identity.SessionEnded": [Example({"reason": "logout"}, sequence=1)],
    "notify.MessageSent": [
        Example(actor="system:mailer"),
        Example(
            {
                "recipient": "5f2b1c7e9a4d4c08b6f1f0d3a2e4c6b8",
                "message": {"account_id": None, "template": "helpdesk-copy"},
            },
            actor="system:mailer",
        ),
    ],
    "notify.MessageAbandoned": [
        Example({"reason": "550 5.1.1 no such mailbox", "message": {"attempts": 1}}, actor="system:mailer")
    ],
    "registry.OrganisationRegistered": [
        Example(
            {
                "organisation_id": ALPRO["id"],
                "organisation": ALPRO | BARE | {"addresses": [WEVELGEM], "activities": [{"control_body": "BE-BIO-01"}]},
            },
            actor="system:reference",
            sequence=1,
        ),
        Example(
            {"organisation_id": CONTROL_BODY["id"], "organisation": CONTROL_BODY | BARE},
            actor="system:reference",
            sequence=1,
        ),
        Example(
            {"organisation_id": AUTHORITY["id"], "organisation": AUTHORITY | BARE},
            actor="system:reference",
            sequence=1,
        ),
    ],
    "registry.OperatorProposed": [
        Example(sequence=1),
        Example(
            {
                "organisation_id": TEST_IMPORTER["id"],
                "organisation": TEST_IMPORTER
                | {
                    "addresses": [BRUSSELS],
                    "identifiers": [BELGIAN_EORI],
                    "activities": [{"control_body": "BE-BIO-01"}],
                },
            },
            sequence=1,
        ),
    ],
    "registry.OperatorValidated": [Example({"organisation": {"status": "VALID"}}, actor=VALIDATOR)],
    "registry.OperatorRejected": [Example({"organisation": {"status": "REJECTED"}}, actor=VALIDATOR)],
    "registry.OperatorDeleted": [Example({"organisation": {"status": "DELETED"}, "reason": "withdrawn"})],
    "registry.AuthorisationRequested": [
        Example({"first_user": True}, sequence=1),
        Example(
            {
                **JOIN,
                "organisation_id": ALPRO["id"],
                "first_user": True,
                "authorisation": {**JOIN, "organisation": ALPRO, "proposal": False},
            },
            sequence=1,
        ),
    ],
    "registry.AuthorisationWithdrawn": [Example({"authorisation": {"status": "WITHDRAWN"}})],
    "registry.AuthorisationGranted": [
        Example(
            {"authorisation": {"status": "VALID", "administrator": True, "organisation": {"status": "VALID"}}},
            actor=VALIDATOR,
        ),
        Example(
            {
                "organisation_id": organisation_id("FR-INAO"),
                **BOOTSTRAP,
                "authorisation": {
                    **BOOTSTRAP,
                    "organisation": AUTHORITY,
                    "proposal": False,
                    "status": "VALID",
                    "administrator": True,
                },
            },
            actor="system:bootstrap",
            sequence=1,
        ),
    ],
    "registry.AuthorisationRejected": [
        Example(
            {
                "authorisation": {"status": "REJECTED", "organisation": {"status": "REJECTED"}},
                "reason_code": "decided",
            },
            actor=VALIDATOR,
        ),
        Example(
            {
                "authorisation": {"status": "REJECTED", "proposal": False, "organisation": {"status": "DELETED"}},
                "reason_code": "operator-withdrawn",
                "reason": None,
            }
        ),
    ],
    "validation.RequestRouted": [Example(sequence=1)],
    "validation.RequestValidated": [
        Example({"administrator": True, "case": {"status": "VALIDATED"}}, actor=VALIDATOR),
        Example(
            {
                "administrator": False,
                "certificate": None,
                "valid_from": None,
                "valid_to": None,
                "case": {"status": "VALIDATED", "proposal": False, "first_user": False, "superior": None},
            },
            actor=VALIDATOR,
        ),
    ],
    "validation.RequestRejected": [
        Example(
            {"case": {"status": "REJECTED", "reason": "L’activité ne correspond pas au certificat."}}, actor=VALIDATOR
        )
    ],
    "validation.RequestWithdrawn": [Example({"case": {"status": "WITHDRAWN"}})],
    "registry.OrganisationProposed": [
        Example(
            {"organisation_id": CONTROL_BODY["id"], "organisation": CONTROL_BODY | BARE | {"status": "NEW"}}, sequence=1
        )
    ],
    "registry.OrganisationValidated": [
        Example({"organisation_id": CONTROL_BODY["id"], "organisation": CONTROL_BODY | BARE}, actor=VALIDATOR)
    ],
    "registry.OrganisationRejected": [
        Example(
            {"organisation_id": CONTROL_BODY["id"], "organisation": CONTROL_BODY | BARE | {"status": "REJECTED"}},
            actor=VALIDATOR,
        )
    ],
    "registry.OperatorAmended": [Example()],
    "registry.OperatorSuspended": [Example({"organisation": {"status": "SUSPENDED"}}, actor=VALIDATOR)],
    "registry.OperatorReinstated": [Example({"organisation": {"status": "VALID"}}, actor=VALIDATOR)],
    "registry.ActivityExpiring": [Example({"organisation": {"status": "VALID"}}, actor="system:timer")],
    "registry.ActivityExpired": [Example({"organisation": {"status": "VALID"}}, actor="system:timer")],
    "registry.InformationProvided": [Example()],
    "registry.DecisionNudged": [Example()],
    "registry.AuthorisationSuspended": [Example({"authorisation": {"status": "SUSPENDED"}}, actor=VALIDATOR)],
    "registry.AuthorisationReinstated": [Example({"authorisation": {"status": "VALID"}}, actor=VALIDATOR)],
    "registry.AuthorisationRevoked": [Example({"authorisation": {"status": "REVOKED"}}, actor=VALIDATOR)],
    "registry.AdministratorAppointed": [
        Example({"authorisation": {"status": "VALID", "administrator": True}}, actor=VALIDATOR)
    ],
    "registry.AdministratorRemoved": [Example({"authorisation": {"status": "VALID"}}, actor=VALIDATOR)],
    "validation.InformationRequested": [Example({"case": {"status": "INFO_REQUIRED"}}, actor=VALIDATOR)],
    "validation.RequestReminded": [Example(actor="system:timer")],
    "validation.RequestOverdue": [Example(actor="system:timer")],
    "validation.RequestEscalated": [Example(actor="system:timer")],
    "validation.RequestReassigned": [Example(actor=VALIDATOR)],
}
"""By service and class name. An event without a row has one example, made of the cast alone."""
