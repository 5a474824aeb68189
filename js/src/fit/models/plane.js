/** Common parts of models of points in space: they can be fitted to the same data, and are drawn alike. */
export const PLANE = {
  view: /** @type {const} */ ("plane"),
  sample: "Point",
  handle: "mean",
  siblings: [
    ...["gaussian_mixture", "student_mixture", "bayesian_gaussian_mixture", "mixture_of_regressions"],
    "kmeans",
  ],
  settings: new Set([
    ...["algorithm", "n_components", "covariance_type", "init_params", "random_state", "reg_covar", "tol", "max_iter"],
    "compare",
  ]),
  styleTraits: new Set(["dims", "colors", "sigmas", "density", "fade", "trails", "regression"]),
};

/**
 * All names of a set but some.
 *
 * @template {string} Name
 * @param {ReadonlySet<Name>} names
 * @param {...string} others
 */
export function without(names, ...others) {
  return new Set([...names].filter((name) => !others.includes(name)));
}
