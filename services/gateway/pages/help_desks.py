"""Whom to ask (rule F1). They get a copy of every request and can say where it is; they decide nothing (rule F3)."""

HELP_DESKS = ("SANTE-TRACES@ec.europa.eu", "AGRI-E-COIORGANIC@ec.europa.eu")
