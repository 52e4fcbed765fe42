"""Documents lead somewhere: every relative link, and every test or file of ours that they name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:tests|chassis|contracts|services|cli|demo|deploy)/[\w./-]*\w)/?(?:::(\w+))?[^`]*`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_leads_to_is_there(page: Path) -> None:
    text = page.read_text()
    lost = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    for path, test in NAMED.findall(text):
        there = ROOT / path
        if not there.exists() or (test and f"def {test}(" not in there.read_text()):
            lost.append(f"{path}::{test}" if test else path)
    assert lost == []
