"""The way to Kafka is what the settings say, for every client alike, and never less than they say."""

import secrets
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from faust.transport.drivers.aiokafka import credentials_to_aiokafka_auth
from pydantic import ValidationError

from chassis.consumer.app import Consumer
from chassis.settings import Settings, told
from tests.support.authority import Authority

PASSWORD = secrets.token_urlsafe(12)
LOGIN: dict[str, Any] = {
    "kafka_sasl_mechanism": "SCRAM-SHA-512",
    "kafka_sasl_username": "registry",
    "kafka_sasl_password": PASSWORD,
}
SHOWN = {
    "sasl_mechanism": "SCRAM-SHA-512",
    "sasl_plain_username": "registry",
    "sasl_plain_password": PASSWORD,
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Any]:
    authority = Authority(tmp_path)
    papers = authority.signed("registry")
    return {
        "kafka_ca_file": authority.file,
        "kafka_certificate_file": papers.certificate,
        "kafka_key_file": papers.key,
    }


async def handle(_: Any) -> None: ...


def said(**given: Any) -> Settings:
    """Settings as the environment gives them."""
    return Settings(**given)


def ways(settings: Settings) -> list[dict[str, Any]]:
    """What aiokafka's clients are made with: ours, and the one that Faust makes."""
    broker = settings.broker
    faust = Consumer("group", broker, ["t"], handle, 10)._app.conf
    theirs = credentials_to_aiokafka_auth(faust.broker_credentials, faust.ssl_context)
    return [
        {key: value for key, value in way.items() if value is not None and not key.startswith("bootstrap")}
        for way in (broker.arguments(), dict(theirs))
    ]


def test_nothing_is_asked_for_unless_said_otherwise() -> None:
    assert ways(said()) == [{"security_protocol": "PLAINTEXT"}] * 2
    assert said().broker.arguments()["bootstrap_servers"] == "127.0.0.1:9092"


def test_a_login() -> None:
    ours, faust = ways(said(kafka_security_protocol="SASL_PLAINTEXT", **LOGIN))
    assert ours == faust == {"security_protocol": "SASL_PLAINTEXT", **SHOWN}


@pytest.mark.parametrize("way", ["SSL", "SASL_SSL"])
def test_an_encrypted_way_checks_who_answers(files: dict[str, Any], way: str) -> None:
    login = LOGIN if way == "SASL_SSL" else {}
    ours, faust = ways(said(kafka_security_protocol=way, **login, **files))
    trust = ours["ssl_context"]
    assert ours == faust == {"security_protocol": way, "ssl_context": trust, **(SHOWN if login else {})}
    assert trust.check_hostname
    assert [dict(part[0] for part in each["subject"]) for each in trust.get_ca_certs()] == [{"commonName": "authority"}]


def test_without_an_authority_those_of_the_machine_count() -> None:
    (ours, _) = ways(said(kafka_security_protocol="SSL"))
    assert ours["ssl_context"].verify_mode.name == "CERT_REQUIRED"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (LOGIN, "PLAINTEXT logs nobody in, and KAFKA_SASL_MECHANISM and KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"),
        ({"kafka_sasl_password": PASSWORD}, "PLAINTEXT logs nobody in, and KAFKA_SASL_PASSWORD would not be used"),
        ({"kafka_security_protocol": "SASL_SSL"}, "logs in, which needs KAFKA_SASL_MECHANISM and KAFKA_SASL_USERNAME"),
        (
            {**LOGIN, "kafka_security_protocol": "SASL_PLAINTEXT", "kafka_sasl_password": ""},
            "KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT logs in, which needs KAFKA_SASL_PASSWORD, too",
        ),
        ({**LOGIN, "kafka_security_protocol": "SSL"}, "SSL logs nobody in"),
        ({"kafka_ca_file": "ca.pem"}, "PLAINTEXT encrypts nothing, and KAFKA_CA_FILE would not be used"),
        ({"kafka_security_protocol": "SSL", "kafka_key_file": "key.pem"}, "go together"),
        ({"kafka_security_protocol": "SSL", "kafka_ca_file": "gone.pem"}, "gone.pem cannot be read"),
        ({"kafka_security_protocol": "TLS"}, "should be 'PLAINTEXT', 'SSL', 'SASL_PLAINTEXT' or 'SASL_SSL'"),
        ({"kafka_sasl_mechanism": "GSSAPI"}, "should be 'PLAIN', 'SCRAM-SHA-256' or 'SCRAM-SHA-512'"),
    ],
)
def test_what_contradicts_itself_is_refused_in_a_sentence(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        said(**given)
    (sentence,) = told(refused.value)
    assert problem in sentence
    assert PASSWORD not in str(refused.value)


def test_files_that_do_not_serve_are_refused(files: dict[str, Any], tmp_path: Path) -> None:
    other = Authority(tmp_path, "other").signed("somebody")
    locked = tmp_path / "locked.pem"
    locked.write_bytes(
        load_pem_private_key(files["kafka_key_file"].read_bytes(), None).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.encode())
        )
    )
    for change, problem in [
        ({"kafka_ca_file": files["kafka_key_file"]}, "holds no certificates in PEM"),
        ({"kafka_key_file": other.key}, "are not a certificate and its key"),
        ({"kafka_key_file": locked}, "without a pass phrase"),
        ({"kafka_certificate_file": tmp_path / "gone.pem"}, "cannot be read"),
    ]:
        with pytest.raises(ValidationError, match=problem):
            said(kafka_security_protocol="SSL", **{**files, **change})


def test_the_password_is_not_shown() -> None:
    settings = said(kafka_security_protocol="SASL_PLAINTEXT", **LOGIN)
    faust = Consumer("group", settings.broker, ["t"], handle, 10)._app.conf
    assert PASSWORD not in repr((settings, settings.broker, faust.broker_credentials)) + settings.model_dump_json()
