// Generated from python/iterscope/fit/messages/drags.py by `python -m tests.protocol`. Do not edit.

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

/** A component's ellipse is stretched: the fit goes on from this step with that covariance changed. */
export interface ReshapeRequest {
  kind: "reshape";
  vid: string;
  seq: number;
  run: number;
  index: number;
  component: number;
  dims: number[];
  /** Along these, row by row. */
  covariance: number[][];
  /** Whether the handle has been let go. */
  done: boolean;
}

/** A number of the parameters is dragged: the fit goes on from this step with it changed. */
export interface AdjustRequest {
  kind: "adjust";
  vid: string;
  seq: number;
  run: number;
  index: number;
  /** Of the parameter, such as "transition". */
  name: string;
  /** Where in it the number stands. */
  place: number[];
  value: number;
  /** Whether the handle has been let go. */
  done: boolean;
}
