"""What to mail to whom, and what becomes of it. Pure decisions; no I/O."""
