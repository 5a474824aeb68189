// Generated from python/iterscope/fit/messages/selection.py by `python -m tests.protocol`. Do not edit.

import type { Model } from "./steps.js";
import type { Real } from "./values.js";

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
