// Generated from python/iterscope/fit/messages.py by `python -m tests.protocol`. Do not edit.

/** A message was refused, or a computation failed; nothing else has changed. */
export interface Failure {
  kind: "error";
  vid: string | null;
  seq: number | null;
  code: "malformed" | "refused" | "failed";
  /** Description of the error and of what is allowed, at most 300 characters of plain text. */
  message: string;
}

/** None is a number that is not finite. */
export type Real = number | null;

/** A view was opened, and wants all points and steps. */
export interface OpenRequest {
  kind: "open";
  vid: string;
}

/** A view was closed. */
export interface CloseRequest {
  kind: "close";
  vid: string;
}

/** Run to the end of the fit. */
export interface FinishRequest {
  kind: "finish";
  vid: string;
}

/** Fit again from a new start. */
export interface RestartRequest {
  kind: "restart";
  vid: string;
}

/** Restore the data and the parameters of the beginning. */
export interface ResetRequest {
  kind: "reset";
  vid: string;
}

/** Take the last change of the fit back: a drag, a stroke of the brush, or settings. */
export interface UndoRequest {
  kind: "undo";
  vid: string;
}

/** Do again what was taken back last. */
export interface RedoRequest {
  kind: "redo";
  vid: string;
}

/** Show the step some half-steps further on. */
export interface StepRequest {
  kind: "step";
  vid: string;
  /** Negative goes back. */
  n: number;
}

/** Run several starts side by side. */
export interface StartsRequest {
  kind: "starts";
  vid: string;
  n: number;
}

/** Show one of the last starts. */
export interface StartRequest {
  kind: "start";
  vid: string;
  n: number;
}

/** Compare mixtures of several sizes, otherwise like the present one, by an information criterion. */
export interface SelectRequest {
  kind: "select";
  vid: string;
}

/** Show a row of the last selection. */
export interface ChooseRequest {
  kind: "choose";
  vid: string;
  n: number;
}

/** A component's handle is dragged: the fit goes on from this step with that handle moved. */
export interface MoveRequest {
  kind: "move";
  vid: string;
  seq: number;
  run: number;
  index: number;
  component: number;
  dims: number[];
  at: number[];
  /** Whether the handle has been let go. */
  done: boolean;
}

/** Points that are added, or places around which points are erased. */
export interface BrushRequest {
  kind: "brush";
  vid: string;
  tool: "add" | "erase";
  dims: number[];
  at: number[][];
  /** Half axes of the ellipse within which points are erased, in the data's units. */
  radius: number[];
  /** Number of the stroke, from 1 on: its messages are taken back together. 0: it has no other message. */
  stroke: number;
}

/** A layer of a step is wanted; the newest request of each view and layer is answered. */
export interface PictureRequest {
  kind: "picture";
  vid: string;
  seq: number;
  run: number;
  index: number;
  layer: "samples" | "density";
  dims: [number, number];
  /** Left, right, bottom, top in the data's units. */
  box: [number, number, number, number];
  /** Device pixels. */
  width: number;
  /** Device pixels. */
  height: number;
}

/** The agreement of a step with the true classes is wanted; each view's newest request is answered. */
export interface AgreementRequest {
  kind: "agreement";
  vid: string;
  seq: number;
  run: number;
  index: number;
}

/** The part of the data that a view shows now that its camera rests. */
export interface CameraRequest {
  kind: "camera";
  vid: string;
  dims: number[];
  /** Left and right, of two features bottom and top too, in the data's units; null is all of the data. */
  box: number[] | null;
}

/** Messages from the page. */
export type PageRequest =
  | OpenRequest
  | CloseRequest
  | FinishRequest
  | RestartRequest
  | ResetRequest
  | UndoRequest
  | RedoRequest
  | StepRequest
  | StartsRequest
  | StartRequest
  | SelectRequest
  | ChooseRequest
  | MoveRequest
  | BrushRequest
  | PictureRequest
  | AgreementRequest
  | CameraRequest;

/** The model of some steps, and its settings that stay the same over them. */
export interface Model {
  /** Its name in the registry. */
  kind: string;
  covariance_type?: "full" | "tied" | "diag" | "spherical";
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

/** The samples, or as many of them, chosen at random, as a page can draw one by one. */
export interface Points {
  kind: "points";
  /** Counts the changes by brush. */
  revision: number;
  n_samples: number;
  n_features: number;
  /** Rows of `data`; below `n_samples` the kernel draws the samples of two dimensions. */
  n_points: number;
  /** Little endian float64, row by row, base64. */
  data: string;
  /** Little endian float32 for each row, relative to the heaviest, base64; null where all weigh the same. */
  weights: string | null;
  /** The true classes, if they are known: one byte a row, base64; 255 for none. */
  labels: string | null;
  /** Least value of each feature, of all samples. */
  low: number[];
  /** Largest value of each feature. */
  high: number[];
}

/** A layer of one step, drawn by the kernel. */
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

/** How well the components agree with the true classes; see `iterscope.fit.session.agreement`. */
export interface Agreement {
  kind: "agreement";
  vid: string;
  seq: number;
  run: number;
  index: number;
  /** The adjusted Rand index: 1 for the same partition, about 0 for one by chance. */
  rand: number;
  /** A row for each class, a column for each component: samples of the class that belong to it most. */
  table: number[][];
}

/** The end of one start. */
export interface Start {
  seed: number;
  n_iter: number;
  model: Model;
  step: Step;
}

/** The ends of several starts. */
export interface Starts {
  kind: "starts";
  best: number;
  starts: Start[];
}

/** One of the mixtures that were compared; criteria of one that could not be fitted are None. */
export interface SelectionRow {
  n_components: number;
  model: Model;
  /** Whether a component has collapsed: what the criteria say then means nothing. */
  degenerate: boolean;
  bic: Real;
  aic: Real;
  icl: Real;
}

/** The mixtures that `select` has compared. */
export interface Selection {
  kind: "selection";
  criterion: "bic" | "aic" | "icl";
  best: number;
  rows: SelectionRow[];
}

/** Messages from the kernel. */
export type Reply = Points | Steps | Picture | Agreement | Starts | Selection | Failure;

/** A picture of the view for a page without a kernel. */
export interface Poster {
  /** Base64. */
  png: string;
  width: number;
  height: number;
}

/** The traits of `MixtureWidget`; the page sets those up to `fluid`. */
export interface Traits {
  /** Of the step that is shown. */
  index: number;
  playing: boolean;
  /** Half-steps per second. */
  speed: number;
  loop: boolean;
  /** One: histogram; two: plane; three: cloud. */
  dims: number[];
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
  /** Whether the model's companion from the same start is shown too. */
  compare: boolean;
  /** CSS pixels. */
  width: number;
  /** CSS pixels. */
  height: number;
  fluid: boolean;
  /** A hint what to look at, shown above the scene; "" for nothing. */
  lesson: string;
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
  feature_names: string[];
  /** Of the true classes; empty if they are not known. */
  class_names: string[];
  /** Colors of the components, `#rrggbb`. */
  palette: string[];
  poster: Poster | null;
  /** Of the kernel's side. */
  version: string;
}
