// Generated from python/iterscope/fractal/messages/large.py by `python -m tests.protocol`. Do not edit.

import type { Saved } from "./places.js";
import type { Antialias } from "./values.js";

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
