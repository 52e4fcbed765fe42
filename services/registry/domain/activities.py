"""Activities of an operator: one or two, each with the control body that checks it (rules D4 to D7)."""

from collections.abc import Mapping

from contracts.events.registry import Activity
from services.registry.domain.control_body_code import code_key, is_control_body_code
from services.registry.domain.drafts import ActivityDraft
from services.registry.domain.findings import Findings
from services.registry.domain.text import clean_line

MOST_ACTIVITIES = 2


def examine_activities(
    drafts: tuple[ActivityDraft, ...], findings: Findings, control_bodies: Mapping[str, str]
) -> tuple[Activity, ...]:
    """Clean and judge. `control_bodies` are the VALID ones among those named, by `code_key`, with their published code.

    Design section 7 takes both activities in one go (rule N1 against D6).
    """
    if not drafts:
        needed = "At least one activity is needed: without it nobody can validate the profile."
        findings.error("/activities", "activity-required", needed)
    if len(drafts) > MOST_ACTIVITIES or len({draft.type for draft in drafts}) < len(drafts):
        findings.error("/activities", "activities", "One or two different activities.")
    return tuple(_activity(draft, f"/activities/{n}", findings, control_bodies) for n, draft in enumerate(drafts))


def _activity(draft: ActivityDraft, at: str, findings: Findings, control_bodies: Mapping[str, str]) -> Activity:
    published = control_bodies.get(code_key(draft.control_body))
    if published is None and not is_control_body_code(draft.control_body):
        shape = "A code of a control body looks like FR-BIO-01 or DE-ÖKO-006."
        findings.error(f"{at}/control_body", "control-body-code", shape)
    elif published is None:
        unknown = f"No active control body has the code {clean_line(draft.control_body)!r}."
        findings.error(f"{at}/control_body", "control-body-unknown", unknown)
    return Activity(type=draft.type, control_body=published or draft.control_body)
