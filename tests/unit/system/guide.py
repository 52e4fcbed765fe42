"""The guide's deeds, each done as soon as what causes it has arrived."""

from chassis.errors import NotFound
from contracts.events.registry import (
    Activity,
    ActivityType,
    Address,
    Identifier,
    IdentifierType,
    OrganisationKind,
)
from contracts.reference import organisation_id
from services.identity.domain.account import Account
from services.identity.domain.addresses import read_address
from services.identity.domain.confirmation import Confirm
from services.identity.domain.registration import Person
from services.identity.domain.sign_up import Bootstrap
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import (
    GrantByBootstrap,
    ProposeOperator,
    RegisterOrganisation,
    RequestAuthorisation,
    WithdrawRequest,
)
from services.registry.domain.contact import Contact
from services.registry.domain.profile import Profile
from services.validation.domain.commands import Decide, Outcome
from tests.unit.system.network import Deed, Network

ALPRO = organisation_id("BE-ORG-OP-5")
AUTHORITIES = {"FR-INAO": "FR", "BE-CA": "BE"}
PEOPLE = {"elodie": "fr", "marc": "fr", "zoe": "en", "ines": "fr", "bela": "fr"}


def sign_up(name: str) -> Deed:
    """Get an account (by bootstrap: the form is identity's own affair) and choose a password."""

    async def do(net: Network) -> None:
        address = read_address(f"{name}@importer.example")
        assert address is not None
        command = Bootstrap(name, Person(name.title(), "Martin", address, PEOPLE[name]), "kid")
        await net.identity.command(command, id=f"sign up {name}")
        account = net.identity.get(Account, name)
        assert account is not None
        assert account.link is not None
        await net.identity.command(Confirm(name, account.link.link_id, "argon2"), id=f"confirm {name}")

    return do


def register() -> Deed:
    """What comes with the system."""

    async def do(net: Network) -> None:
        for code, country in AUTHORITIES.items():
            authority = RegisterOrganisation(organisation_id(code), OrganisationKind.AUTHORITY, country, code, code)
            await net.registry.command(authority, id=code)
        alpro = RegisterOrganisation(ALPRO, OrganisationKind.OPERATOR, "BE", "ALPRO", traces_number="BE-ORG-OP-5")
        await net.registry.command(alpro, id="alpro")
        for who, code in (("ines", "FR-INAO"), ("bela", "BE-CA")):
            command = GrantByBootstrap(f"right-{who}", organisation_id(code), who)
            await net.registry.command(command, id=f"bootstrap {who}", actor="system:bootstrap")

    return do


def join(who: str, organisation: str, request: str) -> Deed:
    """Ask to act for an organisation."""

    async def do(net: Network) -> None:
        contact = Contact(message="Test demonstration", email="name@domain.com", phone="+3202123456")
        command = RequestAuthorisation(organisation, f"right-{request}", request, contact)
        await net.registry.command(command, id=request, actor=who)

    return do


def propose(who: str, country: str, request: str) -> Deed:
    """Propose an operator and ask to act for it."""

    async def do(net: Network) -> None:
        profile = Profile(
            name=f"Test Importer {country}",
            phone="+32123456",
            addresses=(Address(street="Street 1", postcode="1000", city="Bruxelles", country=country, main=True),),
            identifiers=(Identifier(type=IdentifierType.EORI, value=f"{country}0123456789", main=True),),
            activities=(Activity(type=ActivityType.IMPORTER, control_body=f"{country}-BIO-01"),),
        )
        command = ProposeOperator(
            f"new-{request}", f"right-{request}", request, f"{country}-ORG-OP-8", profile, Contact()
        )
        await net.registry.command(command, id=request, actor=who)

    return do


def withdraw(who: str, request: str) -> Deed:
    """Take a proposal back."""

    async def do(net: Network) -> None:
        command = WithdrawRequest(f"right-{request}", f"new-{request}", True)
        await net.registry.command(command, id=f"withdraw {request}", actor=who)

    return do


def decide(who: str, request: str, organisation: str, outcome: Outcome) -> Deed:
    """Decide a case, as soon as it is there and complete."""

    async def do(net: Network) -> None:
        command = Decide(request, organisation, who, outcome, reason="Not certified.")
        await net.validation.command(command, id=f"decide {request}", actor=who)

    return do


def after(request: str, deed: Deed) -> Deed:
    """Do something once another request has been made, wherever the news of it may be."""

    async def do(net: Network) -> None:
        if net.registry.get(Authorisation, f"right-{request}") is None:
            raise NotFound
        await deed(net)

    return do


THE_GUIDE: list[Deed] = [
    register(),
    *(sign_up(name) for name in PEOPLE),
    join("elodie", ALPRO, "req-alpro"),
    propose("elodie", "BE", "req-importer"),
    propose("marc", "FR", "req-french"),
    join("zoe", "new-req-french", "req-zoe"),
    propose("zoe", "IT", "req-italian"),
    join("marc", "new-req-italian", "req-marc"),
    after("req-marc", withdraw("zoe", "req-italian")),
    decide("bela", "req-alpro", ALPRO, Outcome.VALIDATED),
    decide("bela", "req-importer", "new-req-importer", Outcome.VALIDATED),
    after("req-zoe", decide("ines", "req-french", "new-req-french", Outcome.REJECTED)),
]
