"""Somebody who asks for access as a program would, so that there is something to decide in the browser."""

import secrets
from typing import Any

import httpx

from demo.numbers import french_eori
from deploy.local.secrets_file import random_password
from deploy.local.stack_file import StackFile
from tests.browser.mails import mailed_link


class Applicant:
    """A new account with a log-in. `email` is nobody's else yet; one is made up unless it is given."""

    def __init__(self, stack: StackFile, email: str = "") -> None:
        self.email = email or f"paul.{secrets.token_hex(6)}@ferme.example"
        self.http = httpx.Client(base_url=f"{stack['gateway']}/api/v1", trust_env=False, timeout=20)
        captcha = self.post("/captchas")
        account = {
            "first_name": "Paul",
            "last_name": "Martin",
            "email": self.email,
            "email_confirmation": self.email,
            "language": "fr",
            "captcha": {"id": captcha["id"], "answer": stack["captcha_answer"]},
            "privacy_accepted": True,
        }
        self.post("/accounts", account)
        token = mailed_link(stack, self.email, "/confirm").partition("token=")[2]
        self.password = random_password()
        self.post("/accounts/confirmations", {"token": token, "password": self.password})
        session = self.post("/sessions", {"email": self.email, "password": self.password})
        self.http.headers["Authorization"] = f"Bearer {session['access_token']}"

    def post(self, path: str, body: Any = None) -> Any:
        """The JSON of an answer; None where there is none."""
        answer = self.http.post(path, json=body or {})
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def proposes(self, name: str) -> str:
        """Propose a French importer; the id of the request."""
        proposed = self.post(
            "/operators",
            {
                "name": name,
                "phone": "+33 2 41 00 00 00",
                "addresses": [
                    {"street": "1 rue du Champ", "postcode": "49100", "city": "Angers", "country": "FR", "main": True}
                ],
                "identifiers": [{"type": "EORI", "value": french_eori(), "main": True}],
                "activities": [{"type": "organic-importer", "control_body": "FR-BIO-01"}],
                "authorisation": {"message": "We import spices."},
            },
        )
        return str(proposed["request_id"])

    def request(self, request_id: str) -> Any:
        """An own request as registry answers it."""
        return self.http.get(f"/requests/{request_id}").raise_for_status().json()
