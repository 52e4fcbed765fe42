"""An aggregate and the document it is kept as."""

from typing import Any

from chassis.decider import A, Aggregate


def to_state(aggregate: type[A], document: dict[str, Any]) -> A:
    """An aggregate from its document."""
    fields = {**document, "id": document["_id"]}
    del fields["_id"]
    return aggregate.model_validate(fields)


def to_document(state: Aggregate) -> dict[str, Any]:
    """The document of an aggregate."""
    document = state.model_dump(mode="python")
    document["_id"] = document.pop("id")
    return document
