"""What takes long says how far it is: a bar after a second, or what is given."""

import pytest

from iterscope.widget import progress
from iterscope.widget.progress import shown


def count(to: int) -> None:
    with shown(to, progress=True, unit="model", name="many") as show:
        for done in range(1, to + 1):
            show(done, to)


def test_a_bar_of_tqdm_counts_what_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    count(7)
    said = capsys.readouterr()
    assert said.out == ""
    assert "many: 100%" in said.err
    assert "7/7" in said.err


def test_what_is_done_in_a_second_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    count(7)
    assert "".join(capsys.readouterr()) == ""


@pytest.mark.parametrize("wrong", ["yes", 1, None])
def test_it_is_a_function_or_a_bool(wrong: object) -> None:
    with pytest.raises(TypeError, match="progress must be a function or a bool"), shown(1, progress=wrong):  # type: ignore[arg-type]
        pass
