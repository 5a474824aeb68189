"""The benchmarks' command runs, and its tables say what was measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from iterscope.benchmarks import __main__ as command
from iterscope.benchmarks import contender, julia, mixture, rounds
from iterscope.benchmarks.measure import Measure
from iterscope.benchmarks.table import Table, seconds
from iterscope.fit.backends import ENGINES
from iterscope.fractal import engines

EXPECTED = {"julia": set(engines.ENGINES), "mixture": {"tutorial", *ENGINES}, "tiles": set(engines.ENGINES)}


@pytest.mark.rare
def test_quick_runs(tmp_path: Path) -> None:
    report, chart = tmp_path / "report.json", tmp_path / "chart.png"
    arguments = ["all", "--quick", "--markdown", "--json", str(report), "--plot", str(chart)]
    done = subprocess.run(
        [sys.executable, "-m", "iterscope.benchmarks", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text())
    assert {suite: set(measures) for suite, measures in found["suites"].items()} == EXPECTED
    for measures in found["suites"].values():
        for times in measures.values():
            for time in times.values():
                assert 0 < time["least"] <= time["median"] <= time["most"] < 100
                assert time["count"] >= 1
    for ways in (julia.NAMES, mixture.NAMES):
        assert all(f"| {name} |" in done.stdout for way, name in ways.items() if way != "article")
    assert found["machine"]["processor"] in done.stdout
    assert chart.read_bytes().startswith(b"\x89PNG")


def measure(seconds: float) -> Measure:
    return Measure.of([seconds, 2 * seconds, seconds / 2])


def test_ratios_are_of_medians() -> None:
    seconds = {"vectorize": 40.0, "numpy": 8.0, "numba": 2.0, "rust": 0.5}
    results = {
        name: {"whole": measure(time), "computing": measure(time / 2)} for name, time in seconds.items()
    }
    jobs = {name: {"size": 4000} for name in seconds}
    table = julia.table(results, jobs)
    column = {head: [row[index] for row in table.rows] for index, head in enumerate(table.head)}
    assert column["x naive"] == ["1.0", "5.0", "20", "80"]
    assert column["x previous"] == ["", "5.0", "4.0", "4.0"]
    assert column["whole job, s"] == ["40.0", "8.00", "2.00", "0.500"]
    assert column["spread"][0] == "20.0 to 80.0"
    assert column["published, s"] == ["139", "19.0", "6.00", ""]
    assert column["x naive there"] == ["1.0", "7.3", "23", ""]


def test_contenders_alternate(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def start(suite: str, job: dict[str, str]) -> dict[str, list[float]]:
        ran.append(f"{suite} {job['who']}")
        return {"time": [float(len(ran)), 0.5]}

    monkeypatch.setattr(contender, "start", start)
    told: list[str] = []
    results = rounds.measure(
        "race", {name: {"who": name} for name in "ab"}, 3, told.append, lambda: told.append("done")
    )
    assert ran == 3 * ["race a", "race b"]
    assert told == 3 * ["a", "done", "b", "done"]
    assert results["a"]["time"] == Measure(median=0.75, least=0.5, most=5.0, count=6)


def test_columns_are_aligned() -> None:
    table = Table("Title", ["way", "s"], [["slow", "100"], ["very fast", "1"]], ["Note."])
    assert table.text().splitlines() == [
        "Title", "", "way          s", "--------------", "slow       100", "very fast    1", "", "Note.",
    ]  # fmt: skip
    assert table.markdown().splitlines()[2:5] == ["| way | s |", "| --- | ---: |", "| slow | 100 |"]


def test_times_are_written_without_exponents() -> None:
    assert [seconds(value) for value in (None, 2222.2, 999.7, 139.0, 19.0, 0.5, 0.0123)] == [
        "", "2222", "1000", "139", "19.0", "0.500", "0.0123",
    ]  # fmt: skip


def test_a_failing_contender_is_told() -> None:
    with pytest.raises(RuntimeError, match=r"tiles .*fortran.* failed:\n(.|\n)*engine must be one of"):
        contender.start("tiles", {"engine": "fortran", "count": 1})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chess"], "invalid choice: 'chess'"),
        (["julia", "--repeat", "0"], "at least 1, got 0"),
        (["julia", "--json", "no/such/folder.json"], "must be a folder that is there"),
        (["julia", "--article", "no-such-program"], "must be a program that is there"),
    ],
)
def test_bad_options_are_explained(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    with pytest.raises(SystemExit):
        command.main()
    assert message in capsys.readouterr().err


def test_what_is_missing_is_told_how_to_get(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "tiles"])
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "rich" else True)
    with pytest.raises(SystemExit, match=r"rich missing: pip install 'iterscope\[bench\]'"):
        command.main()
