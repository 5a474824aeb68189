"""The size of a picture of a view."""

from typing import Any

import numpy as np
import pytest

from iterscope.widget.picture_size import picture_size

VIEW = (960, 540)
MOST = 1 << 24


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ((None, None, None), (960, 540)), ((None, None, 2), (1920, 1080)), ((None, None, 0.5), (480, 270)),
        ((1280, None, None), (1280, 720)), ((None, 1080, None), (1920, 1080)), ((1000, 1000, None), (1000, 1000)),
        ((np.int64(96), None, None), (96, 54)), ((None, None, np.float32(2)), (1920, 1080)), ((1, None, None), (1, 1)),
    ],
)  # fmt: skip
def test_one_side_keeps_the_shape_and_a_scale_is_of_both(asked: Any, size: tuple[int, int]) -> None:
    assert picture_size(VIEW, *asked, MOST) == size


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ((0, None, None), ValueError, "width must be from 1"), ((None, -3, None), ValueError, "height must be from 1"),
        ((2.5, None, None), TypeError, "width must be an integer"), ((True, None, None), TypeError, "width"),
        ((None, None, 0), ValueError, "scale must be from"), ((None, None, float("nan")), ValueError, "scale must be finite"),
        ((None, None, 1e9), ValueError, "scale must be from"), ((None, None, "2"), TypeError, "scale must be a real number"),
        ((100, None, 2), TypeError, "not both"), ((10**5, None, None), ValueError, "width must be from 1 to 65536"),
        ((8000, 8000, None), ValueError, "at most 16777216 pixels, got 8000 x 8000"),
        ((None, None, 8), ValueError, "at most 16777216 pixels, got 7680 x 4320"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_size_is_refused(asked: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        picture_size(VIEW, *asked, MOST)
