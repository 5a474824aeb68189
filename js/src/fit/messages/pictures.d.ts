// Generated from python/iterscope/fit/messages/pictures.py by `python -m tests.protocol`. Do not edit.

/** A layer of a step is wanted; the newest request of each view and layer is answered. */
export interface PictureRequest {
  kind: "picture";
  vid: string;
  seq: number;
  run: number;
  index: number;
  layer: "samples" | "density";
  dims: [number, number];
  /** Left, right, bottom, top in the data's units. */
  box: [number, number, number, number];
  /** Device pixels. */
  width: number;
  /** Device pixels. */
  height: number;
}

/** A layer of one step, drawn by the kernel. */
export interface Picture {
  kind: "picture";
  vid: string;
  seq: number;
  run: number;
  index: number;
  layer: "samples" | "density";
  dims: number[];
  /** Left, right, bottom, top in the data's units. */
  box: number[];
  width: number;
  height: number;
  /** RGBA, base64. */
  png: string;
}

/** The part of the data that a view shows now that its camera rests. */
export interface CameraRequest {
  kind: "camera";
  vid: string;
  dims: number[];
  /** Left and right, of two features bottom and top too, in the data's units; null is all of the data. */
  box: number[] | null;
}

/** A picture of the view for a page without a kernel. */
export interface Poster {
  /** Base64. */
  png: string;
  width: number;
  height: number;
}
