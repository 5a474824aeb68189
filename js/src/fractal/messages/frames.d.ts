// Generated from python/iterscope/fractal/messages/frames.py by `python -m tests.protocol`. Do not edit.

import type { ColorBy, Interior } from "./colors.js";
import type { DecimalPair, Formula, MaxIter } from "./values.js";

/**
 * One picture of a whole view while its formula is dragged, in the colors of the widget.
 *
 * Now and then the widget takes the formula, as if its trait were set.
 */
export interface FrameRequest {
  kind: "frame";
  vid: string;
  seq: number;
  formula: Formula;
  max_iter: MaxIter;
  center: DecimalPair;
  log2_width: number;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
}

/** A picture of a whole view, which needs no round trip. */
export interface Poster {
  /** Base64. */
  png: string;
  center: DecimalPair;
  log2_width: number;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  formula: Formula;
  max_iter: MaxIter;
  colormap: string;
  color_by: ColorBy;
  density: number;
  offset: number;
  light: number;
  interior: Interior;
}

/** The kernel's answer to a `FrameRequest`. */
export interface Frame {
  kind: "frame";
  vid: string;
  seq: number;
  /** Time to compute and encode it, in milliseconds. */
  ms: number;
  poster: Poster;
}
