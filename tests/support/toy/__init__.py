"""A service with nothing to do but to prove the chassis: deposits come in, balances go out."""
