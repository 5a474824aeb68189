// Generated from python/iterscope/fit/messages.py by `python -m tests.protocol`. Do not edit.

/** None is a number that is not finite. */
export type Real = number | null;

/** The state of a fit after one step; `EMStep` tells what the fields are. */
export interface Frame {
  iteration: number;
  init: number;
  phase: string;
  weights: number[];
  means: number[][];
  /** In the shape of their type; None for k-means. */
  covariances: unknown[] | null;
  /** Of k-means minus the inertia. */
  log_likelihood: Real;
  lower_bound: Real;
  change: Real;
  converged: boolean;
  stop_reason: string | null;
  degenerate: number[];
  elapsed: number;
}

/** Consecutive steps of a recording; one of a newer run replaces all of an older. */
export interface Frames {
  kind: "frames";
  run: number;
  algorithm: "em" | "kmeans";
  covariance_type: "full" | "tied" | "diag" | "spherical";
  /** Index of the first of the steps. */
  first: number;
  steps: Frame[];
}

/** The samples, or as many of them, chosen at random, as a page can draw one by one. */
export interface Points {
  kind: "points";
  /** Counts the changes by brush. */
  revision: number;
  n_samples: number;
  n_features: number;
  n_points: number;
  /** Little endian float64, row by row, base64. */
  data: string;
  /** The true classes, if they are known: one byte a row, base64; 255 for none. */
  labels: string | null;
  /** Least value of each feature, of all samples. */
  low: number[];
  high: number[];
}

/** A layer of one frame, drawn by the kernel. */
export interface Picture {
  kind: "picture";
  vid: string;
  seq: number;
  run: number;
  index: number;
  layer: "samples" | "density";
  dims: number[];
  /** Left, right, bottom, top in the data's units. */
  box: number[];
  width: number;
  height: number;
  /** RGBA, base64. */
  png: string;
}

/** The end of one start. */
export interface StartRow {
  seed: number;
  n_iter: number;
  algorithm: "em" | "kmeans";
  covariance_type: "full" | "tied" | "diag" | "spherical";
  step: Frame;
}

/** The ends of several starts. */
export interface Starts {
  kind: "starts";
  best: number;
  starts: StartRow[];
}

/** One of the mixtures that were compared; criteria of one that could not be fitted are None. */
export interface SelectionRow {
  n_components: number;
  covariance_type: "full" | "tied" | "diag" | "spherical";
  bic: Real;
  aic: Real;
  icl: Real;
}

/** What `select` has compared. */
export interface Selected {
  kind: "selection";
  criterion: string;
  best: number;
  rows: SelectionRow[];
}
