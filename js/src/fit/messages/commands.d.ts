// Generated from python/iterscope/fit/messages/commands.py by `python -m tests.protocol`. Do not edit.

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

/** The step after the one that is shown is wanted, which stays the one that is shown. */
export interface AheadRequest {
  kind: "ahead";
  vid: string;
  run: number;
  /** Of the step that is shown. */
  index: number;
}

/** Show the step some half-steps further on. */
export interface StepRequest {
  kind: "step";
  vid: string;
  /** Negative goes back. */
  n: number;
}
