"""The directive ``live``: code that makes a view, and the view, which loads when one scrolls to it."""

import ast
import hashlib
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import iterscope

FOLDER = "_views"
STATIC = Path(iterscope.__file__).parent / "static"
MARGIN = 24
"""Pixels above and below a view in its file."""


class Live(SphinxDirective):
    """Runs code whose last expression is a view, and shows the file that it writes."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "title": directives.unchanged_required,
        "depth": directives.nonnegative_int,
        "hidden": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the code, unless it is hidden, and the frame."""
        code = "\n".join(self.content)
        block = nodes.literal_block(code, code, language="python")
        self.set_source_info(block)
        name = hashlib.sha256(f"{code}{self.options.get('depth')}".encode()).hexdigest()[:12]
        file = Path(self.env.app.outdir) / FOLDER / f"{name}.html"
        height = self._write(code, file)
        frame = Frame(file=f"{FOLDER}/{file.name}", height=height + MARGIN, title=self.options["title"])
        return [frame] if "hidden" in self.options else [block, frame]

    def _write(self, code: str, file: Path) -> int:
        """Write the file of the view, and return its height."""
        *before, last = ast.parse(code).body
        if not isinstance(last, ast.Expr):
            raise self.error("the last line must be a view")
        names: dict[str, Any] = {}
        source = self.get_source_info()[0]
        exec(compile(ast.Module(before, []), source, "exec"), names)  # noqa: S102 - the page is ours
        view = eval(compile(ast.Expression(last.value), source, "eval"), names)  # noqa: S307
        depth = {"depth": self.options["depth"]} if "depth" in self.options else {}
        file.parent.mkdir(parents=True, exist_ok=True)
        view.to_html(file, title=self.options["title"], **depth)
        height: int = view.height
        view.close()
        return height


class Frame(nodes.General, nodes.Element):
    """A view in a page."""


def visit(translator: Any, node: Frame) -> None:
    """Write the frame, with a way to its file for who wants the view alone."""
    root = translator.builder.get_relative_uri(translator.builder.current_docname, "index").rpartition("/")[0]
    address = f"{root}/{node['file']}" if root else node["file"]
    title = translator.attval(node["title"])
    translator.body.append(
        f'<figure class="its-live"><iframe src="{address}" title="{title}" loading="lazy"'
        f' style="height: {node["height"]}px"></iframe><figcaption>Live: zoom and drag it, or'
        f' <a href="{address}">open it alone</a>.</figcaption></figure>'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directive."""
    app.add_node(Frame, html=(visit, None))
    app.add_directive("live", Live)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
