"""The address bar: it flies to what a text means, says what that is, and stays where it was if it means nothing."""

import pytest

from ...support.notebook import Notebook
from ...support.view import View

_WATCH = """root => {
    const seen = root.seen = [];
    const look = () => {
        const text = root.querySelector('.its-view-width .its-value').textContent;
        if (text !== seen.at(-1)) seen.push(text);
        if (root.seen === seen) requestAnimationFrame(look);
    };
    look();
}"""
"""Note the widths that the status line names, one after the other."""
_SEEN = "root => { const { seen } = root; root.seen = null; return seen; }"


def watch(view: View) -> None:
    view.root.evaluate(_WATCH)


def seen(view: View) -> list[float]:
    """Return the widths that were seen since `watch`, once the view rests."""
    view.settle()
    return [float(width) for width in view.root.evaluate(_SEEN)]


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show("iterscope.Mandelbrot().explore(width=640, height=480)")


def go(notebook: Notebook, view: View, text: str) -> None:
    view.focus()
    view.press("g")
    view.root.get_by_label("Place").fill(text)
    notebook.page.keyboard.press("Enter")


def test_it_flies_to_what_names_mean_and_says_it(notebook: Notebook, view: View) -> None:
    home = notebook.traits()
    for text, words, digits in (
        ("1_1/3 3_1/2 4", "1_1/3 3_1/2 4 is the component of period 4", ("-0.1565201", "1.0322471")),
        (
            "1/7",
            "1/7 and 2/7 land at the root of the component of period 3, 1_1/3 3",
            ("-0.1225611", "0.7448617"),
        ),
        (
            "9/56",
            "9/56 lands at a Misiurewicz point of preperiod 3 and period 1",
            ("-0.1010963", "0.9562865"),
        ),
        ("period 5 near here", "The nearest nucleus of period 5 that was found", None),
    ):
        go(notebook, view, text)
        view.root.get_by_text(words).wait_for()
        if digits:
            notebook.wait_until(
                lambda digits=digits: all(
                    part.startswith(start)
                    for part, start in zip(notebook.traits()["center"], digits, strict=True)
                ),
                f"{text} must lead there",
            )
        view.settle()
    view.focus()
    view.press("g")
    assert "nucleus" in view.root.locator(".its-found").inner_text()
    view.root.get_by_label("Place").fill("nowhere")
    notebook.page.keyboard.press("Enter")
    view.root.locator(".its-place[aria-invalid]").wait_for()
    assert view.root.locator(".its-found").count() == 0, "nothing was found now"
    view.press("Escape")
    for _ in range(4):
        view.press("Control+z")
        view.settle()
    notebook.wait_until(lambda: notebook.traits() == home, "four moves must be taken back")


def test_a_flight_passes_through_the_scales_in_between(notebook: Notebook, view: View) -> None:
    watch(view)
    go(notebook, view, "0, 1, 1e-6")
    notebook.wait_until(lambda: "1.0e-6" in view.status, "it must arrive")
    widths = seen(view)
    assert widths[-1] == 1e-6
    assert any(1e-5 < width < 1 for width in widths)
    watch(view)
    go(notebook, view, "-2, 0, 2e-6")
    notebook.wait_until(lambda: "2.0e-6" in view.status, "it must arrive there, too")
    assert max(seen(view)) > 0.01, "it zooms out between far places"


def test_escape_ends_a_flight_where_it_is(notebook: Notebook, view: View) -> None:
    go(notebook, view, "0, 1, 1e-900")
    view.press("Escape")
    view.settle()
    notebook.pause(300)
    assert -2900 < notebook.traits()["log2_width"] < 2.2
    assert view.root.evaluate("root => root.contains(document.activeElement)")


def test_reduced_motion_jumps(notebook: Notebook, view: View) -> None:
    notebook.page.emulate_media(reduced_motion="reduce")
    try:
        watch(view)
        go(notebook, view, "0, 1, 1e-30")
        notebook.wait_until(lambda: "1.0e-30" in view.status, "it must be there")
        view.focus()
        view.press("Control+z")
        notebook.wait_until(lambda: "width 4.2" in view.status, "it must be back")
        assert seen(view) == [4.2, 1e-30, 4.2]
    finally:
        notebook.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize(
    "text",
    ["nowhere", "1 2 3 1/3 10", "period 99999999999", "1/0", "Julia(open('x'))", "900, 900", "x" * 70_000],
)
def test_what_means_nothing_gets_a_word_and_the_view_stays(notebook: Notebook, view: View, text: str) -> None:
    before = notebook.traits()
    go(notebook, view, text)
    view.root.locator(".its-place[aria-invalid]").wait_for()
    assert len(view.root.locator(".its-advice").inner_text()) > 20
    assert notebook.traits() == before
    view.press("Escape")
    view.settle()


SHIP = "iterscope.BurningShip().explore(width=640, height=480)"
JSON = '{"formula": {"kind": "%s", "parameters": {}}, "center": ["0", "0"], "log2_width": %d}'


