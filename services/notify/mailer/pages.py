"""The web pages that mails lead to (design section 8)."""

from urllib.parse import quote


class Pages:
    """Addresses below the public URL. None of them carries a token."""

    def __init__(self, public_url: str) -> None:
        self.home = public_url.rstrip("/") + "/"
        self.login = f"{self.home}login"
        self.reset = f"{self.home}reset"
        self.signup = f"{self.home}signup"
        self.profile = f"{self.home}profile"
        self.search = f"{self.home}search"

    def request(self, reference: str) -> str:
        """What the applicant sees of a request."""
        return f"{self.home}requests/{quote(reference, safe='')}"

    def work(self, reference: str) -> str:
        """What a validator sees of it, with the decision to take."""
        return f"{self.home}work/{quote(reference, safe='')}"
