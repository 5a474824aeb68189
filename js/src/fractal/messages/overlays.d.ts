// Generated from python/iterscope/fractal/messages/overlays.py by `python -m tests.protocol`. Do not edit.

import type { DecimalPair, Formula, MaxIter } from "./values.js";

/** What is drawn above the picture. */
export type Overlay = "axes" | "equipotentials" | "cycle" | "critical" | "bulb" | "rays" | "circle" | "orbit";

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

/** An external ray. */
export interface Ray {
  angle: string;
  origin: DecimalPair;
  /** Real and imaginary parts by turns from far out inwards, in widths from `origin`: float64, base64. */
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
  /** That of the request. */
  log2_width: number;
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

/** The kernel's answers about overlays. */
export type OverlayReply = Rays | Equipotentials | Component;
