// Generated from python/iterscope/fit/messages/starts.py by `python -m tests.protocol`. Do not edit.

import type { Model, Step } from "./steps.js";

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
