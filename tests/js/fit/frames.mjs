/** A step as the kernel sends it, with what a test wants to be special. */
export function step(special = {}) {
  return {
    iteration: 0,
    init: 0,
    phase: "init",
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [1, 1],
    ],
    covariances: [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    log_likelihood: null,
    lower_bound: null,
    change: null,
    converged: false,
    stop_reason: null,
    degenerate: [],
    elapsed: 0,
    ...special,
  };
}

/** The half-steps of so many iterations. */
export function fit(iterations) {
  const steps = [step()];
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const found = { iteration, log_likelihood: -100 / iteration, change: iteration === 1 ? null : 1 / iteration };
    steps.push(step({ ...found, phase: "expect" }), step({ ...found, phase: "maximize", means: [[iteration, 0], [1, 1]] }));
  }
  return steps;
}

/** A message of consecutive steps. */
export function frames(first, steps, special = {}) {
  return { kind: "frames", run: 1, algorithm: "em", covariance_type: "full", first, steps, ...special };
}