@pytest.mark.parametrize(
    ("widget", "text"),
    [
        (SHIP, "0, 0, 1e-30"), (SHIP, JSON % ("burning_ship", -100)),
        ("iterscope.Mandelbrot().explore(width=640, height=480)", JSON % ("burning_ship", -100)),
        *(("iterscope.Mandelbrot().explore(width=640, height=480)", text)
          for text in ("0, 0, 1e9999", "0, 0, 1e-9999", "log2_width=-9000", "0, 0, 100", JSON % ("mandelbrot", -9000), "0,5 + 1i", "1 - 2")),
    ],
)  # fmt: skip
def test_what_python_refuses_the_page_refuses_too(notebook: Notebook, widget: str, text: str) -> None:
    view = notebook.show(widget)
    before = notebook.traits()
    go(notebook, view, text)
    view.root.locator(".its-place[aria-invalid]").wait_for()
    assert "width" in view.root.locator(".its-advice").inner_text()
    view.press("Escape")
    view.settle()
    assert notebook.traits() == before
    refused = f"try:\n    widget.goto({text!r})\nexcept ValueError as error:\n    said = str(error)"
    notebook.execute(refused)
    assert "width" in notebook.value("said")


def test_complex_numbers_are_read_as_people_write_them(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.max_iter = 700")
    for text, center in (("0.3i + 0.4", (0.4, 0.3)), ("i", (0, 1)), ("-0.5-i", (-0.5, -1)), ("1+i", (1, 1))):
        go(notebook, view, text)
        notebook.wait_until(
            lambda center=center: (
                [float(part) for part in notebook.traits()["center"]] == pytest.approx(center, abs=1e-9)
            ),
            f"{text} must lead there",
        )
        view.settle()
    go(notebook, view, "1/7")
    view.root.get_by_text("1/7 and 2/7 land").wait_for()
    view.settle()
    assert notebook.value("widget.max_iter") == 700, "a place without iterations leaves them"


def test_a_refusal_is_read_in_a_small_view_and_says_what_would_be_right(notebook: Notebook) -> None:
    view = notebook.show("iterscope.Mandelbrot().explore(width=480, height=300)")
    go(notebook, view, "1 2 3 1/3 10")
    advice, panel = view.root.locator(".its-advice"), view.root.get_by_role("dialog", name="Go to")
    notebook.wait_until(
        lambda: advice.inner_text().endswith("1_1/2 2_1/2 3_1/4 10 is one"), "the right one must be told"
    )
    box, fields = advice.bounding_box(), panel.locator(".its-fields").bounding_box()
    assert box is not None
    assert fields is not None
    assert fields["y"] <= box["y"]
    assert box["y"] + box["height"] <= fields["y"] + fields["height"] + 1
    view.press("Escape")


def test_a_long_search_is_shown_and_can_be_cancelled(notebook: Notebook, view: View) -> None:
    before = notebook.traits()
    notebook.execute(
        "import iterscope.fractal.places.job as job, iterscope._core as core, time\n"
        "def slow(*_):\n    while True:\n        time.sleep(0.01)\n        core.check_cancelled()\n"
        "find, job.find = job.find, slow"
    )
    for end in ("Escape", "Cancel"):
        go(notebook, view, "1/7")
        view.root.get_by_text("Looking for 1/7").wait_for()
        assert "its-searching" in (view.root.get_attribute("class") or "")
        if end == "Escape":
            view.press("Escape")
        else:
            view.root.get_by_role("button", name="Cancel").click()
        view.root.get_by_text("Looking for 1/7").wait_for(state="detached")
        view.press("Escape")
        view.settle()
    notebook.execute("job.find = find")
    assert notebook.traits() == before
    go(notebook, view, "1/7")
    view.root.get_by_text("1/7 and 2/7 land").wait_for()


def test_an_example_is_one_step_of_undo(notebook: Notebook, view: View) -> None:
    before = notebook.traits()
    view.focus()
    view.press("+")
    view.settle()
    view.press("g")
    view.root.get_by_label("Example").select_option("Douady's rabbit")
    notebook.wait_until(lambda: notebook.traits()["formula"]["kind"] == "julia", "the example must be taken")
    view.settle()
    notebook.pause(300)
    rabbit = notebook.traits()
    view.focus()
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.traits()["formula"]["kind"] == "mandelbrot", "it must be taken back")
    view.settle()
    notebook.wait_until(lambda: notebook.traits()["log2_width"] == before["log2_width"] - 1, "with its place")
    view.press("Control+Shift+z")
    notebook.wait_until(lambda: notebook.traits()["formula"] == rabbit["formula"], "it must be made again")
    view.press("Control+z", "Control+z")
    view.settle()
    notebook.wait_until(lambda: notebook.traits() == before, "the first view must come back")


def test_a_key_leads_to_the_nearest_detail(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.goto(-0.74 + 0.3j, -22)")
    view.settle()
    rough = "float(__import__('numpy').nanmax(abs(__import__('numpy').diff(widget.smooth()))))"
    assert notebook.value(rough) < 0.5
    view.focus()
    view.press("n")
    view.root.get_by_text("The nearest detail").wait_for()
    view.settle()
    assert notebook.traits()["log2_width"] == -22
    assert notebook.value(rough) > 0.5
