"""Registry over HTTP in this process, on a real store of its own; tokens are real, their issuer is the test."""

import time
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey
from pydantic import SecretStr

from chassis.auth import AUDIENCE, TokenVerifier
from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.settings import Settings
from chassis.testing import envelope_for
from chassis.unit_of_work import Result, Work
from chassis.web.app import create_app
from contracts.event import Event
from contracts.events.registry import OrganisationRef
from contracts.events.validation import (
    Case,
    CaseEvent,
    CaseStatus,
    InformationRequested,
    RequestRejected,
    RequestRouted,
    RequestValidated,
    Validator,
)
from contracts.reference import organisation_id
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from services.registry.service import service
from tests.support.backing import Backing

ISSUER = "traces-access"
INAO = Validator(
    id=organisation_id("FR-INAO"), code="FR-INAO", name="INAO", country="FR", duty_mailbox="d@inao.example"
)
COMMISSION = Validator(
    id=organisation_id("EU-COM"), code="EU-COM", name="EC", country="BE", duty_mailbox="d@eu.example"
)


class Issuer:
    """Signs access tokens as identity does, with a key of this test."""

    def __init__(self) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": "test", "use": "sig", "alg": "EdDSA"})
        self.jwks = KeySet([self._key]).as_dict(private=False)

    def token(self, account: str, language: str = "en") -> str:
        """An access token of five minutes."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": account, "sid": "session", "iat": now, "exp": now + 300}
        return jwt.encode(
            {"alg": "EdDSA", "kid": "test"}, {**claims, "lang": language}, self._key, algorithms=["EdDSA"]
        )

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The public keys (chassis.auth.Keys)."""
        return KeySet.import_key_set(self.jwks)


class Registry:
    """One registry. `runtime` is prepared by whoever makes it."""

    def __init__(self, backing: Backing, database: str) -> None:
        settings = Settings(
            slot="registry-1",
            mongo_uri=SecretStr(backing.mongo),
            mongo_database=database,
            idempotency_secret=SecretStr(new_id()),
        )
        self.issuer = Issuer()
        self.runtime = Runtime(service, settings)
        self.runtime.verifier = TokenVerifier(self.issuer, ISSUER)
        self._app = create_app(self.runtime)
        self._sequences: dict[str, int] = {}

    def as_(self, account: str, language: str = "en", **headers: str) -> httpx.AsyncClient:
        """An HTTP client of this person."""
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self._app),
            base_url="http://registry/api/v1",
            headers={"Authorization": f"Bearer {self.issuer.token(account, language)}", **headers},
        )

    async def handle(self, *events: Event) -> list[Result]:
        """Events of validation, as the consumer hands them over."""
        works = []
        for event in events:
            sequence = self._sequences[event.subject] = self._sequences.get(event.subject, 0) + 1
            now = self.runtime.clock()
            envelope = envelope_for(event, sequence=sequence, time=now)
            steps = service.handles[type(event)]
            works.append(Work(envelope.id, event, steps, envelope.actor, new_id(), envelope=envelope))
        return await self.runtime.unit_of_work.batch(works)

    async def case(
        self,
        authorisation_id: str,
        status: CaseStatus,
        reason: str | None = None,
        *,
        validator: Validator = INAO,
        superior: Validator | None = COMMISSION,
    ) -> Case:
        """The case of a request, as validation would tell it."""
        store = self.runtime.store
        right = await store.get(Authorisation, authorisation_id)
        assert right is not None
        assert right.request_id is not None
        assert right.requested_at is not None
        organisation = await store.get(Organisation, right.organisation_id)
        assert organisation is not None
        return Case(
            request_id=right.request_id,
            authorisation_id=right.id,
            account_id=right.account_id,
            proposal=right.proposal,
            first_user=not organisation.had_user,
            status=status,
            organisation=OrganisationRef.model_validate(organisation.ref().model_dump()),
            validator=validator,
            superior=superior,
            delegated=False,
            requested_at=right.requested_at,
            due_at=right.requested_at,
            reason=reason,
        )

    async def route(self, authorisation_id: str) -> None:
        """Validation has routed it."""
        case = await self.case(authorisation_id, CaseStatus.OPEN)
        await self.handle(RequestRouted(**_about(case)))

    async def validate(self, authorisation_id: str, *, administrator: bool = True) -> Result:
        """Validation has decided for it."""
        return await self.confirm(await self.case(authorisation_id, CaseStatus.VALIDATED), administrator=administrator)

    async def confirm(self, case: Case, *, administrator: bool = False) -> Result:
        """The same, for a case of the test's own making."""
        return await self.tell(RequestValidated, case, administrator=administrator)

    async def ask(self, authorisation_id: str, question: str) -> Result:
        """Validation has a question."""
        case = await self.case(authorisation_id, CaseStatus.INFO_REQUIRED, question)
        return await self.tell(InformationRequested, case, reason=question)

    async def tell(self, event: type[CaseEvent], case: Case, **fields: Any) -> Result:
        """Something happened to a case."""
        (result,) = await self.handle(event(**_about(case), **fields))
        return result

    async def reject(self, authorisation_id: str, reason: str) -> Result:
        """Validation has decided against it."""
        case = await self.case(authorisation_id, CaseStatus.REJECTED, reason)
        (result,) = await self.handle(RequestRejected(**_about(case), reason=reason))
        return result

    async def published(self) -> list[str]:
        """Names of all events in the outbox but those of reference data, in the order of their commit."""
        rows = [row async for document in self.runtime.store["outbox"].find().sort("at", 1) for row in document["rows"]]
        names = [row["type"].split(".")[-2] for row in rows]
        return [name for name in names if name != "OrganisationRegistered"]


def _about(case: Case) -> dict[str, Any]:
    return {"request_id": case.request_id, "organisation_id": case.organisation.id, "case": case}
