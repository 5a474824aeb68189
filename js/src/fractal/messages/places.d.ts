// Generated from python/iterscope/fractal/messages/places.py by `python -m tests.protocol`. Do not edit.

import type { ColorBy, Interior } from "./colors.js";
import type { DecimalPair, Formula } from "./values.js";

/** The colors of a saved view. */
export interface SavedColoring {
  colormap: string;
  color_by: ColorBy;
  density: number;
  offset: number;
  light: number;
  interior: Interior;
}

/** A view as pictures and bookmarks hold it, and as it is copied. */
export interface Saved {
  formula: Formula;
  center: DecimalPair;
  log2_width: number;
  /** None leaves those that are. */
  max_iter: number | "auto" | null;
  /** None leaves those that are. */
  coloring: SavedColoring | null;
}

/** A bookmark. */
export interface Marked {
  version: number;
  name: string;
  saved: Saved;
  /** A small picture, PNG or JPEG, base64; empty for none. */
  thumbnail: string;
}

/** A text that names a place: a point, an angle, an internal address, a period, a saved view. */
export interface GotoRequest {
  kind: "goto";
  vid: string;
  seq: number;
  text: string;
  /** The present one. */
  formula: Formula;
  center: DecimalPair;
  log2_width: number;
}

/** The place that a text means: the kernel's answer to a `GotoRequest`. */
export interface Place {
  kind: "place";
  vid: string;
  seq: number;
  /** What was found, in a sentence. */
  words: string;
  /** Names and texts that say more of it. */
  lines: [string, string][];
  saved: Saved;
}

/** All views are to fly to a place, which the traits have at once. */
export interface Fly {
  kind: "fly";
  vid: null;
  center: DecimalPair;
  log2_width: number;
  /** None leaves the pace to the page. */
  seconds: number | null;
}
