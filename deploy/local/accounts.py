"""Demo accounts, made the way any first account of an organisation is made (design section 6, Bootstrap)."""

from deploy.local.plan import Plan
from deploy.local.stack_file import Account


async def demo_accounts(plan: Plan) -> list[Account]:
    """Return accounts that have logged in and can read what they must; make them when the stack is new."""
    return []
