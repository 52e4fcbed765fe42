"""A mailbox for developers and tests: SMTP in, a page and the useful part of Mailpit's HTTP API out.

Nothing leaves the machine. A message is acknowledged once it is safely on disk.
"""
