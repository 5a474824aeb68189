import { multiples, rayOf, rayThrough } from "../dynamics/exterior.js";
import { INK } from "./pen.js";
import { entryOf, raysOf } from "./rays.js";

/** @import { Component } from "../messages.js" */
/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/** Images of an angle that are drawn. */
const IMAGES = 6;

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, sight) {
  const { plane, iteration, pixel, ask } = sight;
  const { circle } = ask;
  const { degree } = iteration;
  const { chosen } = circle;
  if (chosen) {
    const angles = multiples(chosen, degree, IMAGES);
    // At depth the kernel follows them.
    const followed = plane.isDeep ? raysOf(sight, angles.map(textOf), "circle").map(({ places }) => places) : null;
    for (const [at, angle] of [...angles.entries()].reverse()) {
      const places = followed ? (followed[at] ?? []) : rayOf(iteration, angle).map((z) => plane.where(z));
      pen.line(places, { color: INK.orbit, width: at === 0 ? 1.6 : 0.9, alpha: at === 0 ? 1 : 0.55 });
      const end = places.at(-1);
      if (end) pen.dot(end, at === 0 ? 3.5 : 2.5, { color: INK.orbit });
      const entry = entryOf(places, plane);
      if (entry) pen.label(entry, textOf(angle), { color: INK.orbit });
    }
    circle.show(degree, null, iteration.isParameter);
    return;
  }
  const found = rayThrough(iteration, pixel.point);
  const isNear = !found && pixel.orbit.end === "escapes";
  const question = { kind: /** @type {const} */ ("component"), point: pixel.point.map(String) };
  // The kernel follows the rays of the Mandelbrot set from nearer to it.
  const isAsked = isNear && iteration.isParameter && degree === 2 && !plane.isDeep;
  const reply = isAsked ? /** @type {Component | null} */ (ask.kernel(question, true)) : null;
  const turns = found?.turns ?? (reply?.exterior ? Number(reply.exterior) : null);
  circle.show(degree, turns, iteration.isParameter, isNear ? "too near" : "no angle here");
  if (!found || plane.isDeep) return;
  const places = found.points.map((z) => plane.where(z));
  pen.line(places, { color: INK.orbit, width: 1.2 });
  const [first] = places;
  if (first) pen.dot(first, 3, { color: INK.orbit });
}

/**
 * Write a fraction in lowest terms.
 *
 * @param {{p: number, q: number}} turns
 */
export function textOf({ p, q }) {
  const shared = divisor(p, q);
  return q === shared ? String(p / shared) : `${p / shared}/${q / shared}`;
}

/** @type {(a: number, b: number) => number} */
function divisor(a, b) {
  return b === 0 ? a : divisor(b, a % b);
}

/** @type {Overlay} */
export const circle = {
  name: "circle",
  label: "Angle-doubling circle",
  key: "d",
  help: "external angles on a circle, and how they are doubled",
  lack: ({ iteration }) =>
    iteration.map === "power" ? null : "This family has no external angles: it is not made of one polynomial.",
  draw,
};
