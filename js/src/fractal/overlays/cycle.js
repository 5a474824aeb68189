import { significant } from "../../widget/math/format.js";
import { roots } from "../dynamics/iteration.js";
import { INK } from "./pen.js";

/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, pixel }) {
  const color = INK.cycle;
  if (iteration.map === "newton") {
    for (const [re, im] of roots(iteration.coefficients)) {
      const place = plane.at(re, im);
      pen.dot(place, 5, { color, isRing: true });
      pen.label(place, "root", { color });
    }
    return;
  }
  const found = pixel.cycle;
  if (!found) {
    pen.label(plane.where(pixel.value), "no attracting cycle found", { color });
    return;
  }
  const places = found.points.map((z) => plane.where(z));
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
