"""Files that are written in parts: whole or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from iterscope.fit.exports import tables
from iterscope.widget import export


def interrupted() -> Iterator[str]:
    yield "some of it"
    raise KeyboardInterrupt


def test_parts_become_one_file(tmp_path: Path) -> None:
    export.write(tmp_path / "file", iter(["ä\n", "", "b\r\n"]))
    assert (tmp_path / "file").read_bytes() == "ä\nb\r\n".encode()
    export.write(tmp_path / "file", b"\0\xff")
    assert (tmp_path / "file").read_bytes() == b"\0\xff"


@pytest.mark.parametrize("before", [None, b"what was there"])
def test_an_interrupt_between_parts_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "file"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(KeyboardInterrupt):
        export.write(path, interrupted())
    assert [file.read_bytes() for file in tmp_path.iterdir()] == ([] if before is None else [before])


def test_a_page_comes_an_item_at_a_time() -> None:
    made: list[int] = []

    def items() -> Iterator[dict[str, object]]:
        for number in range(100):
            made.append(number)
            yield {"text": f"</script>&{number}", "values": [[1.0, 2], None], "empty": {}}

    traits = {"width": 5, "formula": {"kind": "julia", "parameters": {}}}
    recording = {"traits": traits, "planes": {"one": {"tiles": [{"x": 1}, {"x": 2}]}}, "messages": items()}
    parts: list[str] = []
    for part in export.page("mixture", recording, "a <title>"):
        parts.append(part)
        assert len(made) <= max(1, sum("u0026" in part for part in parts) + 1)
    assert len(made) == 100
    text = "".join(parts)
    assert "<title>a &lt;title&gt;</title>" in text
    _, _, rest = text.partition('id="iterscope-recording">')
    read = json.loads(rest.partition("</script>")[0])
    assert read == {**recording, "messages": list(items())}


def test_rows_become_text_one_by_one() -> None:
    rows = iter([["a", "b"], [1.5, 'say "x", y'], ["", None]])
    lines = tables.separated(rows)
    assert next(lines) == "a,b\n"
    assert next(rows) == [1.5, 'say "x", y'], "it is not taken before it is wanted"
    assert list(lines) == [",\n"]
    assert list(tables.separated([[1, 'say "x", y']])) == ['1,"say ""x"", y"\n']


def test_records_become_text_one_by_one() -> None:
    records = iter([{"a": 1}, {"a": None}])
    parts = tables.objects(records)
    assert [next(parts), next(parts)] == ["[", '{"a": 1}']
    assert next(records) == {"a": None}, "it is not taken before it is wanted"
    assert list(parts) == ["]"]
    assert json.loads("".join(tables.objects([{"a": 1}, {"b": [2]}]))) == [{"a": 1}, {"b": [2]}]
    with pytest.raises(ValueError, match="not JSON compliant"):
        list(tables.objects([{"a": float("nan")}]))
