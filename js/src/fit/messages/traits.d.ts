// Generated from python/iterscope/fit/messages/traits.py by `python -m tests.protocol`. Do not edit.

import type { Poster } from "./pictures.js";

/** The traits of `MixtureWidget`; the page sets those up to `fluid`. */
export interface Traits {
  /** Of the step that is shown. */
  index: number;
  playing: boolean;
  /** Half-steps per second. */
  speed: number;
  loop: boolean;
  /** Features, or beyond them principal axes. One: histogram; two: plane; three: cloud. */
  dims: number[];
  /** The part of the data that is shown: left and right, of two dims bottom and top too; None is all. */
  box: number[] | null;
  /** Kind of the model. */
  algorithm: string;
  n_components: number;
  covariance_type: "full" | "tied" | "diag" | "spherical";
  init_params: string;
  /** None if the model has none, or not a number. */
  random_state: number | null;
  reg_covar: number | "relative";
  tol: number;
  max_iter: number;
  /** The variance at which all covariances are held as multiples of the identity; None if they are not. */
  epsilon: number | null;
  colors: "blend" | "argmax";
  /** Whether uncertain points (high entropy) are drawn faint. */
  fade: boolean;
  /** Of 1, 2 and 3. */
  sigmas: number[];
  trails: boolean;
  density: "none" | "heat" | "contours";
  /** Whether samples are marked by their true classes, if these are known. */
  classes: boolean;
  /** Whether the conditional mean and band of dims[1] given dims[0] are drawn. */
  regression: boolean;
  /** Whether all pairs of features are shown at once. */
  pairs: boolean;
  /** Whether the bound of the last E step is shown, along the line to the next parameters. */
  bound: boolean;
  /** Whether the model's companion from the same start is shown too. */
  compare: boolean;
  /** CSS pixels. */
  width: number;
  /** CSS pixels. */
  height: number;
  fluid: boolean;
  /** A hint what to look at, shown above the scene; "" for nothing. */
  lesson: string;
  /** Prepared states: values of traits by their names. */
  slides: Record<string, unknown>[];
  /** The one that is shown; -1 for none. */
  slide: number;
  /** Whether the view asks before each half-step. */
  quiz: boolean;
  /** Number of the present recording. */
  run: number;
  /** Recorded so far. */
  n_steps: number;
  /** Whether the recording has come to the fit's end. */
  complete: boolean;
  /** Why the fit cannot go on; "" while it can. */
  failure: string;
  /** Whether there is a change to take back. */
  can_undo: boolean;
  /** Whether a change has been taken back. */
  can_redo: boolean;
  /** Rows and columns, if each sample is an image. */
  image_shape: number[] | null;
  feature_names: string[];
  /** Of the features, and after them of the principal axes, with their shares of the variance. */
  axis_names: string[];
  /** Some features, that of most variance first. */
  widest: number[];
  /** Of the true classes; empty if they are not known. */
  class_names: string[];
  /** Colors of the components, `#rrggbb`. */
  palette: string[];
  poster: Poster | null;
  /** Of the kernel's side. */
  version: string;
}
