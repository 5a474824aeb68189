"""Charts of the results."""

from collections.abc import Mapping
from pathlib import Path

Bars = Mapping[str, tuple[float, float | None]]
"""Seconds of each way, here and as published."""


def save(file: Path, charts: Mapping[str, tuple[str, Bars]]) -> None:
    """Draw bars on logarithmic axes, a chart for each title, into a file of a type that matplotlib knows."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - only where a plot is asked for

    heights = [len(bars) for _, bars in charts.values()]
    figure = Figure(figsize=(8, 1 + 0.4 * sum(heights) + 0.8 * len(heights)), layout="constrained")
    axes = figure.subplots(len(charts), squeeze=False, height_ratios=heights)[:, 0]
    for axis, (title, (label, bars)) in zip(axes, charts.items(), strict=True):
        here = [seconds for seconds, _ in bars.values()]
        places = range(len(bars))
        drawn = axis.barh(places, here, height=0.55, color="#0072b2", label="here")
        axis.bar_label(drawn, [f"{seconds:.3g}" for seconds in here], padding=4, fontsize=8)
        published = [(place, seconds) for place, (_, seconds) in enumerate(bars.values()) if seconds]
        if published:
            rows, seconds = zip(*published, strict=True)
            axis.plot(seconds, rows, "d", color="#d55e00", label="published")
            axis.legend(frameon=False, loc="lower right")
        axis.set(title=title, xlabel=label, xscale="log", yticks=places, yticklabels=list(bars))
        axis.margins(x=0.15)
        axis.invert_yaxis()
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(file)
