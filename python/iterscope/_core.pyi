"""The compiled core. Everything here is wrapped, validated and documented by the package."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, Self, TypeAlias, final, overload

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "MAX_ANGLE_LENGTH",
    "MAX_COLORS",
    "MAX_DEGREE",
    "MAX_ITER",
    "MAX_LAMINATION",
    "MAX_PERIOD",
    "MAX_PIXELS",
    "MAX_POINTS",
    "MAX_RAY_LEVELS",
    "MAX_RESULT_DIGITS",
    "MAX_RETURN",
    "MAX_STATES",
    "MAX_THREADS",
    "MAX_Z",
    "MIN_Z",
    "ROW_BLOCK",
    "TILE_SIZE",
    "Basins",
    "BayesianParameters",
    "BayesianPrior",
    "BernoulliChain",
    "BernoulliChainStatistics",
    "BernoulliParameters",
    "BernoulliStatistics",
    "Cancellation",
    "CancelledError",
    "CategoricalChain",
    "CategoricalChainStatistics",
    "CategoricalParameters",
    "CategoricalStatistics",
    "ClusterBounds",
    "ClusterStatistics",
    "Coloring",
    "FactorStatistics",
    "Factors",
    "Figure",
    "Formula",
    "Frozen",
    "GaussianChain",
    "GaussianChainStatistics",
    "KalmanStatistics",
    "LinearSystem",
    "Look",
    "MapStatistics",
    "Parameters",
    "PoissonChain",
    "PoissonChainStatistics",
    "PoissonParameters",
    "PoissonStatistics",
    "RegressionParameters",
    "Spider",
    "StudentParameters",
    "StudentStatistics",
    "SufficientStatistics",
    "Watch",
    "__version__",
    "address_angles",
    "attracting_cycle",
    "auto_max_iter",
    "axes",
    "bulb_angles",
    "center_distances",
    "check_cancelled",
    "cluster_statistics",
    "complex_region",
    "component",
    "component_point",
    "configure",
    "conjugates",
    "draw_density",
    "draw_samples",
    "draw_seed",
    "dynamic_ray",
    "encode_levels",
    "encode_png",
    "equipotential",
    "escape_counts",
    "expect_statistics",
    "exterior",
    "factor_statistics",
    "fields",
    "float64_region",
    "given_statistics",
    "impute",
    "internal_address",
    "julia_div",
    "kalman_paths",
    "kalman_statistics",
    "kmeans_plusplus",
    "kneading_sequence",
    "lamination",
    "landing_point",
    "level_max_iter",
    "lloyd_step",
    "log_densities",
    "lowest_misiurewicz",
    "lowest_nucleus",
    "make_angle",
    "map_statistics",
    "marginal_log_densities",
    "marginal_predict",
    "marginal_responsibilities",
    "marginal_statistics",
    "maximize_responsibilities",
    "maximize_statistics",
    "maximize_styled",
    "misiurewicz_near",
    "nucleus_near",
    "orbit",
    "paint",
    "paint_png",
    "parameter_ray",
    "parse_angle",
    "parse_internal_address",
    "predict",
    "principal_axes",
    "render",
    "render_png",
    "responsibilities",
    "runtime",
    "scalar_escape_counts",
    "seed_potentials",
    "set_threads",
    "sight",
    "tile_cover",
    "tile_fields",
    "tile_level",
    "tile_levels",
    "tile_max_iter",
    "tile_region",
    "tune",
    "view_region",
    "warp",
    "watch_otherwise",
]

MAX_ANGLE_LENGTH: Final = 65536
"""Most binary digits of an external angle until they repeat."""
MAX_COLORS: Final = 65536
"""Most colors of a palette."""
MAX_DEGREE: Final = 8
"""Largest degree of z -> z^d + c."""
MAX_ITER: Final = 10000000
"""Most iterations of one point."""
MAX_LAMINATION: Final = 20
"""Greatest period of a lamination."""
MAX_PERIOD: Final = 1048576
"""Longest period of a nucleus."""
MAX_PIXELS: Final = 268435456
"""Most pixels of one picture."""
MAX_POINTS: Final = 1048576
"""Most points of an equipotential."""
MAX_RAY_LEVELS: Final = 1000
"""Most halvings of the potential on a ray of a Julia set."""
MAX_RESULT_DIGITS: Final = 10000
"""Most decimal places of a parameter."""
MAX_RETURN: Final = 2000
"""Largest sum of preperiod and period that is looked for in a disc."""
MAX_STATES: Final = 32
"""Most states of a `LinearSystem`."""
MAX_THREADS: Final = 1024
"""Most threads."""
MAX_Z: Final = 43
"""Finest level of tiles that the float64 kernel addresses."""
MIN_Z: Final = -4
"""Coarsest level of tiles that the float64 kernel addresses."""
TILE_SIZE: Final = 256
"""Pixels along each side of a tile."""
__version__: Final[str]
"""That of the package."""

_Simd: TypeAlias = Literal["avx512", "avx2", "portable"]

class CancelledError(RuntimeError):
    """The computation was stopped by its `Cancellation`."""

@final
class Cancellation:
    """Stops the computations it was given to, and those that a thread begins within its ``with`` block."""

    def __new__(cls) -> Self: ...
    def __enter__(self) -> Self:
        """Work under this cancellation; of several blocks the innermost counts."""

    def __exit__(self, kind: object, error: object, traceback: object, /) -> None:
        """Work under the one before."""

    def cancel(self) -> None:
        """Ask the computations to stop; they then raise `CancelledError`."""

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""

@final
class Watch:
    """Is told how far the computations are that a thread makes within its ``with`` block.

    Parameters
    ----------
    told : callable
        ``told(done, total)`` is called on the thread that waits, ten times a second and at the end, in units
        of the computation's own, both 0 where nothing is counted. `check_cancelled` calls it, too, at most as
        often. What it raises ends the computation.
    ends : bool, default=True
        Whether it is called at the end of each computation that is counted.
    """

    def __new__(cls, told: Callable[[int, int], object], *, ends: bool = True) -> Self: ...
    def __enter__(self) -> Self:
        """Tell this one; of several blocks the innermost counts."""

    def __exit__(self, kind: object, error: object, traceback: object, /) -> None:
        """Tell the one before."""

def watch_otherwise(begin: Callable[[], Callable[[int, int], object] | None]) -> None:
    """Set what makes the one that is told of a computation that no `Watch` is entered for.

    Parameters
    ----------
    begin : callable
        Is called of each computation that lasts longer than a tenth of a second, on the thread that waits. It
        returns what is told as by a `Watch`, without the end, and has a method ``close``; or None.
    """

def check_cancelled() -> None:
    """Raise `CancelledError` if the cancellation that this thread works under was cancelled.

    Computations of the core do so by themselves; loops in Python call it between their blocks.
    """

def configure(*, n_threads: int | None = None, simd: str | None = None) -> None:
    """Set the number of threads and the instruction set of all later computations."""

def set_threads(n_threads: int | None = None) -> None:
    """Set the number of threads of all later computations, by default what the environment says."""

def runtime() -> tuple[int, _Simd, list[_Simd]]:
    """Return the number of threads, the instruction set in use, and all that this processor has."""

_Samples: TypeAlias = NDArray[np.float64] | NDArray[np.float32]
"""C-contiguous, shape (n_samples, n_features); single precision is made double a few rows at a time."""
_Region: TypeAlias = tuple[float, float, float, float]
"""Left, right, bottom, top."""
_View: TypeAlias = tuple[tuple[str, str], float]
"""The center as decimal strings, and log2 of the width: exact at any depth.

The samples are the centers of square pixels.
"""
_Area: TypeAlias = _Region | _View
"""What is sampled; for a view ``grid`` means nothing."""
_Shape: TypeAlias = tuple[int, int]
"""Height and width."""
_Tile: TypeAlias = tuple[int, int, int]
"""Level, column and row, counted upwards; integers of any size."""

_Parameter: TypeAlias = int | complex | tuple[str, str] | Sequence[complex]
"""An integer; a complex number; the decimal strings of its parts, of any length; several complex numbers.

A complex number stands for the shortest decimal number that is read as it.
"""

@final
class Formula:
    """A formula of the core's registry, checked once.

    Parameters
    ----------
    kind : str
        Its name, such as ``"julia"``.
    parameters : mapping of str to int, complex, pair of decimal strings, or several complex
        Its parameters; one that has a default may be left out.

    Raises
    ------
    TypeError
        If a parameter is not a number.
    ValueError
        If there is no such formula, or a parameter is missing, unknown or out of range.
    """

    def __new__(cls, kind: str, parameters: Mapping[str, _Parameter]) -> Self: ...
    @property
    def kind(self) -> str:
        """The formula's name."""

    @property
    def parameters(self) -> dict[str, _Parameter]:
        """The formula's parameters by name, without those that have their defaults."""

    @property
    def degree(self) -> int:
        """The degree of the map."""

    @property
    def pace(self) -> float:
        """How many times as fast as usual the colors of its counts change."""

    @property
    def fields(self) -> list[str]:
        """Names of the fields that it has."""

    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...

@final
class Coloring:
    """A palette and how counts are laid over it.

    Parameters
    ----------
    palette : ndarray of uint8, shape (n, 3)
        Red, green and blue, 2 to `MAX_COLORS` colors.
    scale : {"range", "cycle"}
        Once from `min_iter` to the largest count, or one color a count over and over, the last one for points
        that do not escape.
    min_iter : int, default=0
        With ``"range"``: counts up to this one get the first color.

    Raises
    ------
    ValueError
        If `palette` or `scale` is not of that form.
    """

    def __new__(
        cls, palette: NDArray[np.uint8], scale: Literal["range", "cycle"], *, min_iter: int = 0
    ) -> Self: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...

def level_max_iter(level: int) -> int:
    """Return the number of iterations that "auto" means for tiles of this level, whatever they show.

    Orbits near a Julia set take a number of steps to escape that grows with the logarithm of the distance.
    """

def auto_max_iter(formula: Formula, region: _Area, shape: _Shape) -> int:
    """Return the number of iterations that "auto" means for a picture: what some of its pixels show.

    Raises
    ------
    ValueError
        If float64 is too coarse for the pixels of a region, or of a view of a family that is not deep.
    CancelledError
        If it was cancelled.
    """

def tile_max_iter(formula: Formula, tile: _Tile) -> int:
    """Return the number of iterations that "auto" means for a tile; else as `auto_max_iter`."""

def escape_counts(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    grid: str,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint32]:
    """Return the escape counts, shape (height, width)."""

def scalar_escape_counts(
    formula: Formula,
    region: _Region,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    grid: str,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint32]:
    """Return the same counts, found one point and one step after the other on one thread."""

