// Generated from python/iterscope/fractal/messages.py by `python -m tests.protocol`. Do not edit.

/** A message was refused, or a computation failed; nothing else has changed. */
export interface Failure {
  kind: "error";
  vid: string | null;
  seq: number | null;
  code: "malformed" | "refused" | "failed";
  /** Description of the error and of what is allowed, at most 300 characters of plain text. */
  message: string;
}

/** Real and imaginary part. */
export type DecimalPair = [string, string];

/** Iterations; "auto" grows with the depth. */
export type MaxIter = number | "auto";

/** Name of a field: a number that a tile holds for each pixel. */
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
  | "root";

/** What colors tell; "histogram" is the rank of the smooth count. */
export type ColorBy = "count" | "smooth" | "histogram" | "distance" | "final_angle" | "trap" | "root";

/** What the colors of points that never escape tell. */
export type Interior = "flat" | "period" | "internal_angle" | "distance";

/** What is drawn above the picture. */
export type Overlay = "axes" | "equipotentials" | "cycle" | "critical" | "bulb" | "rays" | "circle" | "orbit";

/** Points along each side of a pixel. */
export type Antialias = 1 | 2 | 4;

/** The map that is iterated. */
export interface Formula {
  kind: string;
  /** Complex numbers as pairs of decimal strings, several in one list, integers as they are. */
  parameters: Record<string, string[] | number>;
}

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

/** One picture of a whole view while its formula is dragged, in the colors of the widget. */
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

/** External rays. */
export interface RaysRequest {
  kind: "rays";
  vid: string;
  seq: number;
  formula: Formula;
  angles: string[];
  /** Of the view in which they are drawn: they are followed so far. */
  log2_width: number;
}

/** Curves of equal potential in a view. */
export interface EquipotentialsRequest {
  kind: "equipotentials";
  vid: string;
  seq: number;
  formula: Formula;
  max_iter: MaxIter;
  center: DecimalPair;
  log2_width: number;
  columns: number;
  rows: number;
}

/** The component of the interior in which a parameter lies. */
export interface ComponentRequest {
  kind: "component";
  vid: string;
  seq: number;
  point: DecimalPair;
}

/** All colormaps that there are, to choose one from. */
export interface ColormapsRequest {
  kind: "colormaps";
  vid: string;
  seq: number;
}

/** The view was closed. */
export interface CloseRequest {
  kind: "close";
  vid: string;
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
  max_iter: MaxIter;
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

/** A picture of a view, to be saved in any size; its parts come one by one. */
export interface PictureRequest {
  kind: "picture";
  vid: string;
  seq: number;
  saved: Saved;
  /** Points along each side of a pixel. */
  antialias: Antialias;
  /** CSS pixels of the view. */
  width: number;
  /** CSS pixels of the view. */
  height: number;
  /** Pixels of the picture; it has the view's shape. */
  across: number;
}

/** A part of a PNG file: the kernel's answers to a `PictureRequest`, in their order. */
export interface PicturePart {
  kind: "picture";
  vid: string;
  seq: number;
  /** From 0. */
  part: number;
  /** In all. */
  parts: number;
  /** Bytes of the file, base64. */
  png: string;
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

/** An external ray. */
export interface Ray {
  angle: string;
  origin: DecimalPair;
  /** Real and imaginary parts by turns from far out inwards, as seen from `origin`: float64, base64. */
  offsets: string;
  landing: DecimalPair | null;
  /** What it lands at; empty if that is not known. */
  name: string;
}

/** The kernel's answer to a `RaysRequest`. */
export interface Rays {
  kind: "rays";
  vid: string;
  seq: number;
  rays: Ray[];
}

/** Pieces of curves of equal potential. */
export interface Curve {
  /** From 0 to 1: the denser the curves, the weaker they are drawn. */
  strength: number;
  /** Both ends of each, x and y upwards from the center, in units of the width / 8192: int16, base64. */
  pieces: string;
}

/** A place on a curve to write beside. */
export interface CurveName {
  /** The potential there is degree ** -level. */
  level: number;
  x: number;
  y: number;
}

/** The kernel's answer to an `EquipotentialsRequest`. */
export interface Equipotentials {
  kind: "equipotentials";
  vid: string;
  seq: number;
  center: DecimalPair;
  log2_width: number;
  degree: number;
  curves: Curve[];
  names: CurveName[];
}

/** The kernel's answer to a `ComponentRequest`. */
export interface Component {
  kind: "component";
  vid: string;
  seq: number;
  /** 0 outside, and where nothing was found. */
  period: number;
  root: DecimalPair | null;
  /** Whether the root is a cusp, and not the bond of a bulb. */
  is_cusp: boolean;
  /** Those whose rays land at the root. */
  angles: string[];
  address: string;
  /** p/q of a bulb. */
  rotation: string | null;
  /** Outside: the external angle, to as many digits as it is known, and the potential. */
  exterior: string;
}

/** The kernel has the request and works on it: no need to ask again. */
export interface Accepted {
  kind: "accepted";
  vid: string;
  seq: number;
}

/** A colormap to choose. */
export interface Swatch {
  name: string;
  /** sequential, diverging, cyclic, qualitative or miscellaneous. */
  category: string;
  /** A few of its colors, red, green and blue of each as two hexadecimal digits. */
  colors: string;
}

/** The kernel's answer to a `ColormapsRequest`. */
export interface Colormaps {
  kind: "colormaps";
  vid: string;
  seq: number;
  colormaps: Swatch[];
}

/** Messages from the kernel. */
export type Reply = Tiles | Accepted | Failure | Place | Colormaps | PicturePart | Fly;

/** Its answers about overlays. */
export type OverlayReply = Rays | Equipotentials | Component;

/** A colormap. What is colored by it, and how, the traits say: the page makes the rest of it. */
export interface Coloring {
  /** Its name. */
  colormap: string;
  /** Once through it: red, green and blue of each color, a byte each, base64. */
  palette: string;
  /** Whether it ends where it begins; colors that repeat go there and back otherwise. */
  cyclic: boolean;
}

/** The view that "home" leads to. */
export interface Home {
  center: DecimalPair;
  log2_width: number;
  /** A flat view shows more of the plane if there is a height. */
  log2_height: number | null;
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

/** What of a pixel is colored, and how; parts of it. */
export interface Look {
  colormap: string;
  color_by: ColorBy;
  density: number;
  offset: number;
  light: number;
  interior: Interior;
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
