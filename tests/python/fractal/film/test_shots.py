"""The pictures of films: every frame lies within one, whose pixels suit it."""

import math
from functools import cache
from itertools import pairwise

import pytest

from iterscope import Flight, View
from iterscope.fractal.film.shots import SOFTEST, Shot, parts, shots

SHAPE = (90, 160)
HOME = View(("-0.5", "0"), 1.5)
TIP = View(("0", "1"), width="1e-40")


@cache
def planned(views: tuple[View, ...], frames: int) -> tuple[list[View], list[Shot]]:
    flight = Flight(views)
    path = [flight.at(number / (frames - 1)) for number in range(frames)]
    stops = frozenset(round(stop * (frames - 1)) for stop in flight.stops)
    return path, shots(path, SHAPE, stops=stops)


FILMS = {
    "dive": ((HOME, TIP), 2000),
    "way back": ((TIP, HOME), 2000),
    "fast dive": ((HOME, TIP), 200),
    "pan": ((View(("-0.5", "0"), -4), View(("-0.6", "0.1"), -4)), 100),
    "far away": ((View(("-1.7", "0"), -30), View(("0.3", "0.5"), -20), View(("0.3", "0.5"), -50)), 1500),
    "at rest": ((HOME, HOME), 50),
}


@pytest.mark.parametrize("name", FILMS)
def test_each_frame_is_part_of_a_picture_that_is_sharp_enough(name: str) -> None:
    path, film = planned(*FILMS[name])
    assert [frame for shot in film for frame in shot.frames] == list(range(len(path)))
    for shot in film:
        for frame in shot.frames:
            left, top, width, height = shot.window(path[frame], SHAPE)
            assert left >= -1e-6
            assert top >= -1e-6
            assert left + width <= shot.shape[1] + 1e-6
            assert top + height <= shot.shape[0] + 1e-6
            assert SOFTEST - 1e-6 <= width / SHAPE[1] <= 1 / SOFTEST + 1e-6
            assert width / SHAPE[1] == pytest.approx(height / SHAPE[0])
            if shot.is_still:
                assert (left, top, width, height) == pytest.approx((0, 0, 160, 90))
                assert shot.view == path[frame]


@pytest.mark.parametrize("name", FILMS)
def test_pictures_are_no_more_work_than_frames(name: str) -> None:
    path, film = planned(*FILMS[name])
    pixels = sum(math.prod(shot.shape) for shot in film)
    assert pixels <= len(path) * math.prod(SHAPE)


def test_an_octave_costs_about_two_frames() -> None:
    _, film = planned((HOME, TIP), 6000)
    octaves = HOME.log2_width - TIP.log2_width
    assert 1.9 < sum(math.prod(shot.shape) for shot in film) / math.prod(SHAPE) / octaves < 2.8


def test_the_middle_of_a_soft_frame_has_a_finer_picture() -> None:
    path, film = planned((HOME, TIP), 2000)
    for shot, finer in pairwise(film):
        widest = max(path[frame].log2_width for frame in shot.frames)
        narrowest = min(path[frame].log2_width for frame in shot.frames)
        if not shot.is_still and widest - narrowest > 0.1:
            assert finer.log2_pixel < shot.log2_pixel


def test_frames_at_the_views_are_their_own_pictures() -> None:
    views = (HOME, View(("-0.75", "0.1"), -10), View(("0", "1"), -5))
    _, film = planned(views, 600)
    stills = {frame for shot in film if shot.is_still for frame in shot.frames}
    assert {0, 599} <= stills
    assert min(abs(frame - Flight(views).stops[1] * 599) for frame in stills) <= 0.5


def test_all_frames_can_be_pictures_of_their_own() -> None:
    path = [Flight([HOME, TIP]).at(number / 99) for number in range(100)]
    film = shots(path, SHAPE, stops=frozenset(), apart=True)
    assert all(shot.is_still for shot in film)
    assert [shot.view for shot in film] == path


def test_parts_have_so_many_frames_at_least() -> None:
    _, film = planned((HOME, TIP), 2000)
    cut = list(parts(film, 60))
    assert [number for part in cut for number in part] == list(range(len(film)))
    lengths = [sum(len(film[number].frames) for number in part) for part in cut]
    assert min(lengths[:-1]) >= 60
    assert max(lengths) < 150
