/**
 * Constants and helpers of the messages of a fit's view; the kernel's `fit.messages` declares them, and
 * `messages.d.ts` has their types.
 */

/** @import { Model, PictureRequest, Reply, Step } from "./messages.js" */

/**
 * @typedef {Step["phase"]} Phase
 * @typedef {PictureRequest["layer"]} Layer
 * @typedef {PictureRequest["box"]} Box left, right, bottom, top in the data's units
 * @typedef {Model} ModelDescription which model steps are of: its kind and what of it stays the same over the steps
 * @typedef {NonNullable<Model["covariance_type"]>} CovarianceType
 */

const REPLIES = new Set([
  "points",
  "steps",
  "picture",
  "agreement",
  "basins",
  "starts",
  "selection",
  "file",
  "progress",
  "peer",
  "question",
  "verdict",
  "error",
]);

/**
 * Whether a custom message is one of the kernel's replies.
 *
 * @param {unknown} content
 * @returns {content is Reply}
 */
export function isReply(content) {
  return typeof content === "object" && content !== null && "kind" in content && REPLIES.has(String(content.kind));
}
