import { significant } from "../../widget/math/format.js";
import { attractingCycle } from "./attraction.js";
import { roots } from "./iteration.js";
import { INK } from "./pen.js";

/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/** Steps of the orbit of 0 that are looked at: a frame has time for them. */
export const STEPS = 4096;

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, point }) {
  if (plane.isDeep) return;
  const color = INK.cycle;
  if (iteration.map === "newton") {
    for (const [re, im] of roots(iteration.coefficients)) {
      const place = plane.at(re, im);
      pen.dot(place, 5, { color, isRing: true });
      pen.label(place, "root", { color });
    }
    return;
  }
  const found = attractingCycle(iteration.c ?? point, iteration.degree, STEPS);
  if (!found) return;
  const places = found.points.map(([re, im]) => plane.at(re, im));
  const [first] = places;
  if (!first) return;
  if (places.length > 1) pen.line([...places, first], { color, width: 1, alpha: 0.8, dash: [4, 4] });
  for (const place of places) pen.dot(place, 4.5, { color, isRing: true });
  const text = `period ${places.length}, |λ| = ${significant(Math.hypot(...found.multiplier), 3)}`;
  pen.label(first, text, { color, gap: 9 });
}

/** @type {Overlay} */
export const cycle = {
  name: "cycle",
  label: "Attracting cycle",
  key: "a",
  help: "the attracting cycle, or the roots",
  lack: ({ iteration }) =>
    iteration.map === "ship" ? "The Burning Ship is not holomorphic: its cycles have no multiplier." : null,
  draw,
};
