"""Registry knows of people what names the users of an organisation, and forgets it on erasure."""

from chassis.decider import Aggregate
from chassis.testing import given
from contracts.events.identity import Account, AccountActivated, AccountStatus
from services.registry.domain.person import Person
from services.registry.handlers import KNOW

KEEP = KNOW[0].do


def told(status: AccountStatus = AccountStatus.ACTIVE, first_name: str = "Élodie") -> AccountActivated:
    account = Account(
        account_id="elodie",
        status=status,
        first_name=first_name,
        last_name="Martin",
        email="elodie@example.org",
        language="fr",
        timezone="Europe/Paris",
    )
    return AccountActivated(account_id="elodie", account=account)


def test_a_person_is_known_by_name() -> None:
    given().when(KEEP, told()).then(first_name="Élodie", last_name="Martin", seen=1)
    own = set(Person.model_fields) - set(Aggregate.model_fields)
    assert own == {"seen", "status", "first_name", "last_name", "words", "beginnings"}


def test_a_person_is_found_by_name_and_mail_address() -> None:
    words, found_by = "elodie martin example org", ("elo", "exa", "mar", "org", "@elodieexampleorg")
    given().when(KEEP, told()).then(words=words, beginnings=found_by)


def test_the_newest_event_counts() -> None:
    row = given().when(KEEP, told(first_name="New"), sequence=5).state.changed(revision=2)
    stale = given(row).when(KEEP, told(first_name="Old"), sequence=4)
    assert stale.change is not None
    assert stale.change.stale
    given(row).when(KEEP, told(first_name="Newer"), sequence=6).then(first_name="Newer", seen=6, revision=2)


def test_an_erased_person_stays_as_a_nameless_row() -> None:
    given().when(KEEP, told(AccountStatus.ERASED)).then(
        first_name="", last_name="", words="", beginnings=(), status=AccountStatus.ERASED
    )
