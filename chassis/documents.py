"""An aggregate and the document it is kept as."""

from typing import Any

from chassis.decider import A, Aggregate


def to_state(aggregate: type[A], document: dict[str, Any]) -> A:
    """An aggregate from its document."""
    return aggregate.model_validate({**document, "id": document["_id"]})


def to_document(state: Aggregate) -> dict[str, Any]:
    """The document of an aggregate."""
    document = state.model_dump(mode="python")
    document["_id"] = document.pop("id")
    return document
