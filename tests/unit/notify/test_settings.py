"""No test reaches the real helpdesks, and production says whom it writes to (design section 10)."""

from typing import Any

import pytest
from pydantic import ValidationError

from services.notify.settings import NotifySettings, SmtpTls

LOCAL: dict[str, Any] = {"environment": "local", "link_keys_file": "keys.json", "public_url": "http://127.0.0.1:8080"}
PRODUCTION: dict[str, Any] = {
    "link_keys_file": "keys.json",
    "public_url": "https://traces.example",
    "smtp_host": "smtp.traces.example",
    "mail_from": "no-reply@traces.example",
    "helpdesk_addresses": "one@helpdesk.example, two@helpdesk.example",
}


def test_locally_the_helpdesks_are_those_of_the_guide() -> None:
    assert NotifySettings(**LOCAL).helpdesks == ("SANTE-TRACES@ec.europa.eu", "AGRI-E-COIORGANIC@ec.europa.eu")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "mailbox", "mail-box2"])
def test_locally_mail_stays_on_the_machine(host: str) -> None:
    assert NotifySettings(**LOCAL, smtp_host=host).smtp_host == host


@pytest.mark.parametrize(
    "host", ["smtp.ec.europa.eu", "192.168.1.2", "8.8.8.8", "134744072", "0x8080808", "mailbox.", "", "::ffff:8.8.8.8"]
)
@pytest.mark.parametrize("helpdesks", ["", "test@helpdesk.example"])
def test_locally_any_other_mail_server_is_refused(host: str, helpdesks: str) -> None:
    with pytest.raises(ValidationError, match="so that no test reaches the real helpdesks"):
        NotifySettings(**LOCAL, smtp_host=host, helpdesk_addresses=helpdesks)


def test_production_names_its_helpdesks() -> None:
    assert NotifySettings(**PRODUCTION).helpdesks == ("one@helpdesk.example", "two@helpdesk.example")


@pytest.mark.parametrize("written", ["", " , "])
def test_production_does_not_start_without_helpdesks(written: str) -> None:
    with pytest.raises(ValidationError, match="HELPDESK_ADDRESSES is not set"):
        NotifySettings(**{**PRODUCTION, "helpdesk_addresses": written})


def test_production_does_not_start_without_a_sender() -> None:
    with pytest.raises(ValidationError, match="MAIL_FROM is not set"):
        NotifySettings(**{**PRODUCTION, "mail_from": ""})


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValidationError, match="HELPDESK_ADDRESSES: nobody is not a mail address"):
        NotifySettings(**{**PRODUCTION, "helpdesk_addresses": "one@helpdesk.example,nobody"})


def test_the_way_to_the_mail_server_is_encrypted_unless_it_is_short() -> None:
    assert NotifySettings(**LOCAL).tls is SmtpTls.NONE
    assert NotifySettings(**PRODUCTION).tls is SmtpTls.STARTTLS
    assert NotifySettings(**{**PRODUCTION, "smtp_tls": "tls"}).tls is SmtpTls.TLS