def fields(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    fields: Sequence[str],
    max_iter: int,
    bailout: float,
    grid: str,
    cancellation: Cancellation | None = None,
) -> dict[str, NDArray[np.uint32] | NDArray[np.float64]]:
    """Return these fields of each sample, shape (height, width).

    ``count``, ``period`` and ``root`` are whole: `max_iter` where the orbit does not escape, and 0 where
    there is no cycle or root; the others are NaN where they are not defined. ``distance`` and
    ``interior_distance`` are in widths of a pixel, angles are turns in [0, 1). All but ``count`` have a
    bailout radius of at least 1000.

    Raises
    ------
    ValueError
        If the formula lacks one of the fields.
    """

def encode_levels(levels: NDArray[np.uint32]) -> bytes:
    """Return C-contiguous integers, shape (height, width), as a grey PNG.

    It is ``width`` wide, and ``height`` high for each byte that the largest number needs: plane p from the
    top holds byte p of each number, the lowest first.
    """

def render(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    coloring: Coloring,
    grid: str,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint8]:
    """Return the colored picture, shape (height, width, 3)."""

def render_png(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    coloring: Coloring,
    grid: str,
    cancellation: Cancellation | None = None,
) -> bytes:
    """Return the colored picture as a PNG."""

@final
class Look:
    """What of a pixel is colored, and how.

    Parameters
    ----------
    palette : ndarray of uint8, shape (n, 3)
        Once through a colormap: red, green and blue, 2 to `MAX_COLORS` colors. 256 greys that are not cyclic
        are the article's: counts go through them once.
    cyclic : bool
        Whether the first color follows the last one; colors that repeat go there and back otherwise.
    color_by : {"count", "smooth", "histogram", "distance", "final_angle", "trap", "root"}
        What the color of a pixel outside goes by.
    density : float
        How many times as fast as usual colors change, 1/64 to 64.
    offset : float
        By how many turns the palette is turned.
    light : float
        Strength of the light, 0 to 1.
    interior : {"flat", "period", "internal_angle", "distance"}
        What the color of a pixel inside goes by.
    among : (ndarray of uint32, ndarray of uint32 or None), optional
        What `sight` returns of some picture, which colors follow instead of what is painted.

    Raises
    ------
    ValueError
        If an argument is not of that form.
    """

    def __new__(
        cls,
        palette: NDArray[np.uint8],
        *,
        cyclic: bool,
        color_by: str,
        density: float,
        offset: float,
        light: float,
        interior: str,
        among: _Sight | None = None,
    ) -> Self: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def fields(self, formula: Formula) -> list[str]:
        """Return the fields that it goes by, of those that the formula has."""

def paint(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    look: Look,
    antialias: int,
    grid: str,
    rows: tuple[int, int] | None = None,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint8]:
    """Return a picture by any field, shape (height, width, 3), or its rows from one up to another.

    Each pixel is the mean light of antialias² samples. What goes by a field that the formula lacks is left
    out.

    Raises
    ------
    ValueError
        If `rows` are none of the picture's, the formula lacks the field that colors go by, `antialias` is
        not 1, 2 or 4, or it is more than 1 and `grid` is not "pixel".
    """

def paint_png(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    look: Look,
    antialias: int,
    grid: str,
    cancellation: Cancellation | None = None,
) -> bytes:
    """Return the picture of `paint` as a PNG."""

_Sight: TypeAlias = tuple[NDArray[np.uint32], NDArray[np.uint32] | None]

def sight(
    formula: Formula,
    region: _Area,
    shape: _Shape,
    *,
    max_iter: int,
    bailout: float,
    antialias: int,
    grid: str,
    cancellation: Cancellation | None = None,
) -> _Sight:
    """Return what colors of a picture of `paint` follow: smooth counts of some samples, and their fractions.

    They are the integers of `tile_fields`; the fractions are None if the formula has none.

    Raises
    ------
    ValueError
        If the formula has no smooth counts, or `antialias` is more than 1 and `grid` is not "pixel".
    """

def encode_png(
    counts: NDArray[np.uint32],
    *,
    max_iter: int,
    coloring: Coloring,
    cancellation: Cancellation | None = None,
) -> bytes:
    """Return counts (height, width), colored as by `render`, as a PNG."""

