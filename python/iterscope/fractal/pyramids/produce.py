"""How a pyramid is made: block by block, into a folder of drafts, whose place it takes in the end."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from iterscope.fractal.pyramids.cluster import by, checked
from iterscope.fractal.pyramids.formats.format import Format
from iterscope.fractal.pyramids.here import here
from iterscope.fractal.pyramids.levels import Block
from iterscope.widget.drafts import drafts
from iterscope.widget.progress import Progress, shown


def produce(form: Format[Any], target: Path, *, client: Any, progress: Progress | bool, resume: bool) -> None:
    """Write a pyramid; `write.to_pmtiles` says what the parameters mean and what is raised."""
    if client is not None:
        checked(client)
    blocks = form.blocks()
    key = form.suffix, form.content.write()
    with (
        shown(sum(block.size for block in blocks), progress=progress, unit="tile", name=target.name) as show,
        drafts(target, key, name="pyramid", resume=resume) as folder,
    ):
        _fill(folder, form, blocks, client, show)
        form.finish(folder, target)


def _fill(folder: Path, form: Format[Any], blocks: Sequence[Block], client: Any, show: Progress) -> None:
    """Compute the blocks that a folder lacks."""
    done, total = 0, sum(block.size for block in blocks)
    marks = folder / "done"
    marks.mkdir(exist_ok=True)
    lacking = [block for block in blocks if not (marks / block.name).exists()]
    if len(lacking) < len(blocks):
        done = total - sum(block.size for block in lacking)
        show(done, total)
    found = here(form.compute, lacking) if client is None else by(client, form.compute, lacking)
    with closing(found):
        for block, files in found:
            _write(folder, files)
            (marks / block.name).touch()  # what has no mark may be half-written
            done += block.size
            show(done, total)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
