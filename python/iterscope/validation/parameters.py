"""Parameters of estimators, refused in few words."""

import sys
from numbers import Integral, Real
from typing import Any, Final

from sklearn.base import BaseEstimator
from sklearn.utils._param_validation import (
    Interval,
    InvalidParameterError,
    validate_parameter_constraints,
)

from iterscope.validation import arguments
from iterscope.validation.seed import SEED

AT_LEAST_ONE: Final = Interval(Integral, 1, None, closed="left")
NOT_NEGATIVE: Final = Interval(Real, 0, None, closed="left")
ITERATED: Final[dict[str, list[Any]]] = {
    "tol": [NOT_NEGATIVE],
    "max_iter": [Interval(Integral, 0, None, closed="left")],
    "n_init": [AT_LEAST_ONE],
    "random_state": SEED,
    "verbose": ["verbose"],
    "verbose_interval": [AT_LEAST_ONE],
}
"""What the parameters may be that say how long a model is fitted, how often, and what is told of it."""


class CheckedParameters(BaseEstimator):  # type: ignore[misc]
    """An estimator whose real parameters are float64, and whose refusals do not repeat all of a value."""

    def _validate_params(self) -> None:
        try:
            super()._validate_params()
        except InvalidParameterError as error:
            raise InvalidParameterError(arguments.brief(str(error))) from None
        except Exception:
            self._refuse_what_cannot_be_checked()
            raise
        for name, constraints in self._parameter_constraints.items():
            value = getattr(self, name)
            real = any(isinstance(allowed, Interval) and allowed.type is Real for allowed in constraints)
            if real and isinstance(value, Integral) and int(value) > sys.float_info.max:
                raise InvalidParameterError(
                    f"The {name!r} parameter of {type(self).__name__} must be at most {sys.float_info.max}, "
                    f"got {arguments.shown(value)}"
                )

    def _refuse_what_cannot_be_checked(self) -> None:
        """Name the parameter at which scikit-learn's check fails: it cannot be compared, or told."""
        for name, constraints in self._parameter_constraints.items():
            value = getattr(self, name)
            try:
                validate_parameter_constraints({name: constraints}, {name: value}, type(self).__name__)
            except Exception:  # noqa: BLE001  of any kind, for the value is a stranger's
                raise InvalidParameterError(
                    f"The {name!r} parameter of {type(self).__name__} cannot be {arguments.shown(value)}"
                ) from None
