"""The names that the package gives away."""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

import iterscope
from iterscope.widget.view import View


@pytest.mark.parametrize("name", iterscope.__all__)
def test_a_public_name_is_there(name: str) -> None:
    assert getattr(iterscope, name).__name__ == name
    assert name in dir(iterscope)


def test_rooms_need_no_import_of_their_own() -> None:
    code = "import sys, iterscope; print('iterscope.dynamics' in sys.modules, iterscope.dynamics.Angle('1/7').period)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False 3"
    assert "dynamics" in dir(iterscope)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Juliet'"):
        iterscope.Juliet  # noqa: B018


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("julia", "Julia"), ("Mandlebrot", "Mandelbrot"), ("kmeans", "KMeans"), ("dynamic", "dynamics")],
)
def test_a_wrong_name_is_answered_with_the_nearest_one(wrong: str, meant: str) -> None:
    with pytest.raises(AttributeError, match=f"no attribute {wrong!r}. Did you mean: {meant!r}\\?$"):
        getattr(iterscope, wrong)


def test_a_name_that_is_like_no_other_is_answered_without_one() -> None:
    for name in ("plot", "_ipython_display_"):
        with pytest.raises(AttributeError, match=f"^module 'iterscope' has no attribute {name!r}$"):
            getattr(iterscope, name)


def test_completion_offers_what_is_public_alone() -> None:
    offered = {name for name in dir(iterscope) if not name.startswith("_")}
    assert offered - set(iterscope.__all__) == {"dynamics", "exercises", "fractal", "mixture"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("iterscope.Ju", {"Julia": "class", "JuliaDiv": "class"}),
        ("iterscope.ex", {"exercises": "module", "expect": "function", "explore": "function"}),
        ("iterscope.dyn", {"dynamics": "module"}),
        ("julia.to_p", {"to_png": "function", "to_pmtiles": "function"}),
        ("julia.home.", {"center": "instance", "log2_width": "instance"}),
        ("julia.explore().to_", {"to_html": "function", "to_png": "function"}),
        ("model.fit", {"fit": "function", "fit_predict": "function"}),
    ],
)
def test_completion_knows_what_a_name_is(text: str, kinds: dict[str, str]) -> None:
    completer = pytest.importorskip("IPython.core.completer")
    names = {"iterscope": iterscope, "julia": iterscope.Julia(1j), "model": iterscope.GaussianMixture(2)}
    # IPython calls "<unknown>" what it has found no kind for in 0.4 s, in all: a busy machine has more time here.
    ipython = completer.IPCompleter(
        namespace=names,
        use_jedi=True,
        jedi_compute_type_timeout=600_000,
        disable_matchers=["IPCompleter.magic_matcher"],
    )
    with completer.provisionalcompleter():
        found = {each.text: each.type for each in ipython.completions(text, len(text))}
    assert kinds.items() <= found.items()
    assert "<unknown>" not in found.values()


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (lambda: iterscope.Julia(1j).explore(), "FractalWidget of Julia(1j)"),
        (lambda: iterscope.explore(c=1j), "ExplorerWidget of Mandelbrot() and Julia(1j)"),
        (lambda: iterscope.KMeans(2).explore([[0.0], [1.0]]), "MixtureWidget of KMeans at step 0"),
    ],
)
def test_a_view_says_in_a_line_what_it_shows_and_where(view: Callable[[], View], text: str) -> None:
    shown = view()
    assert repr(shown) == f"<{text}: a notebook shows it; elsewhere show() and to_png()>"
    shown.close()
    assert repr(shown).startswith(f"<{text}")


def test_what_is_heavy_waits_for_its_use() -> None:
    code = "import sys, iterscope; print({'sklearn', 'anywidget', 'cmap', 'msgspec', 'numba'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_it_works_from_a_folder_without_metadata(tmp_path: Path) -> None:
    package = Path(iterscope.__file__).parent
    others = [path for path in Path(np.__file__).parent.parent.iterdir() if "iterscope" not in path.name]
    for path in [package, *others]:
        (tmp_path / path.name).symlink_to(path)
    code = f"""if True:
        import sys
        sys.path = [path for path in sys.path if not path.endswith("site-packages")] + [{str(tmp_path)!r}]
        import iterscope, importlib.metadata
        assert not list(importlib.metadata.distributions(name="iterscope"))
        iterscope.FractalWidget().close()
        print(iterscope.__version__)
    """
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == iterscope.__version__ == version("iterscope")
