// Generated from python/iterscope/fit/messages/points.py by `python -m tests.protocol`. Do not edit.

/** Points that are added, or places around which points are erased, or weigh more or less. */
export interface BrushRequest {
  kind: "brush";
  vid: string;
  tool: "add" | "erase" | "heavier" | "lighter";
  dims: number[];
  at: number[][];
  /** Half axes of the ellipse within which points are erased or weighed, in the data's units. */
  radius: number[];
  /** Number of the stroke, from 1 on: its messages are taken back together. 0: it has no other message. */
  stroke: number;
}

/** The principal axes of the samples. */
export interface Principal {
  /** Of the samples; coordinates along the axes are counted from it. */
  mean: number[];
  /** Unit vectors, that of most variance first. */
  axes: number[][];
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
  /** Of the sequences that the rows are, one after the other; null for a single one. */
  lengths: number[] | null;
  /** None of few features or of very many. */
  principal: Principal | null;
  /** Least coordinate of all samples along each feature, and after these each principal axis. */
  low: number[];
  /** Largest coordinate along each. */
  high: number[];
}
