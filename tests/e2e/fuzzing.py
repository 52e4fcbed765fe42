"""Random requests, by what the API's document allows and by what it forbids, and where answers differ from it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

DOCUMENT = "/api/openapi.json"
EXAMPLES = 20
"""Of each operation, for what is allowed and for what is forbidden."""
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SECONDS = 30
EXCERPT = 400
"""Characters of a request and of an answer in a finding."""

Token = Callable[[], str]
Operation = APIOperation[Any, Any, Any, Any]
RandomCase = Case[Any]


class Fuzzer:
    """Asks a running system.

    `statuses` are the answers of each operation, `findings` what its document did not say; `unbreakable` are operations
    of which nothing is forbidden: they take no body, and any text will do for what they take.
    """

    def __init__(self, gateway: str) -> None:
        load_all_checks()
        self._gateway = gateway
        self._http = requests.Session()
        self._http.trust_env = False
        self._schema = schemathesis.openapi.from_dict(self._http.get(f"{gateway}{DOCUMENT}", timeout=SECONDS).json())
        self.statuses: dict[str, set[int]] = {}
        self.findings: dict[str, str] = {}
        self.unbreakable: set[str] = set()

    def operations(self) -> Iterator[Operation]:
        """Those of the document. Raises what schemathesis finds wrong with the document itself."""
        for result in self._schema.get_all_operations():
            if isinstance(result, Err):
                raise result.err()
            yield result.ok()

    def ask(self, operation: Operation, token: Token, known: dict[str, str]) -> None:
        """Send random requests, the same in each run. In what is read, `known` ids take the place of random ones."""
        for mode in MODES:
            try:
                self._random(operation, operation.as_strategy(mode), token)
            except Unsatisfiable:
                if mode is GenerationMode.POSITIVE:
                    raise
                self.unbreakable.add(operation.label)
        wanted = {name: known[name] for name in _path_names(operation) if name in known}
        if operation.method.upper() == "GET" and wanted:
            self._send(operation.Case(path_parameters=wanted), token())

    def _random(self, operation: Operation, cases: Any, token: Token) -> None:
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases)
        def each(case: RandomCase) -> None:
            self._send(case, token())

        each()

    def _send(self, case: RandomCase, token: str) -> None:
        label = case.operation.label
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = case.call(self._gateway, self._http, headers)
        self.statuses.setdefault(label, set()).add(response.status_code)
        try:
            case.validate_response(response, CHECKS, headers=headers)
        except FailureGroup as failures:
            for failure in failures.exceptions:
                self._find(f"{label}: {response.status_code} {type(failure).__name__}", case, response, failure)

    def _find(self, key: str, case: RandomCase, response: Any, failure: Exception) -> None:
        sent = f"{case.formatted_path} {case.query} {case.body!r} {case.headers}"[:EXCERPT]
        self.findings.setdefault(key, f"{failure}\nsent {sent}\nanswered {response.text[:EXCERPT]}")


def _path_names(operation: Operation) -> Iterable[str]:
    return [parameter.name for parameter in operation.path_parameters]
