/** Steps of a mixture for tests, as the kernel sends them. */

import { random } from "../support/random.mjs";

/** Standard normal numbers (Box and Muller). */
export function normals(seed) {
  const { number } = random(seed);
  return () => Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number());
}

export function makeStep(parameters) {
  return {
    iteration: 1,
    init: 0,
    phase: "expect",
    log_likelihood: null,
    lower_bound: null,
    change: null,
    stop_reason: null,
    degenerate: [],
    elapsed: 0,
    parameters,
  };
}

/** A positive definite matrix: A A' + 0.3 I. */
export function randomCovariance(normal, d) {
  const a = Array.from({ length: d }, () => Array.from({ length: d }, normal));
  return a.map((row, i) =>
    a.map((other, j) => row.reduce((sum, value, m) => sum + value * other[m], i === j ? 0.3 : 0)),
  );
}

/** A random mixture of a covariance type. */
export function randomStep(seed, k, d, type) {
  const normal = normals(seed);
  const one = {
    full: () => Array.from({ length: k }, () => randomCovariance(normal, d)),
    tied: () => randomCovariance(normal, d),
    diag: () => Array.from({ length: k }, () => Array.from({ length: d }, () => 0.2 + normal() ** 2)),
    spherical: () => Array.from({ length: k }, () => 0.2 + normal() ** 2),
  };
  const raw = Array.from({ length: k }, () => 0.2 + Math.abs(normal()));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return makeStep({
    weights: raw.map((weight) => weight / total),
    means: Array.from({ length: k }, () => Array.from({ length: d }, () => 2 * normal())),
    covariances: one[type](),
  });
}

/** The covariance matrix of a component, whatever the type is. */
export function dense({ parameters: { covariances, means } }, type, component) {
  const d = means[component].length;
  const diagonal = (at) =>
    Array.from({ length: d }, (_, i) => Array.from({ length: d }, (__, j) => (i === j ? at(i) : 0)));
  if (type === "full") return covariances[component];
  if (type === "tied") return covariances;
  return diagonal((i) => (type === "diag" ? covariances[component][i] : covariances[component]));
}

/** Parameters of k components for d features, of any model. */
export function parametersOf({ kind, covariance_type: type }, k, d) {
  const { parameters } = randomStep(61, k, d, type ?? "full");
  const { number } = random(62);
  const probabilities = Array.from({ length: k }, () => Array.from({ length: d }, () => 0.05 + 0.9 * number()));
  const rates = probabilities.map((row) => row.map((value) => 4 * value));
  const start = parameters.weights;
  const transition = probabilities.map((_, i) => start.map((__, j) => start[(i + j) % k]));
  if (kind === "self_organizing_map") return { ...parameters, radius: 1.5 };
  if (kind.startsWith("categorical"))
    return {
      ...parameters,
      start,
      transition,
      probabilities: probabilities.map((row) => row.map((p) => [(1 - p) / 3, p, (2 * (1 - p)) / 3])),
    };
  const spatial = {
    scales: parameters.covariances,
    degrees_of_freedom: start.map((_, i) => 2.5 * (i + 1)),
    log_weights: start.map((weight) => Math.log(weight) - 0.1),
    mean_precision: start.map((weight) => 1 + 100 * weight),
    coefficients: probabilities.map((row) => row.slice(1)),
    variances: start,
  };
  return { ...parameters, ...spatial, start, transition, probabilities, rates };
}
