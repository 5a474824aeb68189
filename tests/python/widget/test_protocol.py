"""The JavaScript types of the messages are those of the declarations."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_every_file_of_types_has_its_declarations() -> None:
    rooms = ROOT / "python" / "iterscope"
    for path in (ROOT / "js" / "src").glob("*/messages/*.d.ts"):
        room, part = path.parts[-3], path.name.removesuffix(".d.ts")
        assert (rooms / room / "messages" / f"{part}.py").is_file(), f"{path} is left over"


def test_the_types_are_fresh() -> None:
    check = "from tests.protocol import declarations as all_of; print(*(p for p, text in all_of().items() if p.read_text() != text))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.strip(), f"run `python -m tests.protocol` and commit {done.stdout}"