def axes(region: _Region, shape: _Shape, grid: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the real parts of the columns and the imaginary parts of the rows, the top row first."""

def float64_region(tile: _Tile) -> _Region:
    """Return the region of a tile in float64, exactly.

    Raises
    ------
    ValueError
        If float64 cannot address the tile's pixels.
    """

def tile_region(tile: _Tile) -> list[str]:
    """Return left, right, bottom and top of a tile as decimal strings, exactly."""

def tile_level(log2_width: float, width: int) -> int:
    """Return the coarsest level whose pixels are at most a fifth larger than those of a view."""

def tile_cover(center: tuple[str, str], log2_width: float, shape: _Shape, z: int) -> list[_Tile]:
    """Return the tiles of a level that a view touches, row by row from the lower left, exactly.

    Raises
    ------
    ValueError
        If `center` is no pair of decimal strings, or there are more than 2**20 tiles.
    """

def view_region(center: tuple[str, str], log2_width: float, shape: _Shape) -> _Region:
    """Return the region of a view, each bound the nearest float64.

    Raises
    ------
    ValueError
        If `center` is no pair of decimal strings, or float64 has ended.
    """

def tile_fields(
    formula: Formula,
    tile: _Tile,
    *,
    fields: Sequence[str],
    max_iter: int,
    bailout: float,
    cancellation: Cancellation | None = None,
) -> dict[str, bytes]:
    """Return what a tile holds of its pixels: integers, encoded as by `encode_levels`.

    Each is 0 where the field is not defined, and else
    ``count``: one more than it is; ``smooth``: max(1, round(256 (nu + 16))); ``distance``,
    ``interior_distance``: 1 + round(32 (log2(d / pixel) + 8)), at most 1023; ``trap``:
    1 + round(64 (log2(t) + 16)), at most 1501; ``angle``, ``final_angle``, ``internal_angle``:
    1 + floor(252 turns); ``period``; ``root``: 1 + its index.

    Raises
    ------
    ValueError
        If float64 cannot address the tile, or the formula lacks one of the fields.
    """

def tile_levels(
    formula: Formula,
    tile: _Tile,
    shape: _Shape,
    *,
    fields: Sequence[str],
    max_iter: int,
    bailout: float,
    cancellation: Cancellation | None = None,
) -> dict[str, NDArray[np.uint32]]:
    """Return the integers of `tile_fields`, for a tile's square in pixels of this shape (height, width)."""

def complex_region(bounds: tuple[float, float, float, float], resolution: int) -> NDArray[np.complex128]:
    """Return the points of the article's region, shape (columns, rows)."""

def julia_div(
    c_0: complex,
    threshold: float,
    n_iterations: tuple[int, int],
    resolution: int,
    bounds: tuple[float, float, float, float],
) -> NDArray[np.float64]:
    """Return the article's divergence of the region's points, shape (columns, rows)."""

_CovarianceType: TypeAlias = Literal["full", "tied", "diag", "spherical"]

ROW_BLOCK: int
"""Rows of the fixed blocks in which every pass over the samples is cut.

Statistics of consecutive chunks of this many rows, added in order, have the bits of those of the whole.
"""

@final
class Parameters:
    """Weights, means and covariances of a Gaussian mixture, validated and factorised once.

    Parameters
    ----------
    weights : ndarray of shape (n_components,)
        Mixing weights: finite, not negative, not all zero. A density takes them as they are.
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray
        Shape (n_components, n_features, n_features) for ``"full"``, (n_features, n_features) for ``"tied"``,
        (n_components, n_features) for ``"diag"``, (n_components,) for ``"spherical"``.
        Of a matrix only the lower triangle is read.
    covariance_type : {"full", "tied", "diag", "spherical"}

    Raises
    ------
    ValueError
        On a wrong shape, a value that is not finite, and, with the component named, a covariance that is not
        positive definite.
    """

    def __new__(
        cls,
        weights: NDArray[np.float64],
        means: NDArray[np.float64],
        covariances: NDArray[np.float64],
        covariance_type: str,
    ) -> Parameters: ...
    @staticmethod
    def from_precisions(
        weights: NDArray[np.float64],
        means: NDArray[np.float64],
        precisions: NDArray[np.float64],
        covariance_type: str,
    ) -> Parameters:
        """As the constructor, from the inverses of the covariances (in the same shapes)."""

    def __reduce__(self) -> tuple[Callable[[bytes], Parameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> Parameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights, shape (n_components,); a fresh array, as all of these."""

    @property
    def means(self) -> NDArray[np.float64]:
        """Means, shape (n_components, n_features)."""

    @property
    def covariances(self) -> NDArray[np.float64]:
        """Covariances in the shape of their type."""

    @property
    def precisions_cholesky(self) -> NDArray[np.float64]:
        """Upper triangular U with precision = U U^T, or inverse standard deviations.

        Shape as the covariances.
        """

    kind: Final = "gaussian_mixture"
    """Name of this kind of mixture in every registry."""

    @property
    def covariance_type(self) -> _CovarianceType:
        """Type of the components' covariances."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class SufficientStatistics:
    """Weighted sums over samples about the means of the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint samples add up: ``a + b``.
    """

    @staticmethod
    def of(
        parameters: Parameters, weight: float, *, reg_covar: float, relative: bool = False
    ) -> SufficientStatistics:
        """Return the sums of samples that an M step has made parameters of.

        Parameters
        ----------
        parameters : Parameters
        weight : float
            Of those samples in all.
        reg_covar : float
            Of that M step; it is taken off the variances.
        relative : bool, default=False
            Whether it is in units of the variance of each feature.

        Returns
        -------
        SufficientStatistics
            About the means of the parameters.

        Raises
        ------
        ValueError
            If the weight is not positive and finite.
        """

    def about(self, parameters: Parameters) -> SufficientStatistics:
        """Return the same sums about the means of other parameters, whose own sums can be added then.

        Parameters
        ----------
        parameters : Parameters

        Returns
        -------
        SufficientStatistics

        Raises
        ------
        ValueError
            If their shape is another.
        """

    @property
    def shift(self) -> NDArray[np.float64]:
        """The means that the moments are taken about, shape (n_components, n_features)."""

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """Sums of the responsibilities r, shape (n_components,)."""

    @property
    def first(self) -> NDArray[np.float64]:
        """Sums of r (x - shift), shape (n_components, n_features)."""

    @property
    def second(self) -> NDArray[np.float64]:
        """Sums of r (x - shift) (x - shift)^T.

        Shape (n_components, n_features, n_features) for ``"full"`` and ``"tied"``; only its diagonal, shape
        (n_components, n_features), for ``"diag"`` and ``"spherical"``.
        """

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log densities of the samples."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    @property
    def n_samples(self) -> int:
        """Number of samples."""

    @property
    def covariance_type(self) -> _CovarianceType:
        """Of the parameters that made them."""

    def __add__(self, value: SufficientStatistics, /) -> SufficientStatistics:
        """Merge; `ValueError` if the two are about different parameters."""

    def __radd__(self, value: SufficientStatistics, /) -> SufficientStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], SufficientStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> SufficientStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class StudentParameters:
    """Weights, means, scale matrices and degrees of freedom of a mixture of t distributions.

    Parameters
    ----------
    gaussian : Parameters
        Weights, means, and the scale matrices as covariances.
    degrees_of_freedom : ndarray of shape (n_components,)
        Positive and finite.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(cls, gaussian: Parameters, degrees_of_freedom: NDArray[np.float64]) -> StudentParameters: ...
    def __reduce__(self) -> tuple[Callable[[bytes], StudentParameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> StudentParameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def gaussian(self) -> Parameters:
        """Weights, means, and the scale matrices as covariances."""

    @property
    def degrees_of_freedom(self) -> NDArray[np.float64]:
        """Degrees of freedom, shape (n_components,); a fresh array."""

    kind: Final = "student_mixture"
    """Name of this kind of mixture in every registry."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class StudentStatistics:
    """Weighted sums over samples, about the means of the parameters whose E step made them."""

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """Sums of the responsibilities, shape (n_components,)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the log densities of the samples."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    @property
    def n_samples(self) -> int:
        """Number of samples that weigh something."""

    def maximize(
        self, *, reg_covar: float, relative: bool = False, degrees_of_freedom: Sequence[float] | None = None
    ) -> tuple[StudentParameters, list[int]]:
        """M step: the new parameters, and the degenerate components.

        Parameters
        ----------
        reg_covar : float
            Added to the diagonals of the scale matrices.
        relative : bool, default=False
            Whether `reg_covar` is in units of the variance of the data in each feature.
        degrees_of_freedom : sequence of float, default=None
            Of each component, from 0.1 to 200; by default they are estimated, within these bounds.

        Raises
        ------
        ValueError
            If one of them is out of range, or a scale matrix is not positive definite.
        """

    def __add__(self, value: StudentStatistics, /) -> StudentStatistics:
        """Add those of the samples that follow, about the same parameters; otherwise `ValueError`."""

    def __radd__(self, value: StudentStatistics, /) -> StudentStatistics:
        """Add, the other ones first."""

    def __reduce__(self) -> tuple[Callable[[bytes], StudentStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> StudentStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class BayesianPrior:
    """What is known of the parameters of a Bayesian mixture of Gaussians before the samples.

    Parameters
    ----------
    process : bool
        Whether the weights have a Dirichlet process, cut off, instead of a Dirichlet distribution.
    weight_concentration, mean_precision : float
        Positive.
    mean : ndarray of shape (n_features,)
    degrees_of_freedom : float
        More than ``n_features - 1``.
    covariance : ndarray
        That of one component, in the shape of its type.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    reg_covar : float
        Added to the variances of the samples of each component.
    relative : bool, default=False
        Whether `reg_covar` is in units of the variance of the data in each feature.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(
        cls,
        *,
        process: bool,
        weight_concentration: float,
        mean_precision: float,
        mean: NDArray[np.float64],
        degrees_of_freedom: float,
        covariance: NDArray[np.float64],
        covariance_type: str,
        reg_covar: float,
        relative: bool = False,
    ) -> BayesianPrior: ...
    def posterior(
        self,
        masses: NDArray[np.float64],
        means: NDArray[np.float64],
        covariances: NDArray[np.float64],
    ) -> BayesianParameters:
        """Distribution of the parameters, given what belongs to each component.

        Parameters
        ----------
        masses : ndarray of shape (n_components,)
            Sums of the responsibilities.
        means : ndarray of shape (n_components, n_features)
        covariances : ndarray
            In the shape of their type.

        Raises
        ------
        ValueError
            If shapes do not match, a mass is negative, or a covariance is not positive definite.
        """

    def maximize(
        self, before: BayesianParameters, statistics: SufficientStatistics
    ) -> tuple[BayesianParameters, float]:
        """M step: the new parameters, and the lower bound of the evidence with them.

        Parameters
        ----------
        before : BayesianParameters
            Those of the E step.
        statistics : SufficientStatistics
            What it found.

        Raises
        ------
        ValueError
            If the statistics are those of other parameters, or a covariance is not positive definite.
        """

@final
class BayesianParameters:
    """What is known of the parameters of a mixture of Gaussians after the samples.

    Parameters
    ----------
    weight_concentration : sequence of sequence of float
        One for a Dirichlet distribution, two for a Dirichlet process; each of ``n_components`` values.
    mean_precision : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
    degrees_of_freedom : ndarray of shape (n_components,)
    covariances : ndarray
        Inverses of the expected precisions, in the shape of their type.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(
        cls,
        weight_concentration: Sequence[Sequence[float] | NDArray[np.float64]],
        mean_precision: NDArray[np.float64],
        means: NDArray[np.float64],
        degrees_of_freedom: NDArray[np.float64],
        covariances: NDArray[np.float64],
        covariance_type: str,
    ) -> BayesianParameters: ...
    def __reduce__(self) -> tuple[Callable[[bytes], BayesianParameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> BayesianParameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def gaussian(self) -> Parameters:
        """Expected weights and means, and the inverses of the expected precisions."""

    @property
    def weight_concentration(self) -> list[NDArray[np.float64]]:
        """One array for a Dirichlet distribution, two for a Dirichlet process."""

    @property
    def log_weights(self) -> NDArray[np.float64]:
        """What an E step adds to the log densities of the Gaussians, shape (n_components,)."""

    @property
    def mean_precision(self) -> NDArray[np.float64]:
        """How many samples each mean is worth, shape (n_components,)."""

    @property
    def degrees_of_freedom(self) -> NDArray[np.float64]:
        """Those of the precisions' Wishart distributions, shape (n_components,)."""

    kind: Final = "bayesian_gaussian_mixture"
    """Name of this kind of mixture in every registry."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class RegressionParameters:
    """Weights, lines and the variances about them of a mixture of regressions, validated once.

    Parameters
    ----------
    weights : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
        A point of each line, with the target last.
    coefficients : ndarray of shape (n_components, n_features - 1)
        Slopes.
    variances : ndarray of shape (n_components,)
        Of the target about the lines.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(
        cls,
        weights: NDArray[np.float64],
        means: NDArray[np.float64],
        coefficients: NDArray[np.float64],
        variances: NDArray[np.float64],
    ) -> RegressionParameters: ...
    @staticmethod
    def maximize(
        statistics: SufficientStatistics, *, reg_covar: float
    ) -> tuple[RegressionParameters, list[int]]:
        """M step: the new parameters, and the degenerate components.

        Parameters
        ----------
        statistics : SufficientStatistics
            Of full covariances.
        reg_covar : float
            Added to the variances about the lines.

        Raises
        ------
        ValueError
            If there are no samples, or a variance is 0.
        """

    def __reduce__(self) -> tuple[Callable[[bytes], RegressionParameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> RegressionParameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights, shape (n_components,); a fresh array, as all of these."""

    @property
    def means(self) -> NDArray[np.float64]:
        """A point of each line, shape (n_components, n_features)."""

    @property
    def coefficients(self) -> NDArray[np.float64]:
        """Slopes, shape (n_components, n_features - 1)."""

    @property
    def variances(self) -> NDArray[np.float64]:
        """Variances of the target about the lines, shape (n_components,)."""

    kind: Final = "mixture_of_regressions"
    """Name of this kind of mixture in every registry."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features, with the target."""

@final
class BernoulliParameters:
    """Weights and probabilities of success of a mixture of Bernoulli distributions, validated once.

    Parameters
    ----------
    weights : ndarray of shape (n_components,)
        Mixing weights: finite, not negative, not all zero. A density takes them as they are.
    probabilities : ndarray of shape (n_components, n_features)
        From 0 to 1. At 0 or 1 nothing else is possible under the component.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(
        cls, weights: NDArray[np.float64], probabilities: NDArray[np.float64]
    ) -> BernoulliParameters: ...
    @staticmethod
    def maximize(
        X: _Samples,
        responsibilities: NDArray[np.float64],
        sample_weight: NDArray[np.float64] | None = None,
        *,
        floor: float = 1e-10,
        cancellation: Cancellation | None = None,
    ) -> tuple[BernoulliParameters, list[int]]:
        """M step from given responsibilities (n_samples, n_components), in C or Fortran order.

        Otherwise as `BernoulliStatistics.maximize`.
        """

    def __reduce__(self) -> tuple[Callable[[bytes], BernoulliParameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> BernoulliParameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights, shape (n_components,); a fresh array, as all of these."""

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probabilities of success, shape (n_components, n_features)."""

    kind: Final = "bernoulli_mixture"
    """Name of this kind of mixture in every registry."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class Factors:
    """The parameters of a factor model, validated once: ``x = mean + W z + e``.

    Parameters
    ----------
    mean : ndarray of shape (n_features,)
    loadings : ndarray of shape (n_features, n_components)
        W.
    noise_variance : ndarray of shape (n_features,)
        Of e: finite and positive.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(
        cls,
        mean: NDArray[np.float64],
        loadings: NDArray[np.float64],
        noise_variance: NDArray[np.float64],
    ) -> Factors: ...
    def __reduce__(self) -> tuple[Callable[[bytes], Factors], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> Factors:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean, shape (n_features,); a fresh array, as all of these."""

    @property
    def loadings(self) -> NDArray[np.float64]:
        """W, shape (n_features, n_components)."""

    @property
    def noise_variance(self) -> NDArray[np.float64]:
        """Variances of the noises, shape (n_features,)."""

    @property
    def n_components(self) -> int:
        """Number of factors."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class FactorStatistics:
    """What the covariance of samples says of the factors, by unit of sample weight."""

    @property
    def log_density(self) -> float:
        """Mean natural log density of the samples."""

    def maximize(self, noise: Literal["diag", "spherical"], *, floor: float) -> tuple[Factors, list[int]]:
        """M step: the new parameters, and features whose noise is at its floor.

        Parameters
        ----------
        noise : {'diag', 'spherical'}
        floor : float
            The least share of a feature's variance that is noise.
        """

def factor_statistics(
    covariance: NDArray[np.float64], factors: Factors, *, cancellation: Cancellation | None = None
) -> FactorStatistics:
    """E step of a factor model, on the covariance (n_features, n_features) of samples about its mean."""

@final
class LinearSystem:
    """The parameters of a linear dynamical system, validated once.

    ``x[0] ~ N(m, P)``, ``x[t+1] = F x[t] + N(0, Q)``, ``y[t] = H x[t] + N(0, R)``. Without `initial_mean` and
    `initial_covariance` nothing is known of the first state: a diffuse start.

    Parameters
    ----------
    transition : ndarray of shape (n_states, n_states)
        F.
    transition_covariance : ndarray of shape (n_states, n_states)
        Q, symmetric and positive semidefinite, as all covariances.
    observation : ndarray of shape (n_features, n_states)
        H; at most `MAX_STATES` columns.
    observation_covariance : ndarray of shape (n_features, n_features)
        R.
    initial_mean : ndarray of shape (n_states,), default=None
        m.
    initial_covariance : ndarray of shape (n_states, n_states), default=None
        P.

    Raises
    ------
    ValueError
        On shapes that do not match, values that are not finite, and what is no covariance.
    """

    def __new__(
        cls,
        transition: NDArray[np.float64],
        transition_covariance: NDArray[np.float64],
        observation: NDArray[np.float64],
        observation_covariance: NDArray[np.float64],
        initial_mean: NDArray[np.float64] | None = None,
        initial_covariance: NDArray[np.float64] | None = None,
    ) -> LinearSystem: ...
    def __reduce__(self) -> tuple[Callable[[bytes], LinearSystem], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> LinearSystem:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def transition(self) -> NDArray[np.float64]:
        """F, shape (n_states, n_states); a fresh array, as all of these."""

    @property
    def transition_covariance(self) -> NDArray[np.float64]:
        """Q, shape (n_states, n_states)."""

    @property
    def observation(self) -> NDArray[np.float64]:
        """H, shape (n_features, n_states)."""

    @property
    def observation_covariance(self) -> NDArray[np.float64]:
        """R, shape (n_features, n_features)."""

    @property
    def initial_mean(self) -> NDArray[np.float64]:
        """Mean of the first state, shape (n_states,); zeros of a diffuse start."""

    @property
    def initial_covariance(self) -> NDArray[np.float64]:
        """Covariance of the first state, shape (n_states, n_states); the identity of a diffuse start."""

    @property
    def diffuse(self) -> bool:
        """Whether nothing is known of the first state."""

    @property
    def n_states(self) -> int:
        """Number of states."""

    @property
    def n_features(self) -> int:
        """Number of values of a row."""

@final
class KalmanStatistics:
    """Expected sums over sequences, with the system whose E step made them. They add up: ``a + b``."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log densities of all rows."""

    @property
    def weight(self) -> float:
        """Weighted number of rows."""

    @property
    def n_sequences(self) -> int:
        """Number of sequences."""

    def maximize(
        self,
        frozen: Sequence[NDArray[np.bool_]],
        covariance_types: tuple[str, str] = ...,
    ) -> tuple[LinearSystem, list[int]]:
        """M step: the new system, and states of which nothing is learnt.

        Parameters
        ----------
        frozen : sequence of six ndarray of bool
            Entries of F, Q, H, R, of m as a row, and of P that stay.
        covariance_types : pair of {'full', 'diag', 'spherical'}
            Of Q and of R.
        """

    def __add__(self, value: KalmanStatistics, /) -> KalmanStatistics:
        """Append the sums over the sequences that follow; `ValueError` unless of the same system."""

    def __radd__(self, value: KalmanStatistics, /) -> KalmanStatistics:
        """Append, the other ones first."""

    def __reduce__(self) -> tuple[Callable[[bytes], KalmanStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> KalmanStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

def kalman_statistics(
    X: _Samples,
    lengths: Sequence[int],
    system: LinearSystem,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> KalmanStatistics:
    """E step of a linear dynamical system: filter and smoother over sequences of rows.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        NaN where a value is missing.
    lengths : sequence of int
        Rows of each sequence.
    system : LinearSystem
    sample_weight : ndarray of shape (n_samples,), default=None
        The weight of a sequence is that of its first row.
    cancellation : Cancellation, default=None

    Raises
    ------
    ValueError
        Where sizes do not match, values are infinite, a row is certain beforehand, states overflow, or rows
        do not tell a diffuse first state.
    """

def kalman_paths(
    X: _Samples,
    lengths: Sequence[int],
    system: LinearSystem,
    *,
    smooth: bool,
    cancellation: Cancellation | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Means and covariances of the states, and log densities of the rows, each given those before.

    Of each state given the rows up to its own, or, to `smooth`, all rows of its sequence. Otherwise as
    `kalman_statistics`.
    """

@final
class BernoulliStatistics:
    """Weighted sums over samples, with the probabilities of the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint samples add up: ``a + b``.
    """

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """Sums of the responsibilities r, shape (n_components,)."""

    @property
    def first(self) -> NDArray[np.float64]:
        """Sums of r x, shape (n_components, n_features)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log probabilities of the samples."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    @property
    def n_samples(self) -> int:
        """Number of samples."""

    def maximize(self, *, floor: float = 1e-10) -> tuple[BernoulliParameters, list[int]]:
        """M step.

        Parameters
        ----------
        floor : float
            Least distance of a probability from 0 and 1. At zero it may be 0 or 1, which no step changes.

        Returns
        -------
        parameters : BernoulliParameters
        degenerate : list of int
            Components that are empty, which keep their probabilities.

        Raises
        ------
        ValueError
            If the floor is not from 0 to below 0.5.
        """

    def __add__(self, value: BernoulliStatistics, /) -> BernoulliStatistics:
        """Merge; `ValueError` if the two are about different parameters."""

    def __radd__(self, value: BernoulliStatistics, /) -> BernoulliStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], BernoulliStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> BernoulliStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class CategoricalParameters:
    """Weights and probabilities of the categories of a mixture of categorical distributions, validated once.

    Parameters
    ----------
    weights : ndarray of shape (n_components,)
        Mixing weights: finite, not negative, not all zero. A density takes them as they are.
    probabilities : ndarray of shape (n_components, n_features, n_categories)
        They sum to one in each feature. What has the probability 0 is impossible under the component.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(
        cls, weights: NDArray[np.float64], probabilities: NDArray[np.float64]
    ) -> CategoricalParameters: ...
    @staticmethod
    def maximize(
        X: _Samples,
        responsibilities: NDArray[np.float64],
        sample_weight: NDArray[np.float64] | None = None,
        *,
        n_categories: int,
        floor: float = 1e-10,
        cancellation: Cancellation | None = None,
    ) -> tuple[CategoricalParameters, list[int]]:
        """M step from given responsibilities (n_samples, n_components), in C or Fortran order.

        Otherwise as `CategoricalStatistics.maximize`.
        """

    def __reduce__(self) -> tuple[Callable[[bytes], CategoricalParameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> CategoricalParameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights, shape (n_components,); a fresh array, as all of these."""

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probabilities of the categories, shape (n_components, n_features, n_categories)."""

    kind: Final = "categorical_mixture"
    """Name of this kind of mixture in every registry."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class CategoricalStatistics:
    """Weighted sums over samples, with the probabilities of the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint samples add up: ``a + b``.
    """

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """Sums of the responsibilities r, shape (n_components,)."""

    @property
    def first(self) -> NDArray[np.float64]:
        """Sums of r for each category, shape (n_components, n_features * n_categories)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log probabilities of the samples."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    @property
    def n_samples(self) -> int:
        """Number of samples."""

    def maximize(self, *, floor: float = 1e-10) -> tuple[CategoricalParameters, list[int]]:
        """M step.

        Parameters
        ----------
        floor : float
            Least probability. At zero it may be 0, which no step changes.

        Returns
        -------
        parameters : CategoricalParameters
        degenerate : list of int
            Components that are empty, which keep their probabilities.

        Raises
        ------
        ValueError
            If the floor is not from 0 to below 1 / n_categories.
        """

    def __add__(self, value: CategoricalStatistics, /) -> CategoricalStatistics:
        """Merge; `ValueError` if the two are about different parameters."""

    def __radd__(self, value: CategoricalStatistics, /) -> CategoricalStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], CategoricalStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> CategoricalStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class PoissonParameters:
    """Weights and rates of a mixture of Poisson distributions, validated once.

    Parameters
    ----------
    weights : ndarray of shape (n_components,)
        Mixing weights: finite, not negative, not all zero. A density takes them as they are.
    rates : ndarray of shape (n_components, n_features)
        Finite, not negative. At 0 only the count 0 is possible under the component.

    Raises
    ------
    ValueError
        On a wrong shape, and on a value that is out of range.
    """

    def __new__(cls, weights: NDArray[np.float64], rates: NDArray[np.float64]) -> PoissonParameters: ...
    @staticmethod
    def maximize(
        X: _Samples,
        responsibilities: NDArray[np.float64],
        sample_weight: NDArray[np.float64] | None = None,
        *,
        floor: float = 1e-10,
        cancellation: Cancellation | None = None,
    ) -> tuple[PoissonParameters, list[int]]:
        """M step from given responsibilities (n_samples, n_components), in C or Fortran order.

        Otherwise as `PoissonStatistics.maximize`.
        """

    def __reduce__(self) -> tuple[Callable[[bytes], PoissonParameters], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> PoissonParameters:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights, shape (n_components,); a fresh array, as all of these."""

    @property
    def rates(self) -> NDArray[np.float64]:
        """Mean counts, shape (n_components, n_features)."""

    kind: Final = "poisson_mixture"
    """Name of this kind of mixture in every registry."""

    @property
    def n_components(self) -> int:
        """Number of components."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class PoissonStatistics:
    """Weighted sums over samples, with the rates of the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint samples add up: ``a + b``.
    """

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """Sums of the responsibilities r, shape (n_components,)."""

    @property
    def first(self) -> NDArray[np.float64]:
        """Sums of r x, shape (n_components, n_features)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log probabilities of the samples."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    @property
    def n_samples(self) -> int:
        """Number of samples."""

    def maximize(self, *, floor: float = 1e-10) -> tuple[PoissonParameters, list[int]]:
        """M step.

        Parameters
        ----------
        floor : float
            Least rate. At zero it may be 0, which no step changes.

        Returns
        -------
        parameters : PoissonParameters
        degenerate : list of int
            Components that are empty, which keep their rates.

        Raises
        ------
        ValueError
            If the floor is negative or not finite.
        """

    def __add__(self, value: PoissonStatistics, /) -> PoissonStatistics:
        """Merge; `ValueError` if the two are about different parameters."""

    def __radd__(self, value: PoissonStatistics, /) -> PoissonStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], PoissonStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> PoissonStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

_Mixture: TypeAlias = (
    Parameters
    | BernoulliParameters
    | CategoricalParameters
    | PoissonParameters
    | StudentParameters
    | BayesianParameters
    | RegressionParameters
)

@overload
def expect_statistics(
    X: _Samples,
    parameters: Parameters | BayesianParameters | RegressionParameters,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> SufficientStatistics: ...
@overload
def expect_statistics(
    X: _Samples,
    parameters: BernoulliParameters,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> BernoulliStatistics: ...
@overload
def expect_statistics(
    X: _Samples,
    parameters: CategoricalParameters,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> CategoricalStatistics: ...
@overload
def expect_statistics(
    X: _Samples,
    parameters: StudentParameters,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> StudentStatistics: ...
@overload
def expect_statistics(
    X: _Samples,
    parameters: PoissonParameters,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> PoissonStatistics:
    """Run the E step and gather the sufficient statistics in one pass, without an (n, k) array.

    Parameters
    ----------
    first_row : int, default=0
        Number of the first row among more, a multiple of `ROW_BLOCK`: the statistics of parts of the
        rows that know it, added in order, have the same bits as those of the whole.

    Raises
    ------
    ValueError
        If `X` (n_samples, n_features) is not C-contiguous, holds NaN or infinity (row and column are named),
        or lies so far out that a squared distance overflows; if `sample_weight` (n_samples,) is negative.
    """

@final
class Frozen:
    """Parameters that M steps leave as they are.

    Parameters
    ----------
    parameters : Parameters
        Where weights and covariances stay; a mean stays where the E step had it.
    weights, means, covariances : list of bool
        Whether those of each component stay.

    Raises
    ------
    ValueError
        If a list has another length, a tied covariance is not for all or none, or frozen weights leave
        nothing for the others.
    """

    def __new__(
        cls, parameters: Parameters, *, weights: list[bool], means: list[bool], covariances: list[bool]
    ) -> Self: ...
    @property
    def covariances(self) -> list[int]:
        """Components whose covariances stay."""

def maximize_statistics(
    statistics: SufficientStatistics,
    *,
    reg_covar: float,
    relative: bool = False,
    frozen: Frozen | None = None,
) -> tuple[Parameters, list[int]]:
    """M step.

    Parameters
    ----------
    statistics : SufficientStatistics
    reg_covar : float
        Added to the diagonal of the covariances.
    relative : bool
        Multiply `reg_covar` by the variance of the data in each feature first: it follows their scales.
    frozen : Frozen or None
        What stays as it is.

    Returns
    -------
    parameters : Parameters
    degenerate : list of int
        Components that are empty or whose covariance was ill-defined before `reg_covar` was added.
        An empty one keeps its mean.

    Raises
    ------
    ValueError
        With scikit-learn's text, if a covariance is not positive definite even so.
    """

def log_densities(
    X: _Samples, parameters: _Mixture, *, cancellation: Cancellation | None = None
) -> NDArray[np.float64]:
    """Natural log densities of the samples under the mixture, shape (n_samples,)."""

def responsibilities(
    X: _Samples, parameters: _Mixture, *, cancellation: Cancellation | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Responsibilities, shape (n_samples, n_components), and log densities, shape (n_samples,)."""

def predict(
    X: _Samples, parameters: _Mixture, *, cancellation: Cancellation | None = None
) -> NDArray[np.int64]:
    """Most responsible components of the samples, shape (n_samples,)."""

def marginal_statistics(
    X: _Samples,
    parameters: Parameters,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> SufficientStatistics:
    """E step on samples whose missing values are NaN, with the sums that it expects of these.

    Where a value is missing, its mean and its covariance given the row's others count. A row without any
    value has the log density 0, and the sums leave it out.
    """

def marginal_log_densities(
    X: _Samples, parameters: Parameters, *, cancellation: Cancellation | None = None
) -> NDArray[np.float64]:
    """Natural log densities of what is observed; missing values are NaN. Shape (n_samples,)."""

def marginal_responsibilities(
    X: _Samples, parameters: Parameters, *, cancellation: Cancellation | None = None
) -> NDArray[np.float64]:
    """Responsibilities given what is observed, shape (n_samples, n_components); missing values are NaN."""

def marginal_predict(
    X: _Samples, parameters: Parameters, *, cancellation: Cancellation | None = None
) -> NDArray[np.int64]:
    """Most responsible components given what is observed, shape (n_samples,); missing values are NaN."""

def impute(
    X: _Samples, parameters: Parameters, *, cancellation: Cancellation | None = None
) -> NDArray[np.float64]:
    """Fill in the mean of each missing value, which is NaN, given the row's others."""

def draw_samples(
    X: _Samples,
    shading: _Mixture | NDArray[np.float64] | None,
    dims: tuple[int, int],
    bounds: tuple[float, float, float, float],
    shape: tuple[int, int],
    *,
    palette: NDArray[np.uint8],
    neutral: tuple[int, int, int],
    argmax: bool,
    fade: bool,
    cancellation: Cancellation | None = None,
) -> bytes:
    """Draw the samples within `bounds` (left, right, bottom, top) as a PNG of RGBA pixels.

    A pixel has the mean color of its samples, in linear light, and is the more opaque, the more they are.
    Where they are few, each is a soft dot. Memory does not grow with the number of samples.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    shading : Parameters, ndarray of shape (n_clusters, n_features) or None
        Parameters, whose responsibilities mix the colors; or centers, of which the nearest one (the first of
        equals) gives its color; None draws all in `neutral`.
    dims : pair of int
        Features along x and y.
    bounds : tuple of float
    shape : pair of int
        Height and width in pixels.
    palette : ndarray of shape (at least n_components, 3)
    neutral : tuple of int
    argmax : bool
        With parameters, whether a sample has the color of its most responsible component.
    fade : bool
        With parameters, whether a sample is the fainter, the less certain its component is:
        0.1 + 0.9 exp(-2 entropy).
    small : bool
        Whether few bytes matter more than time and exact colors.
    """

def warp(
    layers: Sequence[tuple[NDArray[np.uint8], tuple[float, float, float, float]]],
    shape: tuple[int, int],
    *,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint8]:
    """Return a window of some pictures in other pixels, shape (height, width, 3).

    A pixel is the mean light of what of a picture falls within it, or within a square as large as a pixel of
    the picture if that is larger.

    Parameters
    ----------
    layers : sequence of (pixels, window)
        Pictures of shape (rows, columns, 3), C-contiguous, the lowest first; and left edge, top edge, width
        and height of the window, in pixels of the picture from its upper left corner. Beyond the edges of the
        lowest its outermost pixels go on; those above fade at their edges, over a 32nd of the window.
    shape : (height, width)

    Raises
    ------
    ValueError
        If there are no layers, or one has a window whose pixels are more than 64 times as large or small as
        its own.
    """

def draw_density(
    parameters: Parameters | StudentParameters,
    bounds: tuple[float, float, float, float],
    shape: tuple[int, int],
    *,
    ramp: NDArray[np.uint8],
    contours: bool,
    cancellation: Cancellation | None = None,
) -> bytes:
    """Draw the log density of a mixture of two features as a PNG of RGBA pixels.

    Drawn is what lies above the height of a lone Gaussian at 4 sigma, as heat or as lines at 1/2, 1, ..., 4
    sigma; `ramp`, shape (n, 4), has the colors from low to high.
    """

@final
class GaussianChain:
    """A hidden Markov model whose states emit Gaussians, validated once.

    Parameters
    ----------
    start : ndarray of shape (n_components,)
        Probabilities of the first state.
    transition : ndarray of shape (n_components, n_components)
        Probabilities of the state (column) after each state (row).
    emission : Parameters
        Its weights count for nothing.

    Raises
    ------
    ValueError
        On a wrong shape, and where probabilities are out of range or do not sum to 1.
    """

    def __new__(
        cls, start: NDArray[np.float64], transition: NDArray[np.float64], emission: Parameters
    ) -> GaussianChain: ...
    def expect(
        self,
        X: _Samples,
        sample_weight: NDArray[np.float64] | None = None,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> GaussianChainStatistics:
        """E step on sequences: forward, backward, and the sums that the M step needs.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            NaN where a value is missing.
        sample_weight : ndarray of shape (n_samples,), optional
            The same in all rows of a sequence.
        lengths : ndarray of int64, shape (n_sequences,), optional
            Rows of each sequence; none for a single one.
        cancellation : Cancellation, optional

        Returns
        -------
        GaussianChainStatistics

        Raises
        ------
        ValueError
            If an argument does not suit the parameters, or a sequence is impossible.
        CancelledError
        """

    def log_likelihoods(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> NDArray[np.float64]:
        """Natural logarithms of the likelihoods of the sequences, shape (n_sequences,)."""

    def posteriors(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Probabilities of the states (n_samples, n_components), and log-likelihoods (n_sequences,)."""

    def decode(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Most likely states (n_samples,), and the logarithms of their likelihoods (n_sequences,)."""

    def __reduce__(self) -> tuple[Callable[[bytes], GaussianChain], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> GaussianChain:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def start(self) -> NDArray[np.float64]:
        """Probabilities of the first state, shape (n_components,); a fresh array, as all of these."""

    @property
    def transition(self) -> NDArray[np.float64]:
        """Probabilities of the state after each state, shape (n_components, n_components)."""

    @property
    def emission(self) -> Parameters:
        """Distributions of rows under the states, which all weigh one."""

    kind: Final = "gaussian_hmm"
    """Name of this kind of model in every registry."""

    @property
    def n_components(self) -> int:
        """Number of states."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class GaussianChainStatistics:
    """Weighted sums over sequences, with the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint sequences add up: ``a + b``.
    """

    @property
    def start(self) -> NDArray[np.float64]:
        """The states' shares of first rows, shape (n_components,)."""

    @property
    def transitions(self) -> NDArray[np.float64]:
        """Expected numbers of transitions, shape (n_components, n_components)."""

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """The states' shares of all rows, shape (n_components,)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log-likelihoods of the sequences."""

    @property
    def weight(self) -> float:
        """Sum of the weights of all rows."""

    @property
    def n_samples(self) -> int:
        """Number of rows."""

    def maximize(
        self,
        *,
        reg_covar: float = ...,
        relative: bool = ...,
        start: bool = False,
        transition: bool = False,
        levels: bool = False,
        covariances: bool = False,
    ) -> tuple[GaussianChain, list[int]]:
        """M step.

        Parameters
        ----------
        reg_covar : float
            Added to the variances; a fraction of those of the data if `relative`.
        start, transition, levels, covariances : bool
            Whether the probabilities of the first state, those of transitions, the means or the table, and
            the covariances stay as they are.

        Returns
        -------
        parameters : GaussianChain
        degenerate : list of int
            States that no row belongs to, which keep their distributions, or that have collapsed.

        Raises
        ------
        ValueError
            If there is no solution, or an argument is out of range.
        """

    def __add__(self, value: GaussianChainStatistics, /) -> GaussianChainStatistics:
        """Merge; `ValueError` unless the same parameters made both."""

    def __radd__(self, value: GaussianChainStatistics, /) -> GaussianChainStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], GaussianChainStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> GaussianChainStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class BernoulliChain:
    """A hidden Markov model whose states emit Bernoulli distributions, validated once.

    Parameters
    ----------
    start : ndarray of shape (n_components,)
        Probabilities of the first state.
    transition : ndarray of shape (n_components, n_components)
        Probabilities of the state (column) after each state (row).
    emission : BernoulliParameters
        Its weights count for nothing.

    Raises
    ------
    ValueError
        On a wrong shape, and where probabilities are out of range or do not sum to 1.
    """

    def __new__(
        cls, start: NDArray[np.float64], transition: NDArray[np.float64], emission: BernoulliParameters
    ) -> BernoulliChain: ...
    def expect(
        self,
        X: _Samples,
        sample_weight: NDArray[np.float64] | None = None,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> BernoulliChainStatistics:
        """E step on sequences: forward, backward, and the sums that the M step needs.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            NaN where a value is missing.
        sample_weight : ndarray of shape (n_samples,), optional
            The same in all rows of a sequence.
        lengths : ndarray of int64, shape (n_sequences,), optional
            Rows of each sequence; none for a single one.
        cancellation : Cancellation, optional

        Returns
        -------
        BernoulliChainStatistics

        Raises
        ------
        ValueError
            If an argument does not suit the parameters, or a sequence is impossible.
        CancelledError
        """

    def log_likelihoods(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> NDArray[np.float64]:
        """Natural logarithms of the likelihoods of the sequences, shape (n_sequences,)."""

    def posteriors(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Probabilities of the states (n_samples, n_components), and log-likelihoods (n_sequences,)."""

    def decode(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Most likely states (n_samples,), and the logarithms of their likelihoods (n_sequences,)."""

    def __reduce__(self) -> tuple[Callable[[bytes], BernoulliChain], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> BernoulliChain:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def start(self) -> NDArray[np.float64]:
        """Probabilities of the first state, shape (n_components,); a fresh array, as all of these."""

    @property
    def transition(self) -> NDArray[np.float64]:
        """Probabilities of the state after each state, shape (n_components, n_components)."""

    @property
    def emission(self) -> BernoulliParameters:
        """Distributions of rows under the states, which all weigh one."""

    kind: Final = "bernoulli_hmm"
    """Name of this kind of model in every registry."""

    @property
    def n_components(self) -> int:
        """Number of states."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class BernoulliChainStatistics:
    """Weighted sums over sequences, with the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint sequences add up: ``a + b``.
    """

    @property
    def start(self) -> NDArray[np.float64]:
        """The states' shares of first rows, shape (n_components,)."""

    @property
    def transitions(self) -> NDArray[np.float64]:
        """Expected numbers of transitions, shape (n_components, n_components)."""

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """The states' shares of all rows, shape (n_components,)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log-likelihoods of the sequences."""

    @property
    def weight(self) -> float:
        """Sum of the weights of all rows."""

    @property
    def n_samples(self) -> int:
        """Number of rows."""

    def maximize(
        self,
        *,
        floor: float = ...,
        start: bool = False,
        transition: bool = False,
        levels: bool = False,
        covariances: bool = False,
    ) -> tuple[BernoulliChain, list[int]]:
        """M step.

        Parameters
        ----------
        floor : float
            Least value of a parameter.
        start, transition, levels, covariances : bool
            Whether the probabilities of the first state, those of transitions, the means or the table, and
            the covariances stay as they are.

        Returns
        -------
        parameters : BernoulliChain
        degenerate : list of int
            States that no row belongs to, which keep their distributions, or that have collapsed.

        Raises
        ------
        ValueError
            If there is no solution, or an argument is out of range.
        """

    def __add__(self, value: BernoulliChainStatistics, /) -> BernoulliChainStatistics:
        """Merge; `ValueError` unless the same parameters made both."""

    def __radd__(self, value: BernoulliChainStatistics, /) -> BernoulliChainStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], BernoulliChainStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> BernoulliChainStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class CategoricalChain:
    """A hidden Markov model whose states emit categorical distributions, validated once.

    Parameters
    ----------
    start : ndarray of shape (n_components,)
        Probabilities of the first state.
    transition : ndarray of shape (n_components, n_components)
        Probabilities of the state (column) after each state (row).
    emission : CategoricalParameters
        Its weights count for nothing.

    Raises
    ------
    ValueError
        On a wrong shape, and where probabilities are out of range or do not sum to 1.
    """

    def __new__(
        cls, start: NDArray[np.float64], transition: NDArray[np.float64], emission: CategoricalParameters
    ) -> CategoricalChain: ...
    def expect(
        self,
        X: _Samples,
        sample_weight: NDArray[np.float64] | None = None,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> CategoricalChainStatistics:
        """E step on sequences: forward, backward, and the sums that the M step needs.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            NaN where a value is missing.
        sample_weight : ndarray of shape (n_samples,), optional
            The same in all rows of a sequence.
        lengths : ndarray of int64, shape (n_sequences,), optional
            Rows of each sequence; none for a single one.
        cancellation : Cancellation, optional

        Returns
        -------
        CategoricalChainStatistics

        Raises
        ------
        ValueError
            If an argument does not suit the parameters, or a sequence is impossible.
        CancelledError
        """

    def log_likelihoods(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> NDArray[np.float64]:
        """Natural logarithms of the likelihoods of the sequences, shape (n_sequences,)."""

    def posteriors(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Probabilities of the states (n_samples, n_components), and log-likelihoods (n_sequences,)."""

    def decode(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Most likely states (n_samples,), and the logarithms of their likelihoods (n_sequences,)."""

    def __reduce__(self) -> tuple[Callable[[bytes], CategoricalChain], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> CategoricalChain:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def start(self) -> NDArray[np.float64]:
        """Probabilities of the first state, shape (n_components,); a fresh array, as all of these."""

    @property
    def transition(self) -> NDArray[np.float64]:
        """Probabilities of the state after each state, shape (n_components, n_components)."""

    @property
    def emission(self) -> CategoricalParameters:
        """Distributions of rows under the states, which all weigh one."""

    kind: Final = "categorical_hmm"
    """Name of this kind of model in every registry."""

    @property
    def n_components(self) -> int:
        """Number of states."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class CategoricalChainStatistics:
    """Weighted sums over sequences, with the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint sequences add up: ``a + b``.
    """

    @property
    def start(self) -> NDArray[np.float64]:
        """The states' shares of first rows, shape (n_components,)."""

    @property
    def transitions(self) -> NDArray[np.float64]:
        """Expected numbers of transitions, shape (n_components, n_components)."""

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """The states' shares of all rows, shape (n_components,)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log-likelihoods of the sequences."""

    @property
    def weight(self) -> float:
        """Sum of the weights of all rows."""

    @property
    def n_samples(self) -> int:
        """Number of rows."""

    def maximize(
        self,
        *,
        floor: float = ...,
        start: bool = False,
        transition: bool = False,
        levels: bool = False,
        covariances: bool = False,
    ) -> tuple[CategoricalChain, list[int]]:
        """M step.

        Parameters
        ----------
        floor : float
            Least value of a parameter.
        start, transition, levels, covariances : bool
            Whether the probabilities of the first state, those of transitions, the means or the table, and
            the covariances stay as they are.

        Returns
        -------
        parameters : CategoricalChain
        degenerate : list of int
            States that no row belongs to, which keep their distributions, or that have collapsed.

        Raises
        ------
        ValueError
            If there is no solution, or an argument is out of range.
        """

    def __add__(self, value: CategoricalChainStatistics, /) -> CategoricalChainStatistics:
        """Merge; `ValueError` unless the same parameters made both."""

    def __radd__(self, value: CategoricalChainStatistics, /) -> CategoricalChainStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], CategoricalChainStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> CategoricalChainStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class PoissonChain:
    """A hidden Markov model whose states emit Poisson distributions, validated once.

    Parameters
    ----------
    start : ndarray of shape (n_components,)
        Probabilities of the first state.
    transition : ndarray of shape (n_components, n_components)
        Probabilities of the state (column) after each state (row).
    emission : PoissonParameters
        Its weights count for nothing.

    Raises
    ------
    ValueError
        On a wrong shape, and where probabilities are out of range or do not sum to 1.
    """

    def __new__(
        cls, start: NDArray[np.float64], transition: NDArray[np.float64], emission: PoissonParameters
    ) -> PoissonChain: ...
    def expect(
        self,
        X: _Samples,
        sample_weight: NDArray[np.float64] | None = None,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> PoissonChainStatistics:
        """E step on sequences: forward, backward, and the sums that the M step needs.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            NaN where a value is missing.
        sample_weight : ndarray of shape (n_samples,), optional
            The same in all rows of a sequence.
        lengths : ndarray of int64, shape (n_sequences,), optional
            Rows of each sequence; none for a single one.
        cancellation : Cancellation, optional

        Returns
        -------
        PoissonChainStatistics

        Raises
        ------
        ValueError
            If an argument does not suit the parameters, or a sequence is impossible.
        CancelledError
        """

    def log_likelihoods(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> NDArray[np.float64]:
        """Natural logarithms of the likelihoods of the sequences, shape (n_sequences,)."""

    def posteriors(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Probabilities of the states (n_samples, n_components), and log-likelihoods (n_sequences,)."""

    def decode(
        self,
        X: _Samples,
        lengths: NDArray[np.int64] | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Most likely states (n_samples,), and the logarithms of their likelihoods (n_sequences,)."""

    def __reduce__(self) -> tuple[Callable[[bytes], PoissonChain], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> PoissonChain:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

    @property
    def start(self) -> NDArray[np.float64]:
        """Probabilities of the first state, shape (n_components,); a fresh array, as all of these."""

    @property
    def transition(self) -> NDArray[np.float64]:
        """Probabilities of the state after each state, shape (n_components, n_components)."""

    @property
    def emission(self) -> PoissonParameters:
        """Distributions of rows under the states, which all weigh one."""

    kind: Final = "poisson_hmm"
    """Name of this kind of model in every registry."""

    @property
    def n_components(self) -> int:
        """Number of states."""

    @property
    def n_features(self) -> int:
        """Number of features."""

@final
class PoissonChainStatistics:
    """Weighted sums over sequences, with the parameters whose E step made them.

    They hold all that an M step needs. Sums of disjoint sequences add up: ``a + b``.
    """

    @property
    def start(self) -> NDArray[np.float64]:
        """The states' shares of first rows, shape (n_components,)."""

    @property
    def transitions(self) -> NDArray[np.float64]:
        """Expected numbers of transitions, shape (n_components, n_components)."""

    @property
    def weight_sums(self) -> NDArray[np.float64]:
        """The states' shares of all rows, shape (n_components,)."""

    @property
    def log_likelihood(self) -> float:
        """Weighted sum of the natural log-likelihoods of the sequences."""

    @property
    def weight(self) -> float:
        """Sum of the weights of all rows."""

    @property
    def n_samples(self) -> int:
        """Number of rows."""

    def maximize(
        self,
        *,
        floor: float = ...,
        start: bool = False,
        transition: bool = False,
        levels: bool = False,
        covariances: bool = False,
    ) -> tuple[PoissonChain, list[int]]:
        """M step.

        Parameters
        ----------
        floor : float
            Least value of a parameter.
        start, transition, levels, covariances : bool
            Whether the probabilities of the first state, those of transitions, the means or the table, and
            the covariances stay as they are.

        Returns
        -------
        parameters : PoissonChain
        degenerate : list of int
            States that no row belongs to, which keep their distributions, or that have collapsed.

        Raises
        ------
        ValueError
            If there is no solution, or an argument is out of range.
        """

    def __add__(self, value: PoissonChainStatistics, /) -> PoissonChainStatistics:
        """Merge; `ValueError` unless the same parameters made both."""

    def __radd__(self, value: PoissonChainStatistics, /) -> PoissonChainStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], PoissonChainStatistics], tuple[bytes]]:
        """Pickle, with every bit kept."""

    def to_bytes(self) -> bytes:
        """Serialise for another process or machine: little endian, every bit kept."""

    @staticmethod
    def from_bytes(data: bytes) -> PoissonChainStatistics:
        """Read what `to_bytes` wrote; `ValueError` if it is malformed."""

@final
class Figure:
    """A picture that grows by what is drawn upon it; edges are soft.

    Places are in pixels from its top left corner, colors are red, green, blue and opacity from 0 to 255.

    Parameters
    ----------
    shape : pair of int
        Height and width in pixels.
    ground : tuple of int
    cancellation : Cancellation, default=None
        Stops its methods.

    Raises
    ------
    ValueError
        Unless there are 1 to 2**24 pixels. Its methods: on a place that is not finite.
    CancelledError
        Its methods: if `cancellation` was cancelled.
    """

    def __new__(
        cls,
        shape: tuple[int, int],
        ground: tuple[int, int, int, int],
        *,
        cancellation: Cancellation | None = None,
    ) -> Self: ...
    def fill(
        self,
        outline: NDArray[np.float64],
        color: tuple[int, int, int, int],
        *,
        frame: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Fill a closed outline, shape (n, 2), within `frame` (left, right, top, bottom)."""

    def line(
        self,
        line: NDArray[np.float64],
        color: tuple[int, int, int, int],
        width: float,
        *,
        closed: bool = False,
        frame: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Draw a line through places, shape (n, 2), within `frame` (left, right, top, bottom)."""

    def dots(
        self,
        dots: NDArray[np.float64],
        colors: NDArray[np.uint8],
        radius: float,
        *,
        marks: NDArray[np.uint8] | None = None,
        frame: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Draw a disc at each place, shape (n, 2), in colors of shape (n, 4); or the marks of classes (n,).

        There are seven marks that look as large, of which the first is the disc; further classes begin again.
        """

    def text(
        self,
        text: str,
        at: tuple[float, float],
        color: tuple[int, int, int, int],
        size: float,
        *,
        align: str = "start",
    ) -> None:
        """Write on a baseline whose "start", "middle" or "end" is `at`, with an em square of this size.

        The face has Latin, Greek and Cyrillic letters; an empty box stands for others.
        """

    def lay(self, png: bytes, at: tuple[int, int]) -> None:
        """Lay a PNG of RGB or RGBA pixels over this one, its top left pixel at a row and a column."""

    def png(self, *, small: bool = False) -> bytes:
        """Encode it as a PNG of RGBA pixels; a small one has at most 256 colors."""

    @staticmethod
    def text_width(text: str, size: float) -> float:
        """Return the pixels that a line of text takes across."""

def given_statistics(
    X: _Samples,
    responsibilities: NDArray[np.float64],
    parameters: _Mixture,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> SufficientStatistics | BernoulliStatistics | CategoricalStatistics | PoissonStatistics:
    """Sufficient statistics of samples whose responsibilities (n_samples, n_components) are known.

    They are those of `expect_statistics`, about the means of `parameters`, and add up likewise.
    """

def maximize_responsibilities(
    X: _Samples,
    responsibilities: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None = None,
    *,
    covariance_type: str,
    reg_covar: float,
    relative: bool = False,
    cancellation: Cancellation | None = None,
) -> tuple[Parameters, list[int]]:
    """M step from given responsibilities (n_samples, n_components), in C or Fortran order.

    Two passes, the second about the means that the first one found; otherwise as `maximize_statistics`.
    """

def maximize_styled(
    X: NDArray[np.float64],
    responsibilities: NDArray[np.float64],
    *,
    style: str,
    cancellation: Cancellation | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """M step from given responsibilities, as the tutorial writes it.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    responsibilities : ndarray of shape (n_samples, n_components)
        In C or Fortran order.
    style : {"indexed", "iterators", "functional", "parallel"}

    Returns
    -------
    weights : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray of shape (n_components, n_features, n_features)

    Raises
    ------
    ValueError
        If a component is left without responsibility.
    """

@final
class ClusterBounds:
    """What tells from one iteration of k-means that the next one need not compare a sample with all centers.

    Of each sample its label, a bound on the distance of its center, and one on that of all others: 12 bytes.

    Parameters
    ----------
    always : bool, default=False
        Whether they are kept of a few centers in a few dimensions, too, where comparing is as fast.
    """

    def __new__(cls, *, always: bool = False) -> ClusterBounds: ...

@final
class ClusterStatistics:
    """Sums over the samples of each cluster, about the centers that they were assigned to.

    Sums of disjoint samples about the same centers add up: ``a + b``. An empty cluster is moved once, after
    that.
    """

    @property
    def inertia(self) -> float:
        """Weighted sum of squared distances to the centers."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    @property
    def labels(self) -> int:
        """A number that tells the labels of all samples apart from others."""

    def means(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Means of the clusters, shape (n_clusters, n_features), and their weights, as of `lloyd_step`."""

    def to_bytes(self) -> bytes:
        """Serialise every bit."""

    @staticmethod
    def from_bytes(data: bytes) -> ClusterStatistics:
        """Read what `to_bytes` wrote."""

    def __add__(self, value: ClusterStatistics, /) -> ClusterStatistics:
        """Merge; `ValueError` if the two are about different centers."""

    def __radd__(self, value: ClusterStatistics, /) -> ClusterStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], ClusterStatistics], tuple[bytes]]:
        """Pickle by `to_bytes`."""

def cluster_statistics(
    X: _Samples,
    centers: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None = None,
    *,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> ClusterStatistics:
    """Assign samples to their nearest centers, and gather what becomes of these.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    centers : ndarray of shape (n_clusters, n_features)
    sample_weight : ndarray of shape (n_samples,), optional
    first_row : int
        Number of the first sample in the whole, a multiple of `ROW_BLOCK`: the sums of consecutive parts,
        added in order, have the bits of those of the whole.
    """

def lloyd_step(
    X: _Samples,
    centers: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None = None,
    *,
    bounds: ClusterBounds | None = None,
    cancellation: Cancellation | None = None,
) -> tuple[NDArray[np.int32], NDArray[np.float64], float, NDArray[np.float64]]:
    """One iteration of k-means.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    centers : ndarray of shape (n_clusters, n_features)
    sample_weight : ndarray of shape (n_samples,), optional
    bounds : ClusterBounds, optional
        Of the iteration before, over the same samples. They change no bit, only the time.

    Returns
    -------
    labels : ndarray of shape (n_samples,)
        Nearest of the given centers.
    new_centers : ndarray of shape (n_clusters, n_features)
        Weighted means of the clusters. An empty cluster is moved to the sample that is farthest from its
        center, as scikit-learn does.
    inertia : float
        Weighted sum of squared distances to the given centers.
    weight_in_clusters : ndarray of shape (n_clusters,)
        Sums of the sample weights, after such moves.
    """

@final
class MapStatistics:
    """Sums over the samples of each node of a self-organizing map, about the places that they went to.

    Sums of disjoint samples add up: ``a + b``. Parts that begin at multiples of `ROW_BLOCK` and are added in
    order have the bits of the whole.
    """

    def to_bytes(self) -> bytes:
        """Serialise every bit."""

    @staticmethod
    def from_bytes(data: bytes) -> MapStatistics:
        """Read what `to_bytes` wrote."""

    def __add__(self, value: MapStatistics, /) -> MapStatistics:
        """Merge; `ValueError` if the two are of different maps."""

    def __radd__(self, value: MapStatistics, /) -> MapStatistics:
        """Merge, the other one first."""

    def __reduce__(self) -> tuple[Callable[[bytes], MapStatistics], tuple[bytes]]:
        """Pickle by `to_bytes`."""

    @property
    def energy(self) -> float:
        """Weighted sum of squared distances to the winners.

        With local winners, of mean squared distances to their neighborhoods: what both halves of a step
        lower.
        """

    @property
    def quantization_error(self) -> float:
        """Mean distance of the samples to their winners."""

    @property
    def topographic_error(self) -> float:
        """Share of the samples whose two best nodes are not adjacent."""

    @property
    def weight(self) -> float:
        """Sum of the sample weights."""

    def maximize(
        self, *, factor: float = 1.0, least: float = 0.0
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
        """Move each node to the mean of the samples, which count as their winners pull at it.

        Parameters
        ----------
        factor : float, default=1.0
            By which the radius shrinks.
        least : float, default=0.0
            Radius down to which it does.

        Returns
        -------
        means : ndarray of shape (n_nodes, n_features)
            A node that nothing pulls at stays.
        weights : ndarray of shape (n_nodes,)
            Share of the samples that each node has won.
        radius : float
            Of the next iteration.
        """

def map_statistics(
    X: _Samples,
    means: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None = None,
    *,
    shape: tuple[int, int],
    topology: str,
    winner: str,
    radius: float,
    first_row: int = 0,
    cancellation: Cancellation | None = None,
) -> tuple[NDArray[np.int32], MapStatistics]:
    """Find the winner of each sample among the nodes of a self-organizing map.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    means : ndarray of shape (n_nodes, n_features)
        The nodes, row by row of the lattice.
    sample_weight : ndarray of shape (n_samples,), optional
    shape : tuple of int
        Rows and columns of the lattice.
    topology : {'rectangular', 'hexagonal'}
    winner : {'nearest', 'local'}
        The nearest node, or that of the least mean squared distance to its neighborhood (Heskes).
    radius : float
        Standard deviation of the neighborhood, in steps of the lattice.
    first_row : int, default=0
        Number of the first sample, if these are a part; a multiple of `ROW_BLOCK`.

    Returns
    -------
    winners : ndarray of shape (n_samples,)
        Numbers of nodes; the first of equals.
    statistics : MapStatistics
    """

def center_distances(
    X: _Samples,
    centers: NDArray[np.float64],
    *,
    cancellation: Cancellation | None = None,
) -> NDArray[np.float64]:
    """Distance of each sample to each center, shape (n_samples, n_clusters).

    Each is a sum of squared differences, the one that `lloyd_step` compares.
    """

def seed_potentials(
    X: _Samples,
    seeds: NDArray[np.float64],
    trials: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> NDArray[np.float64]:
    """Weighted sums of squared distances from the nearest seed, if one of some trials were one too.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    seeds : ndarray of shape (n_seeds, n_features)
    trials : ndarray of shape (n_trials, n_features)
    sample_weight : ndarray of shape (n_samples,), optional

    Returns
    -------
    ndarray of shape (n_trials, n_blocks)
        Of each trial and `ROW_BLOCK` samples.
    """

def draw_seed(
    X: _Samples,
    seeds: NDArray[np.float64],
    before: float,
    target: float,
    sample_weight: NDArray[np.float64] | None = None,
) -> int | None:
    """First row at which the running sum of squared distances from the nearest seed reaches a target.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        At most `ROW_BLOCK` samples.
    seeds : ndarray of shape (n_seeds, n_features)
    before : float
        The sum over the samples before them.
    target : float
    sample_weight : ndarray of shape (n_samples,), optional

    Returns
    -------
    int or None
        The last row that weighs something, if none reaches it; None if none weighs anything.
    """

def kmeans_plusplus(
    X: _Samples,
    first: int,
    random_values: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Greedy k-means++ seeding, given its random numbers.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    first : int
        Row of the first seed.
    random_values : ndarray of shape (n_clusters - 1, n_trials)
        Uniform on [0, 1): the trials of each further seed. With
        ``first = rng.choice(n_samples, p=w / w.sum())`` and then
        ``rng.uniform(size=(n_clusters - 1, 2 + int(log(n_clusters))))`` the seeds are scikit-learn's.
    sample_weight : ndarray of shape (n_samples,), optional

    Returns
    -------
    centers : ndarray of shape (n_clusters, n_features)
    indices : ndarray of shape (n_clusters,)
    """

def principal_axes(
    X: _Samples,
    n_axes: int,
    sample_weight: NDArray[np.float64] | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Find the directions in which samples vary most (PCA).

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    n_axes : int
        From 1 to n_features.
    sample_weight : ndarray of shape (n_samples,), optional

    Returns
    -------
    mean : ndarray of shape (n_features,)
    axes : ndarray of shape (n_axes, n_features)
        Orthonormal, the one of most variance first; the largest entry of each is positive. The same bits for
        any number of threads and on every instruction set.
    variances : ndarray of shape (n_axes,)
        Of the samples along the axes; their divisor is the sum of the weights.

    Raises
    ------
    ValueError
        If `n_axes` is out of range, a value is not finite, or all weights are zero.
    """

@final
class Basins:
    """The optima in which fits end that start with one mean at the points of a plane.

    It refines itself from coarse to fine. Optima are equal if they differ in the order of their components
    only.

    Parameters
    ----------
    start : Parameters or ndarray of shape (n_clusters, n_features)
        A Gaussian mixture, or centers of k-means, of which `component` goes to all points.
    component : int
    origin : ndarray of shape (n_features,)
    axes : ndarray of shape (2, n_features)
        A point is ``origin + column * axes[0] + row * axes[1]``.
    columns, rows : ndarray of shape (n_columns,) and (n_rows,)
        Coordinates of the points.

    Raises
    ------
    ValueError
        On shapes that do not match, values that are not finite, and more than 2^22 points.
    """

    def __new__(
        cls,
        start: Parameters | NDArray[np.float64],
        component: int,
        origin: NDArray[np.float64],
        axes: NDArray[np.float64],
        columns: NDArray[np.float64],
        rows: NDArray[np.float64],
    ) -> Basins: ...
    def refine(
        self,
        X: _Samples,
        sample_weight: NDArray[np.float64] | None = None,
        *,
        reg_covar: float = 1e-6,
        relative: bool = False,
        tol: float = 1e-10,
        max_iter: int = 1000,
        cancellation: Cancellation | None = None,
    ) -> bool:
        """Fit from the points of the next row, and return whether there are more; a cancel changes nothing.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
        sample_weight : ndarray of shape (n_samples,), optional
        reg_covar, relative
            As `maximize_statistics` takes them.
        tol : float, default=1e-10
            Change of the lower bound below which a fit has converged; k-means ends when no sample moves.
        max_iter : int, default=1000
            Where a fit takes more iterations, it has no optimum.

        Returns
        -------
        bool
        """

    @property
    def optimum(self) -> NDArray[np.int16]:
        """Number of the optimum, shape (n_rows, n_columns); -1 where there is none.

        Where the point is not known yet, that of a neighbor.
        """

    @property
    def component(self) -> NDArray[np.int32]:
        """Component of the optimum that the moved one has become, shape (n_rows, n_columns)."""

    @property
    def iterations(self) -> NDArray[np.uint64]:
        """Iterations until the optimum was reached or known to be, shape (n_rows, n_columns)."""

    @property
    def log_likelihoods(self) -> list[float]:
        """Log-likelihoods of the optima; of k-means minus the inertias."""

    @property
    def optima(self) -> list[Parameters] | list[NDArray[np.float64]]:
        """Parameters or centers of the optima, in the order in which they were found."""

    @property
    def progress(self) -> float:
        """Share of the points that are known."""

_Fraction: TypeAlias = tuple[int, int]
"""Numerator and denominator."""
_Address: TypeAlias = tuple[str, list[tuple[int, int, int]], int]
"""The text, the periods on the way and the internal angles behind them, the last period."""

def make_angle(fraction: _Fraction) -> tuple[int, int, int, int]:
    """Return numerator and denominator of an angle in lowest terms, its preperiod and its period."""

def parse_angle(text: str) -> tuple[int, int, int, int]:
    """Read an angle, and return it as `make_angle` does."""

def kneading_sequence(angle: _Fraction) -> str:
    """Return the kneading sequence: ``10*``, or ``11(01)`` with what repeats in parentheses."""

def conjugates(angle: _Fraction) -> list[_Fraction]:
    """Return the other angles whose parameter rays land at the same point."""

def tune(angle: _Fraction, component: _Fraction) -> list[_Fraction]:
    """Return the angles that stand for this one in the copy about a component."""

def bulb_angles(p: int, q: int) -> list[_Fraction]:
    """Return the two angles of the p/q bulb of the main cardioid."""

def parse_internal_address(text: str) -> _Address:
    """Read an angled internal address."""

def internal_address(angle: _Fraction, max_period: int) -> _Address:
    """Return the angled internal address of an angle, up to a period."""

def address_angles(text: str) -> list[_Fraction]:
    """Return the two angles of the component that has this address."""

def lamination(max_period: int) -> NDArray[np.int64]:
    """Return period and numerators of all leaves up to a period, shape (n, 3)."""

@final
class Spider:
    """A spider that walks."""

    def __new__(cls, angle: _Fraction) -> Self: ...
    def step(self) -> None:
        """Take the next iteration."""

    @property
    def iteration(self) -> int:
        """The number of iterations that were taken."""

    @property
    def c(self) -> complex:
        """The parameter so far."""

    @property
    def change(self) -> float:
        """How far the last iteration moved it."""

    @property
    def points(self) -> NDArray[np.complex128]:
        """The points."""

    @property
    def legs(self) -> NDArray[np.complex128]:
        """The legs, a row each."""

_Points: TypeAlias = NDArray[np.complex128]
_Decimals: TypeAlias = tuple[str, str]
"""Real and imaginary part as decimal strings."""
_Wide: TypeAlias = tuple[complex, int]
"""Mantissa and exponent of 2."""
_Nucleus: TypeAlias = tuple[int, _Decimals, _Wide]
"""Period, parameter and size."""
_Misiurewicz: TypeAlias = tuple[int, int, _Decimals, _Wide]
"""Preperiod, period, parameter and multiplier."""
_Landing: TypeAlias = tuple[_Decimals, _Nucleus | None, _Misiurewicz | None]
"""The point, the nucleus of which it is the root, or the Misiurewicz point that it is."""

def orbit(c: complex, z: complex, steps: int, degree: int) -> tuple[_Points, _Points, bool]:
    """Return an orbit, its derivatives by its start, and whether it escapes."""

def attracting_cycle(c: complex, degree: int, max_iter: int) -> tuple[_Points, complex, float, float] | None:
    """Return points, multiplier, internal angle and conformal radius of the attracting cycle."""

def component(
    c: complex, degree: int, max_iter: int
) -> (
    tuple[
        tuple[_Points, complex, float, float],
        _Nucleus,
        tuple[_Decimals, bool],
        tuple[tuple[int, int], tuple[int, int]] | None,
    ]
    | None
):
    """Return cycle, nucleus, root and whether it is a cusp, and angles of a parameter's component."""

def lowest_nucleus(
    center: _Decimals, log2_radius: float, degree: int, max_period: int, digits: int | None
) -> _Nucleus | None:
    """Return the nucleus of the lowest period in a disc."""

def nucleus_near(start: _Decimals, period: int, degree: int, digits: int | None) -> _Nucleus | None:
    """Return the nucleus of a period to which Newton's method leads."""

def component_point(
    c: _Decimals, period: int, degree: int, multiplier: complex, branch: int
) -> _Decimals | None:
    """Return a parameter of a nucleus's component that has this multiplier."""

def misiurewicz_near(
    start: _Decimals, preperiod: int, period: int, degree: int, digits: int
) -> _Misiurewicz | None:
    """Return the Misiurewicz point to which Newton's method leads."""

def lowest_misiurewicz(
    center: _Decimals, log2_radius: float, degree: int, max_steps: int, digits: int
) -> _Misiurewicz | None:
    """Return the Misiurewicz point of the smallest preperiod and period in a disc."""

def exterior(c: complex) -> tuple[float, list[bool], float] | None:
    """Return external angle, its binary digits, and potential of a parameter."""

def equipotential(potential: float, count: int) -> _Points:
    """Return a curve of equal potential."""

def parameter_ray(
    angle: _Fraction, degree: int, log2_distance: float
) -> tuple[_Points, tuple[_Points, NDArray[np.int32]], _Landing]:
    """Return the points of a ray, their offsets from the last one, and where it lands."""

def landing_point(angle: _Fraction, degree: int, digits: int) -> _Landing:
    """Return where a ray lands."""

def dynamic_ray(c: complex, angle: _Fraction, degree: int, levels: int) -> tuple[_Points, complex | None]:
    """Return the points of a ray of a Julia set, and where it lands."""
