"""Hidden Markov models whose states have a table of parameters: features are independent within a state."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.product.base import FLOOR, ProductMixture
from iterscope.fit.sequence.hmm.base import HiddenMarkovModel
from iterscope.fit.sequence.hmm.em import ChainEM, startable
from iterscope.validation import arrays
from iterscope.validation.renamed import renamed
from iterscope.validation.seed import Seed

P = TypeVar("P", _core.BernoulliChain, _core.CategoricalChain, _core.PoissonChain)


class ProductChainEM(ChainEM[P]):
    """EM for a hidden Markov model whose states have a table of parameters.

    Parameters
    ----------
    model : ProductHMM
        Its parameters say how.
    data : Data
    mixture : ProductMixture
        With the same emissions.

    Raises
    ------
    ValueError
        If what the user gives to start from is not what it must be.
    """

    def __init__(self, model: Any, data: Data, mixture: ProductMixture) -> None:
        filled = startable(model, data)
        filled = model.whole(filled) if data.incomplete else filled
        emission: Any = mixture._algorithm(filled)  # noqa: SLF001  its own
        super().__init__(model, data, emission)
        name = model.parts[2]
        given = getattr(model, f"{name}_init")
        shape = (model.n_components, *model.columns(data.n_features))
        self._table = None if given is None else arrays.parameter(given, f"{name}_init", shape)
        if self._table is not None:
            with renamed({name: f"{name}_init"}):
                self.placed(None)

    def placed(self, emission: Any) -> Any:
        """Return the emissions that the user has given, or these."""
        if self._table is None:
            return emission
        return self.model.mixture.core(np.ones(self.model.n_components), self._table)


class ProductHMM(HiddenMarkovModel):
    """A hidden Markov model whose states have a table of parameters, fitted by EM."""

    settings = ("n_components", "init_params", "random_state", "tol", "max_iter")
    mixture: ClassVar[type[ProductMixture]]
    """The mixture with the same emissions."""
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = HiddenMarkovModel._parameter_constraints  # noqa: SLF001

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-6,
        max_iter: int = 1000,
        n_init: int = 1,
        init_params: str = "kmeans",
        startprob_init: ArrayLike | None = None,
        transmat_init: ArrayLike | None = None,
        frozen: Sequence[str] | None = None,
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.tol = tol
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.startprob_init = startprob_init
        self.transmat_init = transmat_init
        self.frozen = frozen
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    @classmethod
    def from_parameters(cls, startprob: ArrayLike, transmat: ArrayLike, table: ArrayLike) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        startprob : array-like of shape (n_components,)
        transmat : array-like of shape (n_components, n_components)
        table : array-like
            The parameters of the emissions, in the shape of the fitted ones.

        Returns
        -------
        estimator

        Raises
        ------
        ValueError
            If a shape is wrong, or probabilities are none.
        """
        given = arrays.real(table, cls.parts[2])
        given = arrays.double(np.ascontiguousarray(given), cls.parts[2])
        emission = cls.mixture.core(np.ones(len(given)), given)
        return cls._with(cls._sized(given), startprob, transmat, emission)

    @classmethod
    def _sized(cls, table: NDArray[np.float64]) -> Self:
        """Return a model for a table of this shape, not fitted."""
        return cls(len(table))

    @staticmethod
    def columns(n_features: int) -> tuple[int, ...]:
        """Return the shape of a row of the table."""
        return (n_features,)

    def whole(self, data: Data) -> Data:
        """Return data whose filled gaps are values of this kind."""
        return data

    @property
    def prior(self) -> dict[str, Any]:
        """How far parameters are kept from what excludes a value for ever."""
        return {"floor": FLOOR}

    @property
    def _n_emitting(self) -> dict[str, int]:
        name = self.parts[2]
        return {name: getattr(self, f"{name}_").size}

    def _emission(self) -> Any:
        given = getattr(self, f"{self.parts[2]}_")
        table = np.ascontiguousarray(given, np.float64)
        if given.dtype != np.float64:  # float32 rounds what is close to the edge
            table = self.mixture.possible(table)
        return self.mixture.core(np.ones(len(table)), table)

    def _mixture(self, parameters: Any) -> Any:
        mixture = self.mixture(parameters.n_components)
        setattr(mixture, self.mixture.table, getattr(parameters.emission, self.parts[2]))
        return mixture

    def _emission_in_order(self, emission: Any, order: NDArray[np.intp]) -> Any:
        return self.mixture.core(emission.weights, getattr(emission, self.parts[2])[order])

    def _mixture_start(self, **options: Any) -> Any:
        """Return the mixture whose start the emissions take."""
        return self.mixture(self.n_components, init_params=self.init_params, **options)
