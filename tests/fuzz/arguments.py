"""Arguments of the public calls: taken, or refused in words, and nothing else."""

import warnings
from contextlib import closing
from random import Random
from typing import Any

import numpy as np
from sklearn.exceptions import NotFittedError
from tests.fuzz import hostile
from tests.fuzz.target import Target, check_refusal
from traitlets import TraitError

import iterscope
from iterscope import BurningShip, Coloring, FractalWidget, Julia, Mandelbrot, MixtureWidget, Newton, View
from iterscope.fit.registry import MODELS
from iterscope.fractal.base import Fractal

X = np.random.default_rng(0).integers(0, 2, size=(40, 3)).astype(float)
REGION = (-1.5, 1.5, -1.0, 1.0)
VIEW = View(0.25j, 1)
REFUSALS = (ValueError, TypeError, MemoryError, NotImplementedError)

PICTURES = ("escape_counts", "render", "to_png", "smooth", "distance", "interior", "fields")
PLACES = ("view", "coloring", "fractal view", "goto")
FAMILIES = {"julia": Julia, "mandelbrot": Mandelbrot, "burning ship": BurningShip, "newton": Newton}


def _is_costly(value: Any, allowed: int) -> bool:
    """Return whether a number is allowed, but what it asks for takes hours: that is no fault."""
    return isinstance(value, int | float | np.number) and bool(1000 < value < allowed)


class Arguments(Target):
    """Calls what the package offers with good and bad arguments."""

    name = "arguments"
    seconds = 30.0

    def generate(self, rng: Random) -> Any:
        """Choose a call and spoil one or two of its arguments."""
        calls = {
            "escape_counts": ({"region": REGION, "shape": (5, 4), "max_iter": 9, "bailout": 2.0}, ("shape", "max_iter")),
            "render": ({"region": REGION, "shape": (5, 4), "max_iter": 9, "min_iter": 0, "colormap": "grey"}, ("shape", "max_iter")),
            "to_png": ({"region": REGION, "shape": (5, 4), "max_iter": 9}, ("shape", "max_iter")),
            "smooth": ({"region": REGION, "shape": (5, 4), "max_iter": 9, "grid": "pixel"}, ("shape", "max_iter")),
            "distance": ({"region": VIEW, "shape": (5, 4), "max_iter": 9, "unit": "pixel"}, ("shape", "max_iter")),
            "interior": ({"region": VIEW, "shape": (5, 4), "max_iter": 9}, ("shape", "max_iter")),
            "fields": ({"region": VIEW, "shape": (5, 4), "names": ["count", "trap"], "max_iter": 9}, ("shape", "max_iter")),
            "julia": ({"c": ("-0.8", "0.1"), "degree": 3}, ()),
            "mandelbrot": ({"degree": 4}, ()),
            "burning ship": ({"c": (0.1, "0.2")}, ()),
            "newton": ({"coefficients": [1, 0, 0, -1]}, ()),
            "view": ({"center": ("0.1", 2), "width": "1e-20"}, ()),
            "coloring": ({"colormap": "magma", "color_by": "trap", "density": 2.0, "offset": 0.5, "light": 1.0, "interior": "flat"}, ()),
            "goto": ({"center": ("0.1", "0.2"), "log2_width": -3.5}, ()),
            "fractal view": ({"c": -0.8, "width": 64, "height": 64, "center": ("0", "0"), "log2_width": 1.0, "max_iter": 9, "color_by": "smooth", "density": 1.0, "light": 0.0, "antialias": 2}, ()),
            "estimator": (None, ("max_iter", "n_init")),
            "fit": ({"X": X, "y": None, "sample_weight": None}, ()),
            "predict": ({"X": X}, ()),
            "sample": ({"n_samples": 3}, ("n_samples",)),
            "mixture view": ({"X": X, "labels": None, "sample_weight": None, "dims": [0, 1], "speed": 3.0, "width": 64}, ()),
        }  # fmt: skip
        call = rng.choice(list(calls))
        kind = rng.choice([*MODELS])
        good, costly = calls[call]
        if good is None:
            good = MODELS[kind]().get_params(deep=False)
        arguments = dict(good)
        for _ in range(rng.choice((1, 1, 2))):
            name = rng.choice(list(arguments))
            value = hostile.argument(rng)
            if name == "region" and rng.random() < 0.7:
                value = tuple(rng.choice(hostile.NUMBERS) for _ in range(4))
            if name == "shape" and rng.random() < 0.7:
                value = (
                    rng.choice((0, 1, 3, -1, 2.5, True, 2**40, 2**63, 10**400)),
                    rng.choice((1, 2, 2**62)),
                )
            if not (name in costly and _is_costly(value, allowed=2**31 if call in PICTURES else 10**500)):
                arguments[name] = value
        return call, kind, rng.random() < 0.5, arguments

    def try_out(self, given: Any) -> None:
        """Call it."""
        call, kind, first, arguments = given
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                self._call(call, kind, arguments, first=first)
            except NotFittedError:
                raise
            except TraitError as error:
                check_refusal(error, (TraitError,), longest=10**6)  # traitlets repeats the value
            except REFUSALS as error:
                check_refusal(error, REFUSALS)

    @staticmethod
    def _call(call: str, kind: str, arguments: dict[str, Any], *, first: bool) -> None:
        if call in (*PICTURES, *FAMILIES, *PLACES):
            _draw(call, Julia(-0.8 + 0.156j) if first else Mandelbrot(), arguments)
        elif call == "mixture view":
            view = MixtureWidget(**arguments)
            view.step(2)
            view.close()
        elif call == "estimator":
            _fit(MODELS[kind](**arguments))
        else:
            model = _fit(MODELS[kind](2, random_state=0))
            if call == "fit":
                model.fit(**arguments)
            elif call == "predict":
                (model.predict if hasattr(model, "predict") else model.transform)(**arguments)
            elif hasattr(model, "sample"):
                samples, labels = model.sample(**arguments)
                assert len(samples) == len(labels)
        assert iterscope.__version__


def _draw(call: str, fractal: Fractal, arguments: dict[str, Any]) -> None:
    if call in PICTURES:
        found = getattr(fractal, call)(**arguments)
        assert len(found) > 0 or call == "interior" or not arguments["names"]
    elif call in FAMILIES:
        FAMILIES[call](**arguments).escape_counts(REGION, (3, 3), max_iter=5)
    elif call == "view":
        assert View(**arguments).width > 0
    elif call == "coloring":
        assert Coloring(**arguments).fields
    elif call == "fractal view":
        FractalWidget(**arguments).close()
    else:
        with closing(FractalWidget(width=64, height=64, max_iter=9)) as widget:
            widget.goto(**arguments)
            assert widget.view.center == widget.center


def _fit(model: Any) -> Any:
    model.fit(X)
    for name in ("weights_", "means_", "covariances_", "cluster_centers_", "probabilities_"):
        if hasattr(model, name):
            assert np.isfinite(getattr(model, name)).all(), name
    return model
