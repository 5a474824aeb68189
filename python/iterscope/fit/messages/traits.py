"""Traits of the widget."""

from typing import Any, Literal, TypedDict

from iterscope.fit.messages.pictures import Poster


class Traits(TypedDict):
    """The traits of `MixtureWidget`; the page sets those up to `fluid`."""

    index: int
    """Of the step that is shown."""
    playing: bool
    speed: float
    """Half-steps per second."""
    loop: bool
    dims: list[int]
    """Features, or beyond them principal axes. One: histogram; two: plane; three: cloud."""
    box: list[float] | None
    """The part of the data that is shown: left and right, of two dims bottom and top too; None is all."""
    algorithm: str
    """Kind of the model."""
    n_components: int
    covariance_type: Literal["full", "tied", "diag", "spherical"]
    init_params: str
    random_state: int | None
    """None if the model has none, or not a number."""
    reg_covar: float | Literal["relative"]
    tol: float
    max_iter: int
    epsilon: float | None
    """The variance at which all covariances are held as multiples of the identity; None if they are not."""
    colors: Literal["blend", "argmax"]
    fade: bool
    """Whether uncertain points (high entropy) are drawn faint."""
    sigmas: list[int]
    """Of 1, 2 and 3."""
    trails: bool
    density: Literal["none", "heat", "contours"]
    classes: bool
    """Whether samples are marked by their true classes, if these are known."""
    regression: bool
    """Whether the conditional mean and band of dims[1] given dims[0] are drawn."""
    pairs: bool
    """Whether all pairs of features are shown at once."""
    bound: bool
    """Whether the bound of the last E step is shown, along the line to the next parameters."""
    compare: bool
    """Whether the model's companion from the same start is shown too."""
    width: int
    """CSS pixels."""
    height: int
    """CSS pixels."""
    fluid: bool
    lesson: str
    """A hint what to look at, shown above the scene; "" for nothing."""
    slides: list[dict[str, Any]]
    """Prepared states: values of traits by their names."""
    slide: int
    """The one that is shown; -1 for none."""
    quiz: bool
    """Whether the view asks before each half-step."""
    run: int
    """Number of the present recording."""
    n_steps: int
    """Recorded so far."""
    complete: bool
    """Whether the recording has come to the fit's end."""
    failure: str
    """Why the fit cannot go on; "" while it can."""
    can_undo: bool
    """Whether there is a change to take back."""
    can_redo: bool
    """Whether a change has been taken back."""
    image_shape: list[int] | None
    """Rows and columns, if each sample is an image."""
    feature_names: list[str]
    axis_names: list[str]
    """Of the features, and after them of the principal axes, with their shares of the variance."""
    widest: list[int]
    """Some features, that of most variance first."""
    class_names: list[str]
    """Of the true classes; empty if they are not known."""
    palette: list[str]
    """Colors of the components, `#rrggbb`."""
    poster: Poster | None
    version: str
    """Of the kernel's side."""
