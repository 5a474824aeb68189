"""Zarr groups, read by zarr-python."""

from pathlib import Path

import numpy as np
import pytest
import zarr

from iterscope import BurningShip, Mandelbrot, Newton, View, open_pyramid
from iterscope.fractal.base import Fractal

from .small import DEEP, VIEW

QUIET = {"progress": False, "tile_size": 128}


@pytest.mark.parametrize("unit", ["plane", "pixel"])
def test_arrays_are_fields_of_their_level(tmp_path: Path, unit: str) -> None:
    wanted = ["count", "smooth", "distance", "period", "interior_distance"]
    Mandelbrot().to_zarr(tmp_path / "a.zarr", VIEW, (512, 512), wanted, unit=unit, **QUIET)
    group = zarr.open_group(tmp_path / "a.zarr", mode="r", zarr_format=3)
    steps = group.attrs["iterscope"]["saved"]["max_iter"]
    for level in range(3):
        side = 512 >> level
        own = Mandelbrot().fields(VIEW, (side, side), wanted, max_iter=steps, unit=unit)
        for name in wanted:
            array = group[f"{name}/{level}"]
            assert array.dtype == own[name].dtype
            assert array.metadata.dimension_names == ("y", "x")
            np.testing.assert_array_equal(array[:], own[name])


@pytest.mark.parametrize(
    ("fractal", "view", "name"),
    [
        (Newton([1, -1, 1j]), View(0, 2), "root"),
        (BurningShip(), View(-1.75, -3), "smooth"),
        (*DEEP, "smooth"),
    ],
    ids=["newton", "ship", "deep"],
)
def test_families_of_odd_sizes(tmp_path: Path, fractal: Fractal, view: View, name: str) -> None:
    fractal.to_zarr(tmp_path / "a", view, (131, 257), [name], **QUIET)
    with open_pyramid(tmp_path / "a") as pyramid:
        assert pyramid.shapes == ((131, 257), (66, 129), (33, 65))
        levels = pyramid.content.levels
        array = zarr.open_array(tmp_path / "a" / name / "0", mode="r")
        own = fractal.fields(view, (131, 257), [name], max_iter=pyramid.max_iter)[name]
        different = ~np.isclose(array[:], own, rtol=1e-9, atol=1e-9, equal_nan=True)
        assert different.mean() < 1e-3  # of one block: only its place is written in more digits
        box = levels.box(1, 1, 0)
        stored = zarr.open_array(tmp_path / "a" / name / "1", mode="r")
        cut = stored[box.top : box.bottom, box.left : box.right]
        np.testing.assert_array_equal(pyramid.tile(1, 1, 0)[name], cut)


def test_a_field_is_an_image_of_ome_ngff(tmp_path: Path) -> None:
    Mandelbrot().to_zarr(tmp_path / "a.zarr", VIEW, (256, 300), **QUIET)
    ome = zarr.open_group(tmp_path / "a.zarr" / "smooth", mode="r").attrs["ome"]
    assert ome["version"] == "0.5"
    (multiscales,) = ome["multiscales"]
    assert [axis["name"] for axis in multiscales["axes"]] == ["y", "x"]
    scales = [dataset["coordinateTransformations"] for dataset in multiscales["datasets"]]
    assert [dataset["path"] for dataset in multiscales["datasets"]] == ["0", "1", "2"]
    assert [scale[0]["scale"] for scale in scales] == [[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]
    assert [scale[1]["translation"] for scale in scales] == [[0.0, 0.0], [0.5, 0.5], [1.5, 1.5]]


def test_a_shard_holds_the_chunks_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iterscope.fractal.pyramids.levels.BLOCK", 256)
    Mandelbrot().to_zarr(tmp_path / "a.zarr", VIEW, (512, 640), ["count"], **QUIET)
    array = zarr.open_array(tmp_path / "a.zarr" / "count" / "0", mode="r")
    assert (array.shards, array.chunks) == ((256, 256), (128, 128))
    assert len(list((tmp_path / "a.zarr" / "count" / "0" / "c").glob("*/*"))) == 6
    steps = open_pyramid(tmp_path / "a.zarr").max_iter
    whole = Mandelbrot().escape_counts(VIEW, (512, 640), max_iter=steps)
    different = array[:] != whole
    assert different.mean() < 1e-4


def test_nothing_is_stored_where_nothing_is_defined(tmp_path: Path) -> None:
    Mandelbrot().to_zarr(tmp_path / "a.zarr", View(0, -4), (128, 128), ["smooth", "count"], **QUIET)
    assert not (tmp_path / "a.zarr" / "smooth" / "0" / "c").exists()
    assert np.isnan(zarr.open_array(tmp_path / "a.zarr" / "smooth" / "0", mode="r")[:]).all()
    assert (zarr.open_array(tmp_path / "a.zarr" / "count" / "0", mode="r")[:] > 0).all()
