// Generated from python/iterscope/fractal/messages/colors.py by `python -m tests.protocol`. Do not edit.

/** What colors tell; "histogram" is the rank of the smooth count. */
export type ColorBy = "count" | "smooth" | "histogram" | "distance" | "final_angle" | "trap" | "root";

/** What the colors of points that never escape tell. */
export type Interior = "flat" | "period" | "internal_angle" | "distance";

/** All colormaps that there are, to choose one from. */
export interface ColormapsRequest {
  kind: "colormaps";
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

/** A colormap. What is colored by it, and how, the traits say: the page makes the rest of it. */
export interface Coloring {
  /** Its name. */
  colormap: string;
  /** Once through it: red, green and blue of each color, a byte each, base64. */
  palette: string;
  /** Whether it ends where it begins; colors that repeat go there and back otherwise. */
  cyclic: boolean;
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
