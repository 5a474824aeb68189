"""Rules of accessibility, checked by axe-core in the page."""

from typing import Any

from playwright.sync_api import Locator
from tests.node import JS, install

_RUN = """async element => {
    const { violations } = await axe.run(element, { resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
}"""


def violations(root: Locator) -> list[Any]:
    """Return what axe-core finds wrong within an element, as it is shown now."""
    page = root.page
    if not page.evaluate("() => 'axe' in window"):
        install()
        page.evaluate((JS / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    return list(root.evaluate(_RUN))
