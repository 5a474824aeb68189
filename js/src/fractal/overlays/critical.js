import { criticalPoints } from "../dynamics/iteration.js";
import { INK } from "./pen.js";

/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, pixel }) {
  const color = INK.critical;
  const isNewton = iteration.map === "newton";
  const points = isNewton ? criticalPoints(iteration).map((z) => plane.where(z)) : [plane.place(["0", "0"])];
  for (const place of points) {
    pen.cross(place, 4, color);
    pen.label(place, isNewton ? "free critical point" : "critical point 0", { color, sides: "brtl" });
  }
  if (isNewton) return;
  const value = plane.where(pixel.value);
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
