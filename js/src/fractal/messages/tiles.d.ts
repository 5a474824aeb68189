// Generated from python/iterscope/fractal/messages/tiles.py by `python -m tests.protocol`. Do not edit.

import type { Formula, MaxIter } from "./values.js";

/**
 * Name of a field: a number that a tile holds for each pixel.
 *
 * "color" is the color itself, red in the lowest byte: of pictures in files nothing else is known.
 */
export type Field =
  | "count"
  | "smooth"
  | "fraction"
  | "distance"
  | "angle"
  | "final_angle"
  | "trap"
  | "period"
  | "interior_distance"
  | "internal_angle"
  | "root"
  | "color";

/**
 * The tiles that a view lacks, the most wanted first.
 *
 * The request names all that a tile depends on, so its answer cannot be wrong, however messages and trait
 * changes overtake each other.
 */
export interface ViewRequest {
  kind: "view";
  vid: string;
  seq: number;
  formula: Formula;
  max_iter: MaxIter;
  /** Name of the engine; the time depends on it, not the picture. */
  engine: string;
  /** Fields that the coloring in force needs. */
  fields: Field[];
  /** The tiles' level. */
  z: number;
  /** Column of the anchor. */
  x: string;
  /** Row of the anchor, counted upwards. */
  y: string;
  /** Offsets from the anchor. */
  tiles: [number, number][];
}

/** A tile for the browser. */
export interface Tile {
  /** Column, hexadecimal with an optional minus sign. */
  x: string;
  /** Row, counted upwards, hexadecimal with an optional minus sign. */
  y: string;
  /** The number of iterations that "auto" meant. */
  max_iter: number;
  /** Whether a better one follows: here `max_iter` stands for counts that are not known yet, too. */
  preliminary: boolean;
  /** Time to compute and encode it, in milliseconds. */
  ms: number;
  /** Grey PNG, base64: byte planes one above the other, the lowest bytes on top. */
  fields: Record<Field, string>;
}

/** A batch of tiles: the kernel's answer to a `ViewRequest`. */
export interface Tiles {
  kind: "tiles";
  vid: string;
  seq: number;
  z: number;
  tiles: Tile[];
  /** Tiles of the request that are still to come, or to be finished. */
  remaining: number;
}
