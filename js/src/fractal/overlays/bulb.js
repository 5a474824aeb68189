import { significant } from "../../widget/math/format.js";
import { INK } from "./pen.js";

/** @import { Component } from "../messages.js" */
/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, pixel, ask }) {
  const found = pixel.cycle;
  const isNamed = iteration.degree === 2 && !plane.isDeep;
  const point = (iteration.c ?? pixel.point).map(String);
  const question = { kind: /** @type {const} */ ("component"), point };
  const reply = isNamed ? /** @type {Component | null} */ (ask.kernel(question, true)) : null;
  const named = reply && reply.period === (found?.points.length ?? 0) ? reply : null;
  if (!found) {
    ask.tell(["No attracting cycle", named?.exterior ? `external angle of c: ${named.exterior}` : ""]);
    return;
  }
  const [re, im] = found.multiplier;
  const turns = (Math.atan2(im, re) / (2 * Math.PI) + 1) % 1;
  const period = found.points.length;
  const kind = named?.rotation ? `, bulb ${named.rotation}` : named?.is_cusp && period > 1 ? ", a small cardioid" : "";
  ask.tell([
    `Period ${period}${period === 1 && isNamed ? ", main cardioid" : kind}`,
    `|λ| = ${significant(Math.hypot(re, im), 3)}, internal angle ${turns.toFixed(3)}`,
    named?.angles.length ? `angles of c: ${named.angles.join(", ")}` : "",
    named?.address ? `address ${named.address.replaceAll("_", " –").replaceAll(/ –(\S+) /g, " →$1→ ")}` : "",
  ]);
  if (!named?.root || !iteration.isParameter) return;
  const root = plane.place(named.root);
  pen.dot(root, 3.5, { color: INK.cycle });
  pen.label(root, "root", { color: INK.cycle });
}

/** @type {Overlay} */
export const bulb = {
  name: "bulb",
  label: "Period and bulb",
  key: "i",
  help: "period, multiplier, bulb and angles of c",
  lack: ({ iteration }) =>
    iteration.map === "power" ? null : "Only the sets of z\u1d48 + c have components with a multiplier.",
  draw,
};
