/** What a model that EM fits is captioned with; each one adds what its components lack when they are degenerate. */
export const EM = {
  objective: "log-likelihood",
  change: "Change per sample",
  halves: /** @type {[string, string]} */ (["E step", "M step"]),
  weights: "Weights",
  converged: (/** @type {string} */ tolerance) => `the change is below ${tolerance}`,
};
