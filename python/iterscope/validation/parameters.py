"""Parameters of estimators, refused in few words."""

from sklearn.base import BaseEstimator
from sklearn.utils._param_validation import InvalidParameterError

_LONGEST = 600
"""Characters of a refusal."""


class CheckedParameters(BaseEstimator):  # type: ignore[misc]
    """An estimator whose refusals of parameters do not repeat all of a long value, as scikit-learn's do."""

    def _validate_params(self) -> None:
        try:
            super()._validate_params()
        except InvalidParameterError as error:
            text = str(error)
            if len(text) > _LONGEST:
                text = f"{text[:400]} ... {text[-150:]}"
            raise InvalidParameterError(text) from None
