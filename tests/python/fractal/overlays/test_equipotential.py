"""Equipotentials of large grids are found strip by strip."""

import numpy as np
import pytest

from iterscope.fractal.overlays import equipotential


@pytest.mark.parametrize("shape", [(1, 9), (2, 3), (40, 31)])
@pytest.mark.parametrize("strip", [1, 31, 100])
def test_strips_make_the_curves_of_the_whole(
    shape: tuple[int, int], strip: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    nu = np.random.default_rng(3).normal(3, 0.2, size=shape)
    nu[nu > 3.4] = np.nan
    whole = equipotential.contours(nu)
    monkeypatch.setattr(equipotential, "STRIP", strip)
    parts = equipotential.contours(nu)
    found, expected = (
        {(k, *map(complex, ends), gap) for k, ends, gap in zip(*each, strict=True)} for each in (parts, whole)
    )
    assert found == expected
    assert len(parts[0]) == len(whole[0])
    assert len(whole[0]) > 99 or shape[0] < 3
