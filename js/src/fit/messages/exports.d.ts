// Generated from python/iterscope/fit/messages/exports.py by `python -m tests.protocol`. Do not edit.

/** A picture of a step is wanted as a file, or a film of all up to one, part by part. */
export interface ExportRequest {
  kind: "export";
  vid: string;
  seq: number;
  format: "png" | "gif" | "mp4";
  run: number;
  /** Of the step that a picture shows. */
  index: number;
  /** Index of the step with which a film ends. */
  last: number;
}

/** How far a film is. */
export interface Progress {
  kind: "progress";
  vid: string;
  seq: number;
  /** Steps. */
  done: number;
  total: number;
}

/** A part of a file: the kernel's answers to an `ExportRequest`, in their order. */
export interface FilePart {
  kind: "file";
  vid: string;
  seq: number;
  /** From 0. */
  part: number;
  /** In all. */
  parts: number;
  /** Bytes of the file, base64. */
  data: string;
}
