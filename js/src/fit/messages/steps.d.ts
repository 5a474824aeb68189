// Generated from python/iterscope/fit/messages/steps.py by `python -m tests.protocol`. Do not edit.

import type { Real } from "./values.js";

/** Components whose parameters stay where they start. */
export interface Frozen {
  weights: number[];
  means: number[];
  covariances: number[];
}

/** The model of some steps, and its settings that stay the same over them. */
export interface Model {
  /** Its name in the registry. */
  kind: string;
  covariance_type?: "full" | "tied" | "diag" | "spherical";
  frozen?: Frozen;
  /** Of a linear dynamical system: whether its first state is known. */
  initialization?: "known" | "diffuse";
  /** How many samples the prior of a mean is worth, in a Bayesian mixture. */
  mean_precision_prior?: number;
  /** Of the lattice of a self-organizing map. */
  rows?: number;
  columns?: number;
  topology?: "rectangular" | "hexagonal";
  /** The node that a sample goes to. */
  winner?: "nearest" | "local";
}

/** The state of a fit after one step; `iterscope.EMStep` tells what the fields are. */
export interface Step {
  iteration: number;
  init: number;
  phase: "init" | "expect" | "maximize" | "step";
  /** By name, arrays as nested lists. The page colors the samples by their responsibilities. */
  parameters: Record<string, unknown>;
  /** Of the parameters that the last E step used; of k-means minus the inertia. */
  log_likelihood: Real;
  lower_bound: Real;
  change: Real;
  stop_reason: "converged" | "max_iter" | "callback" | null;
  /** Components. */
  degenerate: number[];
  /** Pairs of a component and a feature whose variance is mostly what the regularization adds. */
  floored: number[][];
  /** Seconds. */
  elapsed: number;
}

/** Consecutive steps of a recording; one of a newer run replaces all of an older. */
export interface Steps {
  kind: "steps";
  run: number;
  /** Its kind is the trait `algorithm`, or that of the companion if `compare` is set. */
  model: Model;
  /** Index of the first of the steps. */
  first: number;
  steps: Step[];
}
