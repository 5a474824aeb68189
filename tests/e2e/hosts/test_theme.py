"""A view on any page has the page's theme, however the page says it, and never the desktop's alone."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

import iterscope

from ..support.lab import Lab
from ..support.view import pause

DARK = [
    "root.style.colorScheme = 'dark'",
    "document.body.style.colorScheme = 'dark'",
    "root.classList.add('dark')",
    "document.body.classList.add('dark')",
    "document.body.className = 'some vscode-dark other'",
    "root.dataset.theme = 'dark'",
    "root.dataset.bsTheme = 'dark'",
    "document.body.dataset.theme = 'github-dark'",
    "root.setAttribute('theme', 'dark')",
]


def write(kind: str, path: Path) -> None:
    if kind == "fractal":
        iterscope.FractalWidget(width=480, height=300).to_html(path)
    else:
        widget = iterscope.GaussianMixture(2, random_state=0).explore(
            np.random.default_rng(0).normal(size=(50, 2))
        )
        widget.finish()
        widget.to_html(path)


@pytest.fixture(params=["fractal", "mixture"])
def page(request: pytest.FixtureRequest, lab: Lab, tmp_path: Path) -> Iterator[Page]:
    """A page that says nothing of its theme."""
    file = tmp_path / "view.html"
    write(request.param, file)
    file.write_text(file.read_text().replace(' style="color-scheme: light dark"', ""))
    with lab.offline() as page:
        page.goto(file.as_uri())
        page.locator("[data-its-state=settled]").wait_for()
        yield page


def brightness(page: Page) -> float:
    """Return the brightness of a view's surface: of its elements, and of what a fit draws on."""
    style, canvas = page.locator(".its-view").evaluate(
        """root => {
            const probe = root.appendChild(document.createElement('i'));
            probe.style.background = 'var(--its-surface)';
            const context = new OffscreenCanvas(1, 1).getContext('2d');
            const mean = () => {
                const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
                return (red + green + blue) / 3;
            };
            context.fillStyle = getComputedStyle(probe).backgroundColor;
            context.fillRect(0, 0, 1, 1);
            const style = mean();
            probe.remove();
            if (root.matches('.its-fractal')) return [style, style];
            context.drawImage(root.querySelector('canvas'), -2, -2);
            return [style, mean()];
        }"""
    )
    assert canvas == pytest.approx(style, abs=3)
    return float(style)


@pytest.mark.parametrize("host", DARK)
def test_a_page_turns_dark_and_light_again(page: Page, host: str) -> None:
    assert brightness(page) > 200
    page.evaluate(f"() => {{ const root = document.documentElement; {host}; }}")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.its-view')).colorScheme === 'dark'"
    )
    pause(page, 400)
    assert brightness(page) < 60
    page.evaluate(
        """() => {
            for (const node of [document.documentElement, document.body]) {
                for (const { name } of [...node.attributes]) node.removeAttribute(name);
            }
        }"""
    )
    pause(page, 400)
    assert brightness(page) > 200


def test_a_page_without_a_theme_is_light_whatever_the_desktop_is(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    pause(page, 300)
    assert brightness(page) > 200
    page.evaluate("() => { document.documentElement.style.colorScheme = 'light dark'; }")
    pause(page, 300)
    assert brightness(page) < 60
