"""The teacher's notebooks have all answers, and they are right."""

import re
from pathlib import Path

import pytest
from tests.notebooks import NOTEBOOKS, code_cells, read
from tests.teaching.teacher import main, solved

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_the_teacher_sees_is_right_and_complete(path: Path) -> None:
    student, teacher = read(path), solved(read(path))
    assert len(student.cells) == len(teacher.cells)
    text = "\n".join(cell.source for cell in teacher.cells)
    assert "<details>" not in text
    assert "your turn" not in text
    cells = code_cells(teacher)
    names: dict[str, object] = {}
    imports = re.findall(r"^(?:from|import) .*$", "\n".join(cell.source for cell in cells), re.MULTILINE)
    exec("\n".join(imports), names)  # noqa: S102 - it is our own
    for cell, before in zip(cells, code_cells(student), strict=True):
        if cell.source != before.source:
            body, check = cell.source.rstrip("\n").rsplit("\n", 1)
            exec(body, names)  # noqa: S102
            assert str(eval(check, names)) == cell.outputs[0].data["text/plain"]  # noqa: S307
            assert cell.outputs[0].data["text/plain"].startswith("Right, for all ")


def test_some_are_written(tmp_path: Path) -> None:
    main(tmp_path / "teacher", ["01", "00"])
    assert [path.name for path in sorted((tmp_path / "teacher").iterdir())] == [
        "00_tour.ipynb",
        "01_julia.ipynb",
    ]
    assert "your turn" not in (tmp_path / "teacher" / "00_tour.ipynb").read_text()


def test_the_code_of_the_guide_runs() -> None:
    names: dict[str, object] = {}
    page = (ROOT / "docs" / "teaching.md").read_text()
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(code, "teaching.md", "exec"), names)  # noqa: S102 - it is our own
    assert {path.name[:2] for path in NOTEBOOKS} <= {*re.findall(r"^\| \[?(\d\d) ", page, re.MULTILINE)}
    for view in ("view", "failing", "explorer", "fall"):
        names[view].close()  # type: ignore[attr-defined]
