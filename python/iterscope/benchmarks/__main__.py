"""The command line of the benchmarks."""

import argparse
import json
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from iterscope.benchmarks import julia, machine, mixture, plot, rounds, tiles
from iterscope.benchmarks.measure import Results

SUITES = {"julia": julia, "mixture": mixture, "tiles": tiles}
REPEAT, QUICK_REPEAT = 5, 1


def main() -> None:
    """Run the suites that were asked for, and print their tables."""
    options = _options()
    if missing := [name for name in ("PIL", "numba", "rich") if find_spec(name) is None]:
        sys.exit(f"{', '.join(missing)} missing: pip install 'iterscope[bench]'")
    described = machine.describe()
    suites = SUITES if options.suite == "all" else {options.suite: SUITES[options.suite]}
    jobs = {name: suite.jobs(options) for name, suite in suites.items()}
    try:
        results = _measure(jobs, options.repeat)
    except RuntimeError as error:
        sys.exit(str(error))
    tables = {name: suite.table(results[name], jobs[name]) for name, suite in suites.items()}
    written = [table.markdown() if options.markdown else table.text() for table in tables.values()]
    how = f"Medians, least and most; rounds of alternating processes: {options.repeat}."
    sys.stdout.write("\n\n".join([*written, f"{machine.sentence(described)}. {how}"]) + "\n")
    if options.json:
        report = {"machine": described, "rounds": options.repeat, "suites": _plain(results)}
        options.json.write_text(json.dumps(report, indent=2) + "\n")
    if options.plot:
        charts = {
            tables[name].title: suite.chart(results[name], jobs[name]) for name, suite in suites.items()
        }
        plot.save(options.plot, charts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m iterscope.benchmarks",
        description="Run the published comparisons again on this machine, each contender in processes of its "
        "own that alternate with the others'.",
    )
    add = parser.add_argument
    add(
        "suite",
        choices=[*SUITES, "all"],
        help="the article's picture, the tutorial's EM step, a view's tiles",
    )
    add("--quick", action="store_true", help="smaller jobs, less than a minute in all: for a class")
    add("--repeat", type=_count, metavar="N", help=f"rounds (default {REPEAT}, quick {QUICK_REPEAT})")
    add("--markdown", action="store_true", help="print the tables in Markdown")
    add("--json", type=Path, metavar="FILE", help="write the machine and the measures, in seconds")
    add("--plot", type=Path, metavar="FILE", help="draw charts (needs matplotlib)")
    add("--article", type=Path, metavar="PROGRAM", help="the article's own program, to run it too")
    options = parser.parse_args()
    for file in (options.json, options.plot):
        if file and not file.parent.is_dir():
            parser.error(f"{file.parent} must be a folder that is there, for {file.name}")
    if options.article and not options.article.is_file():
        parser.error(f"--article must be a program that is there, got {options.article}")
    options.repeat = options.repeat or (QUICK_REPEAT if options.quick else REPEAT)
    return options


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, got {text}")
    return int(text)


def _measure(jobs: dict[str, rounds.Jobs], repeat: int) -> dict[str, Results]:
    from rich.console import Console  # noqa: PLC0415 - after the question whether it is there
    from rich.progress import Progress  # noqa: PLC0415 - likewise

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=repeat * sum(map(len, jobs.values())))

        def begin(contender: str) -> None:
            progress.update(task, description=contender)

        def end() -> None:
            progress.advance(task)

        return {suite: rounds.measure(suite, jobs[suite], repeat, begin, end) for suite in jobs}


def _plain(results: dict[str, Results]) -> dict[str, Any]:
    return {
        suite: {
            contender: {what: asdict(measure) for what, measure in found.items()}
            for contender, found in measures.items()
        }
        for suite, measures in results.items()
    }


if __name__ == "__main__":
    main()
