"""The models that one session switches between."""

from typing import TYPE_CHECKING, Any

from iterscope.fit import kinds

if TYPE_CHECKING:
    from iterscope.fit.estimator import IterativeEstimator

SHARED = ("n_components", "init_params", "random_state")
"""Settings that a model takes over from the one before."""


class Models:
    """A model of each kind that has been asked for; they share number of components, start and seed.

    Parameters
    ----------
    model : estimator
        Stays the one that it is; the others are made when they are asked for.

    Raises
    ------
    TypeError
        If it is an estimator that cannot be watched.
    """

    def __init__(self, model: Any) -> None:
        self.kind: str = kinds.check(model).kind
        self._models: dict[str, Any] = {self.kind: model}

    @property
    def current(self) -> Any:
        """The model that is fitted."""
        return self._models[self.kind]

    @property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """The parameters of each model, by kind."""
        return {kind: model.get_params(deep=False) for kind, model in self._models.items()}

    @property
    def settings(self) -> dict[str, Any]:
        """The kind of the model that is fitted as ``algorithm``, and the parameters that a view shows."""
        return {"algorithm": self.kind, **self.current.read_settings()}

    def restore(self, kind: str, parameters: dict[str, dict[str, Any]]) -> None:
        """Switch to the model of a kind, and give each its former parameters."""
        self.kind = kind
        for name, former in parameters.items():
            self._models[name].set_params(**former)

    def write_settings(self, **settings: Any) -> None:
        """Set parameters of the model that is fitted, of that of another kind if ``algorithm`` says so."""
        self.switch(settings.get("algorithm", self.kind))
        for name, value in settings.items():
            self.current.write_setting(name, value)

    def switch(self, kind: str) -> None:
        """Switch to the model of another kind, with the shared settings."""
        if kind == self.kind:
            return
        before = self.current.read_settings()
        if kind not in self._models:
            self._models[kind] = kinds.models()[kind].alternative()
        self.kind = kind
        model: IterativeEstimator = self.current
        now = model.read_settings()
        for name in SHARED:
            if name in before and now.get(name) != before[name]:  # one that it has not is ignored
                model.write_setting(name, before[name])
