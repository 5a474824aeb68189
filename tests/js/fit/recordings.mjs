const IDENTITY = [
  [1, 0],
  [0, 1],
];
const START = {
  weights: [0.5, 0.5],
  means: [
    [0, 0],
    [1, 1],
  ],
  covariances: [IDENTITY, IDENTITY],
};

/** A step as the kernel sends it, with what a test wants to be special. */
export function step({ parameters = {}, ...special } = {}) {
  return {
    iteration: 0,
    init: 0,
    phase: "init",
    parameters: { ...START, ...parameters },
    log_likelihood: null,
    lower_bound: null,
    change: null,
    stop_reason: null,
    degenerate: [],
    floored: [],
    elapsed: 0,
    ...special,
  };
}

/** The half-steps of so many iterations. */
export function fit(iterations) {
  const steps = [step()];
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const found = { iteration, log_likelihood: -100 / iteration, change: iteration === 1 ? null : 1 / iteration };
    steps.push(
      step({ ...found, phase: "expect" }),
      step({
        ...found,
        phase: "maximize",
        parameters: {
          means: [
            [iteration, 0],
            [1, 1],
          ],
        },
      }),
    );
  }
  return steps;
}

/** A message of consecutive steps. */
export function message(first, steps, special = {}) {
  return {
    kind: "steps",
    run: 1,
    model: { kind: "gaussian_mixture", covariance_type: "full" },
    first,
    steps,
    ...special,
  };
}
