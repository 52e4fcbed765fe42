"""How an address stands on the wire: domains in ASCII, so that every mail server understands them."""

from dataclasses import replace

from email_validator import EmailNotValidError, validate_email

from services.notify.domain.planning import Addressee


def reachable(addressee: Addressee) -> Addressee:
    """The same with its domain as the DNS has it (RFC 5891): `jean@société.example` needs no SMTPUTF8 then.

    Letters beyond ASCII before the @ do; such an address, and one that is none, stays as it is.
    """
    local, at, domain = addressee.address.rpartition("@")
    if domain.isascii() or not local.isascii():
        return addressee
    try:
        found = validate_email(addressee.address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return addressee
    return replace(addressee, address=f"{local}{at}{found.ascii_domain}")
