"""External angles against fractions of Python, and what they name against tables."""

import copy
import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iterscope.dynamics import Angle, InternalAddress, bulb_angles, lamination


def orbit(angle: Fraction) -> tuple[list[Fraction], int]:
    """Return the doublings until they repeat, and the index of the one that comes again."""
    seen: list[Fraction] = []
    while angle not in seen:
        seen.append(angle)
        angle = 2 * angle % 1
    return seen, seen.index(angle)


def sides(angle: Fraction) -> str:
    low, high = angle / 2, (angle + 1) / 2
    return "".join("*" if x in {low, high} else "1" if low < x < high else "0" for x in orbit(angle)[0])


@given(st.integers(-500, 500), st.integers(1, 400))
def test_an_angle_is_a_fraction_that_doubles(numerator: int, denominator: int) -> None:
    angle, expected = Angle(numerator, denominator), Fraction(numerator, denominator) % 1
    assert angle == expected
    assert hash(angle) == hash(expected)
    points, first = orbit(expected)
    assert (angle.preperiod, angle.period) == (first, len(points) - first)
    assert angle.kneading_sequence.replace("(", "").replace(")", "") == sides(expected)
    for same in (
        Angle(expected),
        Angle(str(expected)),
        pickle.loads(pickle.dumps(angle)),  # noqa: S301
        copy.deepcopy(angle),
    ):
        assert (same, type(same), same.period) == (angle, Angle, angle.period)
    assert type(angle + 1) is Fraction


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((1 / 7,), TypeError, "angle must be a fraction such as '1/7', got 0.14"),
        ((True,), TypeError, "angle must be a fraction"),
        ((None,), TypeError, "angle must be a fraction"),
        ((1, 2.0), TypeError, "denominator must be a fraction"),
        (("0.5",), ValueError, "angle must be a fraction such as '1/7', got \"0.5\""),
        (("1_000",), ValueError, "angle must be a fraction such as '1/7', got \"1_000\""),
        (("1/1_000",), ValueError, "angle must be a fraction such as '1/7', got \"1/1_000\""),
        (("1/0",), ValueError, "angle must be a fraction with a denominator other than 0"),
        ((1, 0), ValueError, "angle must be a fraction with a denominator other than 0"),
        (
            ("1/1000000007",),
            ValueError,
            "angle must be an angle whose preperiod and period are together at most 65536",
        ),
        ((1, 10**9 + 7), ValueError, "at most 65536"),
        ((1, 1 << 70_000), ValueError, "at most 65536"),
        ((1 << 10**6, 3), ValueError, "at most 65536"),
        (("1" * 10**7,), ValueError, "at most 65536"),
    ],
)
def test_what_is_no_angle_is_refused(
    arguments: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        Angle(*arguments)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_long_angle_is_shown_as_what_makes_it_again() -> None:
    denominator = 2**20_000 - 1  # in decimals more digits than Python writes
    assert repr(Angle(1, denominator)) == f"Angle(0x1, {denominator:#x})"
    assert repr(Angle("1/7")) == "Angle(1, 7)"


def test_conjugates_of_all_components_are_the_leaves() -> None:
    leaves = lamination(9)
    pairs = list(leaves)
    assert len(leaves) == len(pairs) == 1 + 3 + 6 + 15 + 27 + 63 + 120 + 252
    assert leaves.turns == pytest.approx(np.array([[float(lower), float(upper)] for lower, upper in pairs]))
    for lower, upper in pairs:
        assert lower < upper
        assert lower.kneading_sequence == upper.kneading_sequence
        assert (lower.conjugates(), upper.conjugates()) == ((upper,), (lower,))
        address = InternalAddress.of(lower)
        assert address == InternalAddress.of(upper) == InternalAddress(str(address))
        assert InternalAddress(str(address)).angles == address.angles == (lower, upper)
        assert address.period == address.periods[-1] == lower.period


def test_leaves_do_not_cross() -> None:
    ends = sorted((end, leaf) for leaf, pair in enumerate(lamination(8)) for end in pair)
    opened: list[int] = []
    for _, leaf in ends:
        if opened and opened[-1] == leaf:
            opened.pop()
        else:
            assert leaf not in opened
            opened.append(leaf)
    assert not opened


def test_angles_of_a_misiurewicz_point_know_each_other() -> None:
    assert Angle("9/56").conjugates() == (Angle("11/56"), Angle("15/56"))
    assert Angle("5/12").conjugates() == (Angle("7/12"),)
    assert Angle("1/6").conjugates() == Angle("1/2").conjugates() == Angle(0).conjugates() == ()
    with pytest.raises(
        ValueError, match="angle must be periodic, or one whose preperiod and period are together at most"
    ):
        Angle(1, 5 << 1024).conjugates()


def test_bulbs_and_their_copies() -> None:
    assert bulb_angles(1, 3) == (Fraction(1, 7), Fraction(2, 7))
    assert bulb_angles(3, 8) == (Fraction(73, 255), Fraction(74, 255))
    assert Angle("1/2").tuned("4/7") == (Fraction(25, 56), Fraction(31, 56))
    assert Angle("2/3").tuned(Angle("1/7")) == (Fraction(17, 63),)
    last = Angle("1/3")
    for expected in ["2/5", "7/17", "106/257"]:
        (last,) = last.tuned("1/3")
        assert last == Fraction(expected)
    for p, q, message in [
        (1, 1, "q must be"),
        (0, 3, "p must be"),
        (2, 4, "p must be"),
        (1, 10**9, "q must be"),
    ]:
        with pytest.raises(ValueError, match=message):
            bulb_angles(p, q)
    with pytest.raises(ValueError, match="component must be an angle of preperiod 0, got 1/6"):
        Angle("1/3").tuned("1/6")


def test_addresses_say_what_is_wrong_with_them() -> None:
    assert str(InternalAddress("1 -> 2 -> 4")) == "1_1/2 2_1/2 4"
    assert InternalAddress("1").angles == (0, 0)
    assert InternalAddress.of("1/2", 4).periods == (1, 2, 3, 4)
    for text, message in [
        ("", "address must be an address that ends in a period"),
        ("1_1/3 2", "whose internal angle at 1, before 2, has denominator 2"),
        ("1_2/4 4", "address must be an address such as '1_1/2 2_1/2 3'"),
        ("1 2 4 5 6", "address must be that of a component"),
        ("1 1000000000", "of increasing periods from 1 to at most 4096"),
    ]:
        with pytest.raises(ValueError, match="address") as caught:
            InternalAddress(text)
        assert message in str(caught.value)
    with pytest.raises(TypeError, match="address must be a string"):
        InternalAddress(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_period must be from 1 to 65536, got 0"):
        InternalAddress.of("1/3", 0)
    for period in (1, 21, 10**9):
        with pytest.raises(ValueError, match="max_period must be from 2 to 20"):
            lamination(period)
