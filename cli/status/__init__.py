"""`traces-access status`: how the system is, and what to do where it hangs."""
