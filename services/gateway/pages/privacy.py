"""Which text of the privacy statement holds: every page names it, and signing up accepts it (rule A2)."""

PRIVACY_VERSION = "1.1"
