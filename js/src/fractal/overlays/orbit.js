import { INK } from "./pen.js";

/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/** Steps over which the line thins out. */
const FADE = 24;
/** Points that have names, and what numbers are written with. */
const NAMED = 5;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/**
 * Name a point of an orbit.
 *
 * @param {number} n
 */
export function nameOf(n) {
  return `z${String(n).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit)}`;
}

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, pixel, step }) {
  const places = pixel.orbit.spots.slice(0, step === null ? Infinity : step + 1).map((z) => plane.where(z));
  const fresh = step === null ? 0 : Math.max(0, places.length - FADE);
  /** @type {(n: number) => number} */
  const strength = (n) => (step === null ? Math.exp(-n / FADE) : Math.max(0, (n - fresh) / FADE));
  const faint = { color: INK.orbit, width: 0.6, alpha: 0.3 };
  const near = step === null ? places.slice(0, 3 * FADE) : places.slice(fresh);
  pen.line(step === null ? places.slice(3 * FADE - 1) : places.slice(0, fresh + 1), faint);
  for (const [at, place] of near.entries()) {
    const next = near[at + 1];
    const share = strength(step === null ? at : fresh + at);
    if (next) pen.line([place, next], { color: INK.orbit, width: 0.6 + 0.9 * share, alpha: 0.3 + 0.6 * share });
  }
  for (const [n, place] of places.entries()) {
    const share = strength(n);
    pen.dot(place, 1.3 + 1.7 * share, { color: INK.orbit, alpha: 0.45 + 0.55 * share });
  }
  const last = places.at(-1);
  if (step !== null && last) {
    pen.dot(last, 5, { color: INK.plain });
    pen.label(last, nameOf(places.length - 1), { color: INK.orbit, gap: 9 });
  }
  for (const [n, place] of places.slice(0, NAMED).entries()) pen.label(place, nameOf(n), { color: INK.orbit });
}

/** @type {Overlay} */
export const orbit = {
  name: "orbit",
  label: "Orbit of the point",
  key: "o",
  help: "the orbit of the point under the pointer; Space walks it",
  draw,
};
