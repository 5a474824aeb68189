"""A notebook on a page of JupyterLab, driven like a person would, and its kernel."""

import ast
import json
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from .console import Console
from .traffic import Traffic
from .view import View, pause

SECONDS = 120
"""Seconds that anything may take that should take an instant, on the busiest machine."""

_PANEL = "const panel = window.jupyterapp.shell.currentWidget;"
_KERNEL = f"{_PANEL} const kernel = panel.sessionContext.session.kernel;"
_TRAITS = """{
    **NAME.get_state(["formula"]),
    **{trait: getattr(NAME, trait) for trait in (
        "center", "log2_width", "max_iter", "colormap", "engine", "width", "height",
        "color_by", "density", "offset", "light", "interior", "antialias",
    )},
}"""


class Notebook:
    """One notebook, its kernel and the page that shows them."""

    def __init__(self, page: Page, console: Console, traffic: Traffic) -> None:
        self.page = page
        self.console = console
        self.traffic = traffic
        page.set_default_timeout(1000 * SECONDS)

    @property
    def kernel_id(self) -> str:
        return str(self.page.evaluate(f"() => {{ {_KERNEL} return kernel.id; }}"))

    def wait_for_kernel(self) -> None:
        """Wait until the notebook is there and its kernel can run a cell."""
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp?.shell.currentWidget;
                const kernel = panel?.sessionContext?.session?.kernel;
                return kernel?.status === 'idle' && panel.content.model !== null;
            }"""
        )

    def wait_until(self, condition: Callable[[], bool], wanted: str) -> None:
        """Wait until a condition holds; fail with what was wanted if it never does."""
        end = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < end, f"{wanted} within {SECONDS} s"
            self.page.wait_for_timeout(50)

    def pause(self, milliseconds: int) -> None:
        """Let so much time pass on the page, and all that is due until then; the kernel hears of it first."""
        pause(self.page, milliseconds)

    def write(self, *cells: str) -> None:
        """Replace all cells."""
        self.page.evaluate(
            f"""sources => {{
                {_PANEL}
                const cells = sources.map((source) => ({{ cell_type: 'code', source }}));
                const notebook = panel.content.model.sharedModel;
                notebook.transact(() => {{
                    notebook.deleteCellRange(0, notebook.cells.length);
                    notebook.insertCells(0, cells);
                }});
                panel.content.activeCellIndex = 0;
            }}""",
            list(cells),
        )

    def start(self, index: int) -> None:
        """Run a cell without waiting for its end."""
        self._command("run-cell", index, wait=False)
        self.wait_until(lambda: self.running(index), "the cell must start")

    def run(self, index: int) -> None:
        """Run a cell to its end; what it raises fails the test."""
        self._command("run-cell", index)
        assert self.failures(index) == []

    def start_all(self) -> None:
        """Run all cells without waiting for their end."""
        self._command("run-all-cells", wait=False)

    def running(self, index: int) -> bool:
        """Whether a cell is running or waits to."""
        prompt = f"() => {{ {_PANEL} return panel.content.widgets[{index}].promptNode?.textContent ?? ''; }}"
        return "*" in self.page.evaluate(prompt)

    def failures(self, index: int) -> list[str]:
        """Return what a cell has raised and what it has written to stderr."""
        read = f"() => {{ {_PANEL} return panel.content.model.cells.get({index}).outputs.toJSON(); }}"
        outputs = self.page.evaluate(read)
        raised = [f"{output['ename']}: {output['evalue']}" for output in outputs if "ename" in output]
        return raised + [str(output["text"]) for output in outputs if output.get("name") == "stderr"]

    def choose_theme(self, theme: str) -> None:
        """Change how JupyterLab looks."""
        self.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        self.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)

    def clear_outputs(self, index: int) -> None:
        """Take away what a cell shows."""
        self._command("clear-cell-output", index)

    def save(self) -> None:
        """Save the notebook with its outputs."""
        self.page.evaluate(f"async () => {{ {_PANEL} await panel.context.save(); }}")

    def reload(self) -> None:
        """Load the page again; the kernel stays."""
        self.page.reload()
        self.wait_for_kernel()

    def execute(self, code: str) -> None:
        """Run code in the kernel beside the notebook."""
        self._ask(code, "None")

    def value(self, expression: str) -> Any:
        """Evaluate an expression in the kernel; its value must fit in JSON."""
        return json.loads(self._ask("", f"__import__('json').dumps({expression})"))

    def traits(self, name: str = "widget") -> dict[str, Any]:
        """Return what a widget in the kernel shows."""
        return dict(self.value(_TRAITS.replace("NAME", name)))

    def tell(self, *messages: dict[str, Any], name: str = "widget") -> None:
        """Send comm messages to a widget as its page could."""
        self.page.evaluate(
            f"([id, messages]) => {{ {_KERNEL} messages.forEach((data) => kernel._comms.get(id).send(data)); }}",
            [self.value(f"{name}.model_id"), messages],
        )

    def interrupt(self, index: int) -> None:
        """Interrupt a cell, if it is running."""
        if self.running(index):
            self.page.evaluate(f"async () => {{ {_KERNEL} await kernel.interrupt(); }}")
            self.wait_until(lambda: not self.running(index), "the interrupted cell must end")

    def restart(self) -> None:
        """Restart the kernel; all that was in it is gone."""
        self.page.evaluate(f"async () => {{ {_KERNEL} await kernel.restart(); }}")
        self.wait_for_kernel()

    def show(self, widget: str, *more: str) -> View:
        """Show a widget in a new notebook, above more cells, and wait for its settled picture."""
        self.write(f"import iterscope\nwidget = {widget}\nwidget", *more)
        self.run(0)
        view = self.view()
        view.settle()
        return view

    def view(self, index: int = 0) -> View:
        """Return one of the views on the page, from the top."""
        return View(self.page, self.page.locator(".its-fractal").nth(index))

    def clear(self) -> None:
        """Go back to an empty notebook and a kernel without widgets; no cell may be running."""
        self.execute("import ipywidgets; ipywidgets.Widget.close_all()")
        self.write("")
        self.page.mouse.move(0, 0)

    def _command(self, name: str, index: int = 0, *, wait: bool = True) -> None:
        self.page.evaluate(
            f"""async () => {{
                {_PANEL}
                panel.content.activeCellIndex = {index};
                const done = window.jupyterapp.commands.execute('notebook:{name}');
                {"await done;" if wait else ""}
            }}"""
        )

    def _ask(self, code: str, expression: str) -> str:
        content = self.page.evaluate(
            f"""async ([code, expression]) => {{
                {_KERNEL}
                const request = {{ code, store_history: false, user_expressions: {{ value: expression }} }};
                return (await kernel.requestExecute(request).done).content;
            }}""",
            [code, expression],
        )
        answer = content["user_expressions"]["value"] if content["status"] == "ok" else content
        assert answer["status"] == "ok", f"the kernel raised {answer['ename']}: {answer['evalue']}"
        return str(ast.literal_eval(answer["data"]["text/plain"]))
