"""Somebody answers at the addresses that leave README, documentation, notebooks and docstrings."""

import json
import re
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"https?://[^\s<>\"'`)\]}|\\]+")
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
"""Other answers, such as that programs are not served, say that there is a page."""
AGENT = {"User-Agent": "Mozilla/5.0 (a test of links)"}


def addresses(text: str) -> set[str]:
    """Return the addresses in a text, without stops after them, places within pages, and names of schemas."""
    found = (address.rstrip(".,;:").partition("#")[0] for address in ADDRESS.findall(text))
    return {
        address
        for address in found
        if not re.search(r"//(127\.0\.0\.1|localhost|example\.|schemas\.)", address)
    }


def published() -> Iterator[str]:
    """Yield the texts that readers see."""
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.rst")]:
        yield path.read_text(encoding="utf-8")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    for path in (ROOT / "python").rglob("*.py"):
        yield from re.findall(r'"""(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL)


def answer(address: str) -> int | None:
    """Return the status of an address; None where nobody answers."""
    try:
        with urlopen(Request(address, headers=AGENT), timeout=30) as page:  # noqa: S310 - of http alone
            return int(page.status)
    except HTTPError as error:
        return error.code
    except (URLError, OSError, HTTPException):
        return None


def answers(wanted: Iterable[str]) -> dict[str, int | None]:
    """Return the status of each address; one that fails is asked once more."""
    ordered = sorted(wanted)
    with ThreadPoolExecutor(8) as pool:
        return dict(zip(ordered, pool.map(lambda one: answer(one) or answer(one), ordered), strict=True))


def dead(found: dict[str, int | None]) -> list[str]:
    """Return the addresses at which there is nothing."""
    return [address for address, status in found.items() if status is None or status in GONE]


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(self.path.strip("/")))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_is_dead_where_there_is_no_page_or_nobody(server: str) -> None:
    closed = "http://127.0.0.1:9/"
    wanted = {f"{server}/{status}" for status in (200, 403, 404, 410, 503)} | {closed}
    assert set(dead(answers(wanted))) == {f"{server}/404", f"{server}/410", closed}


def test_addresses_are_found_in_texts() -> None:
    text = "See [this](https://a.org/x#y), `https://b.org/c`. <https://d.org/e>, http://127.0.0.1:1/"
    assert addresses(text) == {"https://a.org/x", "https://b.org/c", "https://d.org/e"}
    found = set().union(*map(addresses, published()))
    assert "https://adrienmorison.com/julia-py-rust" in found
    assert len(found) > 8


@pytest.mark.rare
def test_pages_that_texts_lead_to_are_there() -> None:
    found = answers(set().union(*map(addresses, published())))
    if not any(found.values()):
        pytest.skip("there is no network: none of the addresses answers")
    assert dead(found) == []
