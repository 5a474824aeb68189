"""A notebook from a stranger: whatever its state holds, nothing of it runs and no markup comes into the page."""

import copy
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.fuzz import hostile

import iterscope

from .support.lab import Lab

STATIC = Path(iterscope.__file__).parent / "static"
MARKUP = (
    '<img src=x onerror="mailed = 1">',
    '<svg onload="mailed = 1">',
    '"><script>mailed = 1</script>',
    "javascript:mailed = 1",
    "<iframe srcdoc='<script>parent.mailed = 1</script>'></iframe>",
    '<button data-commandlinker-command="x" onclick="mailed = 1">x</button>',
    "</script><script>mailed = 1</script>",
    "${mailed = 1}",
    'url("javascript:mailed = 1")',
    "red; background: url(javascript:mailed=1)",
)
SHOW = """async ([bundle, texts]) => {
  const url = URL.createObjectURL(new Blob([bundle], { type: "text/javascript" }));
  const { showRecording } = await import(url);
  const found = [];
  let shown = 0;
  for (const text of texts) {
    const recording = JSON.parse(text);
    const element = document.createElement("div");
    document.body.append(element);
    try {
      showRecording(recording, element);
      shown += 1;
    } catch {
      // A view that cannot be shown is no danger.
    }
    await new Promise((done) => setTimeout(done, 40));
    const danger = "[onerror], [onload], [onclick], script, iframe, object, embed, form, [data-commandlinker-command]";
    if (window.mailed !== undefined || element.querySelector(danger)) found.push(text);
    delete window.mailed;
    element.remove();
  }
  return [shown, found];
}"""


def fractal(folder: Path) -> Any:
    file = folder / "fractal.html"
    widget = iterscope.FractalWidget(width=128, height=128)
    widget.to_html(file, depth=0)
    widget.close()
    return recording(file)


def mixture(folder: Path) -> Any:
    file = folder / "mixture.html"
    data = np.random.default_rng(0).normal(size=(30, 2))
    widget = iterscope.MixtureWidget(data, iterscope.GaussianMixture(2, random_state=0, max_iter=5))
    widget.to_html(file)
    widget.close()
    return recording(file)


def recording(file: Path) -> Any:
    found = re.search(r'id="iterscope-recording">(.*?)</script>', file.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])


def mailed(rng: Random, value: Any, share: float) -> Any:
    """Return a state with markup in the place of some of its texts, and other things in the place of others."""
    if isinstance(value, dict):
        return {name: mailed(rng, part, share) for name, part in value.items()}
    if isinstance(value, list):
        return [mailed(rng, part, share / 4) for part in value]
    if rng.random() >= share:
        return value
    # What is no text is replaced less often: a view that cannot be shown at all tells nothing.
    if isinstance(value, str) or rng.random() < 0.2:
        return rng.choice(MARKUP)
    return hostile.json(rng, 1) if rng.random() < 0.2 else value


@pytest.mark.parametrize(("kind", "make"), [("fractal", fractal), ("mixture", mixture)])
def test_nothing_of_a_strangers_state_runs(kind: str, make: Any, lab: Lab, tmp_path: Path) -> None:
    good, rng = make(tmp_path), Random(0)  # noqa: S311
    states = [mailed(rng, copy.deepcopy(good), rng.choice((0.05, 0.2, 0.5))) for _ in range(60)]
    with lab.offline() as page:
        page.goto("about:blank")
        bundle = (STATIC / f"{kind}.js").read_text(encoding="utf-8")
        # As texts: a state may be nested more deeply than the driver of the browser sends values.
        texts = [
            json.dumps(each).replace("NaN", "null").replace("Infinity", "1e999") for each in [good, *states]
        ]
        shown, found = page.evaluate(SHOW, [bundle, texts])
    assert not found, found[0]
    assert shown > 10
