import { significant } from "../../widget/math/format.js";
import { attractingCycle } from "./attraction.js";
import { STEPS } from "./cycle.js";
import { INK } from "./pen.js";

/** @import { Component } from "../messages.js" */
/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, point, ask }) {
  if (plane.isDeep) {
    ask.tell(["Multipliers are computed in float64, which ends above this depth."]);
    return;
  }
  const c = iteration.c ?? point;
  const found = attractingCycle(c, iteration.degree, STEPS);
  const isNamed = iteration.degree === 2;
  const question = { kind: /** @type {const} */ ("component"), point: c.map(String) };
  const reply = isNamed ? /** @type {Component | null} */ (ask.kernel(question, true)) : null;
  const named = reply && reply.period === (found?.points.length ?? 0) ? reply : null;
  if (!found) {
    ask.tell(["No attracting cycle", named?.exterior ? `external angle ${named.exterior}` : ""]);
    return;
  }
  const [re, im] = found.multiplier;
  const turns = (Math.atan2(im, re) / (2 * Math.PI) + 1) % 1;
  const period = found.points.length;
  const kind = named?.rotation ? `, bulb ${named.rotation}` : named?.is_cusp && period > 1 ? ", a small cardioid" : "";
  ask.tell([
    `Period ${period}${period === 1 && isNamed ? ", main cardioid" : kind}`,
    `|λ| = ${significant(Math.hypot(re, im), 3)}, internal angle ${turns.toFixed(3)}`,
    named?.angles.length ? `angles ${named.angles.join(", ")}` : "",
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
