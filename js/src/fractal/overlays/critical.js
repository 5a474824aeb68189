import { criticalPoints } from "./iteration.js";
import { INK } from "./pen.js";

/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, point }) {
  if (plane.isDeep) return;
  const color = INK.critical;
  const isNewton = iteration.map === "newton";
  for (const [re, im] of criticalPoints(iteration)) {
    const place = plane.at(re, im);
    pen.cross(place, 4, color);
    pen.label(place, isNewton ? "free critical point" : "critical point 0", { color, sides: "brtl" });
  }
  if (isNewton) return;
  const value = plane.at(...(iteration.c ?? point));
  pen.dot(value, 3, { color });
  pen.label(value, "critical value c", { color, sides: "brtl" });
}

/** @type {Overlay} */
export const critical = {
  name: "critical",
  label: "Critical points",
  key: "k",
  help: "critical points and their value",
  draw,
};
