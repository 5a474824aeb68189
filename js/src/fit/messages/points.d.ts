// Generated from python/iterscope/fit/messages/points.py by `python -m tests.protocol`. Do not edit.

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
