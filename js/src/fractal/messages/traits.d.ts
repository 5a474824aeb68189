// Generated from python/iterscope/fractal/messages/traits.py by `python -m tests.protocol`. Do not edit.

import type { ColorBy, Coloring, Interior, Look } from "./colors.js";
import type { Poster } from "./frames.js";
import type { Overlay } from "./overlays.js";
import type { Marked } from "./places.js";
import type { Field } from "./tiles.js";
import type { Antialias, DecimalPair, Formula, MaxIter } from "./values.js";

/** The view that "home" leads to. */
export interface Home {
  center: DecimalPair;
  log2_width: number;
  /** A flat view shows more of the plane if there is a height. */
  log2_height: number | null;
}

/** A place worth seeing. */
export interface Example {
  title: string;
  formula: Formula;
  center: DecimalPair;
  log2_width: number;
}

/** The traits of `FractalWidget`. */
export interface Traits {
  formula: Formula;
  center: DecimalPair;
  log2_width: number;
  /** The `log2_width` at which a page has fitted home into its view; a page sends both together. */
  fitted: number;
  max_iter: MaxIter;
  /** Name of the coloring: of one of `colormaps`, else of `coloring`. */
  colormap: string;
  color_by: ColorBy;
  /** How often colors pass by: 1 is usual. */
  density: number;
  /** Turns of the colors. */
  offset: number;
  /** Strength of the light on slopes, from 0 to 1. */
  light: number;
  interior: Interior;
  /** Points along each side of a pixel, once the view rests. */
  antialias: Antialias;
  /** What is drawn above the picture. */
  overlays: Overlay[];
  /** Of the rays. */
  angles: string[];
  engine: string;
  /** CSS pixels. */
  width: number;
  /** CSS pixels. */
  height: number;
  /** Whether the view takes the full width of its cell and reports it. */
  fluid: boolean;
  poster: Poster | null;
  home: Home;
  /** Tile levels that the kernel can compute, with this formula and engine. */
  zoom_range: [number, number];
  /** That of the kernel's present colormap. */
  coloring: Coloring;
  /** The menu, in its order. */
  colormaps: Coloring[];
  /** Fields that the kernel, or a file, has of this formula. */
  field_names: Field[];
  /** How many times as fast as usual the colors of its counts change. */
  pace: number;
  /** Turns of the colors in a second, while they play; 0 if they rest. */
  cycling: number;
  /** What colors go back to, as far as a person has chosen it. */
  usual: Look;
  /** Places of all families. */
  examples: Example[];
  /** Those that the kernel has. */
  engines: string[];
  /** Pixels along a side. */
  tile_size: number;
  /** Name of the file that tiles are read from; None if they are computed. */
  file: string | null;
  /** Of the kernel's side. */
  version: string;
  bookmarks: Marked[];
}

/** The traits of `ExplorerWidget`. */
export interface ExplorerTraits {
  /** Reference to the widget of the parameter plane. */
  parameter_plane: string;
  /** Reference to the widget of the dynamical plane, whose formula has the constant c. */
  dynamical_plane: string;
  /** Whether both planes show the same place. */
  together: boolean;
  /** Whether the dynamical plane comes first. */
  swapped: boolean;
  /** CSS pixels of both together. */
  width: number;
  /** CSS pixels of each. */
  height: number;
  /** Whether they take the full width of their cell and report it. */
  fluid: boolean;
  poster: null;
  /** Of the kernel's side. */
  version: string;
}
