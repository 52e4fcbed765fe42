"""The owner table against the public API of design section 7, path by path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.owners import OPEN, OWNERS, PREFIX, Owner, destination

ID = "0193a1c2-0000-7000-8000-000000000001"

API = """
POST   /captchas                                   identity    open
GET    /captchas/{id}/image                        identity    open
GET    /captchas/{id}/audio                        identity    open
POST   /accounts                                   identity    open
POST   /accounts/confirmations                     identity    open
POST   /accounts/confirmations/renewals            identity    open
POST   /sessions                                   identity    open
POST   /sessions/refreshes                         identity    open
DELETE /sessions/current                           identity    token
GET    /sessions                                   identity    token
DELETE /sessions                                   identity    token
GET    /sessions/{id}                              identity    token
DELETE /sessions/{id}                              identity    token
POST   /password-resets                            identity    open
POST   /password-resets/confirmations              identity    open
GET    /me                                         identity    token
PATCH  /me                                         identity    token
DELETE /me                                         identity    token
PUT    /me/password                                identity    token
GET    /me/export                                  identity    token
GET    /me/rights                                  registry    token
GET    /countries                                  registry    token
GET    /activity-types                             registry    token
GET    /control-bodies                             registry    token
GET    /routes                                     validation  token
GET    /organisations                              registry    token
POST   /organisations                              registry    token
GET    /organisations/{id}                         registry    token
GET    /organisations/{id}/users                   registry    token
POST   /organisations/{id}/authorisations          registry    token
POST   /operators                                  registry    token
PATCH  /operators/{id}                             registry    token
GET    /requests                                   registry    token
GET    /requests/{id}                              registry    token
POST   /requests/{id}/withdrawal                   registry    token
POST   /requests/{id}/information                  registry    token
POST   /requests/{id}/nudges                       registry    token
GET    /work-items                                 validation  token
GET    /work-items/{id}                            validation  token
POST   /work-items/{id}/decision                   validation  token
POST   /work-items/decisions                       validation  token
POST   /work-items/{id}/reassignment               validation  token
POST   /authorisations/{id}/suspension             registry    token
POST   /authorisations/{id}/reinstatement          registry    token
POST   /authorisations/{id}/revocation             registry    token
PUT    /authorisations/{id}/administrator          registry    token
DELETE /authorisations/{id}/administrator          registry    token
GET    /notifications                              notify      token
POST   /notifications/{id}/read                    notify      token
GET    /messages                                   notify      token
GET    /audit/accounts/{id}                        identity    token
GET    /audit/organisations/{id}                   registry    token
GET    /audit/requests/{id}                        validation  token
GET    /audit/messages/{id}                        notify      token
"""
ROWS = [tuple(line.split()) for line in API.strip().splitlines()]


@pytest.mark.parametrize(("method", "path", "owner", "access"), ROWS)
def test_each_path_of_the_api_has_its_owner_and_its_access(method: str, path: str, owner: str, access: str) -> None:
    found = destination(method, PREFIX + path.replace("{id}", ID))
    assert found is not None
    assert (found.owner, found.open) == (Owner(owner), access == "open")


def test_nothing_else_is_open() -> None:
    assert {(method, path) for method, path, _, access in ROWS if access == "open"} == OPEN


def test_no_owner_is_named_for_a_path_that_the_api_lacks() -> None:
    offered = {path for _, path, _, _ in ROWS}
    assert all(any(path == prefix or path.startswith(prefix + "/") for path in offered) for prefix in OWNERS)


def test_the_method_counts_for_what_is_open() -> None:
    for method in ("GET", "DELETE", "PUT", "PATCH"):
        found = destination(method, f"{PREFIX}/accounts")
        assert found is not None
        assert not found.open
    head = destination("HEAD", f"{PREFIX}/captchas/{ID}/image")
    assert head is not None
    assert head.open


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/audit",
        "/api/v1/mess",
        "/api/v1/me2",
        "/api/v2/me",
        "/healthz/live",
        "/api/v1/.well-known/jwks.json",
        "/api/v1/captchas/../me",
        "/api/v1/captchas/./image",
        "/api/v1//me",
        "/api/v1/me/",
        "/api/v1/me\\rights",
        "/api/v1/me/\x00",
        "/api/v1/me/a\nb",
    ],
)
def test_what_is_nobodys_or_could_be_read_in_two_ways_is_refused(path: str) -> None:
    assert destination("GET", path) is None


segment = st.one_of(st.sampled_from([*{s for p in OWNERS for s in p.split("/")}, "..", ".", "image"]), st.text())


@given(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]), st.lists(segment, max_size=5))
def test_what_is_open_is_always_one_of_the_listed_requests(method: str, segments: list[str]) -> None:
    path = PREFIX + "/" + "/".join(segments)
    found = destination(method, path)
    if found is not None and found.open:
        listed = [template for each, template in OPEN if each == ("GET" if method == "HEAD" else method)]
        assert any(len(template.split("/")) == len(found.path.split("/")) for template in listed)
        assert ".." not in found.path.split("/")
        assert found.owner is Owner.IDENTITY
