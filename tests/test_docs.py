"""The documentation's site: it is built without a warning, its links lead somewhere, its views live."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.support.console import Console

import iterscope

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


class Links(HTMLParser):
    """The anchors and the links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name in {"href", "src"} and value and tag != "link":
                self.links.add(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site; every warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    done = subprocess.run(
        [*command, "-d", str(folder / "doctrees"), "docs", str(folder / "html")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Links]:
    found = [path for path in site.rglob("*.html") if not {"_static", "_views"} & {*path.parts}]
    return {path: Links(path.read_text(encoding="utf-8")) for path in found}


def test_links_within_the_site_lead_to_what_they_name(site: Path, pages: dict[Path, Links]) -> None:
    assert len(pages) > 100
    dead = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            known = pages.get(target)
            if not target.is_file() or (
                known and parts.fragment and unquote(parts.fragment) not in known.anchors
            ):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert dead == []


def test_links_that_leave_the_site_are_addresses(site: Path, pages: dict[Path, Links]) -> None:
    """Whether somebody answers there is not asked: tests need no network."""
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme:
                shown = f"{page.relative_to(site)}: {link}"
                assert parts.scheme in {"https", "data"}, shown
                assert parts.scheme == "data" or re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.netloc), shown


@pytest.mark.parametrize("name", iterscope.__all__)
def test_a_public_name_has_its_page(name: str, site: Path) -> None:
    pages = [site / "reference" / "generated" / f"iterscope{room}.{name}.html" for room in ("", ".mixture")]
    (page,) = [path for path in pages if path.exists()]
    assert f'id="iterscope{".mixture" if ".mixture" in page.name else ""}.{name}"' in page.read_text()


def test_views_are_loaded_when_one_scrolls_to_them(site: Path) -> None:
    frames = re.findall(
        r'<iframe src="([^"]+)" title="([^"]+)" loading="lazy"', (site / "index.html").read_text()
    )
    assert len(frames) == 3
    for address, title in frames:
        assert title
        assert 'id="iterscope-recording"' in (site / address).read_text(encoding="utf-8")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def background(page: Page) -> float:
    """Return the mean of the color behind the views of the first frame, from 0 to 1."""
    frame = page.locator(".its-live iframe").first.content_frame
    color = frame.locator(".its-view").first.evaluate(
        "node => getComputedStyle(node).getPropertyValue('color')"
    )
    return sum(map(int, re.findall(r"\d+", color)[:3])) / 765


@pytest.mark.parametrize("width", [1000, 1600])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_landing_page_is_alive(address: str, chromium: Browser, theme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 1000}, color_scheme="light")
    context.add_init_script(f"for (const name of ['mode', 'theme']) localStorage.setItem(name, '{theme}')")
    page = context.new_page()
    console = Console(page)
    page.goto(f"{address}/index.html")
    frames = page.locator(".its-live iframe")
    first = frames.first.content_frame
    first.locator("canvas").first.wait_for()
    last = frames.last.content_frame
    text = background(page)
    assert text > 0.7 if theme == "dark" else text < 0.3
    frames.last.scroll_into_view_if_needed()
    last.locator("canvas").first.wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "no page scrolls sideways"
    assert frames.last.bounding_box()["width"] > 0.6 * width
    assert console.take() == []
    context.close()
