// Generated from python/iterscope/fractal/messages/values.py by `python -m tests.protocol`. Do not edit.

/** Real and imaginary part. */
export type DecimalPair = [string, string];

/** Iterations; "auto" grows with the depth. */
export type MaxIter = number | "auto";

/** Points along each side of a pixel. */
export type Antialias = 1 | 2 | 4;

/** The map that is iterated. */
export interface Formula {
  kind: string;
  /** Complex numbers as pairs of decimal strings, several in one list, integers as they are. */
  parameters: Record<string, string[] | number>;
}
