// Generated from python/iterscope/fractal/messages/__init__.py by `python -m tests.protocol`. Do not edit.

import type { Colormaps } from "./messages/colors.js";
import type { PicturePart } from "./messages/large.js";
import type { Fly, Place } from "./messages/places.js";
import type { Tiles } from "./messages/tiles.js";

export * from "./messages/colors.js";
export * from "./messages/frames.js";
export * from "./messages/large.js";
export * from "./messages/overlays.js";
export * from "./messages/places.js";
export * from "./messages/tiles.js";
export * from "./messages/traits.js";
export * from "./messages/values.js";

/** A message was refused, or a computation failed; nothing else has changed. */
export interface Failure {
  kind: "error";
  vid: string | null;
  seq: number | null;
  code: "malformed" | "refused" | "failed";
  /** Description of the error and of what is allowed, at most 300 characters of plain text. */
  message: string;
}

/** The view was closed. */
export interface CloseRequest {
  kind: "close";
  vid: string;
}

/** The kernel has the request and works on it: no need to ask again. */
export interface Accepted {
  kind: "accepted";
  vid: string;
  seq: number;
}

/** Messages from the kernel. */
export type Reply = Tiles | Accepted | Failure | Place | Colormaps | PicturePart | Fly;
