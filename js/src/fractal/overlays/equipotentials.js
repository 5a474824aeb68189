import { center } from "../viewport/viewport.js";
import { bytes } from "./rays.js";

/** @import { Curve, Equipotentials } from "../messages.js" */
/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Complex } from "./plane.js" */

/** CSS pixels between two points of the kernel's grid, and its largest side. */
const CELL = 2;
const LARGEST = 1024;
/** Parts of the width in which the kernel counts. */
const UNIT = 8192;
/** How much wider or narrower a view may be than the one whose curves are drawn. */
const STALE = 8;
/** CSS pixels between two names, which crowd where curves meet. */
const APART = 48;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @type {WeakMap<Curve, Int16Array>} */
const decoded = new WeakMap();

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, ask }) {
  const columns = Math.max(2, Math.min(LARGEST, Math.ceil(plane.width / CELL)));
  const rows = Math.max(2, Math.min(LARGEST, Math.round((columns * plane.height) / plane.width)));
  const { formula, max_iter, shown } = ask;
  const place = { center: center(shown), log2_width: shown.log2Width };
  const question = { kind: /** @type {const} */ ("equipotentials"), formula, max_iter, ...place, columns, rows };
  const reply = /** @type {Equipotentials | null} */ (ask.kernel(question, ask.resting));
  if (!reply) return;
  const scale = 2 ** (reply.log2_width - Math.log2(plane.width) - plane.log2Pixel);
  if (!(scale < STALE && scale > 1 / STALE)) return;
  const [x, y] = plane.place(reply.center);
  const unit = (scale * plane.width) / UNIT;
  for (const curve of reply.curves) {
    const ends = decoded.get(curve) ?? new Int16Array(bytes(curve.pieces).buffer);
    decoded.set(curve, ends);
    pen.path(
      (trace) => {
        for (let at = 0; at + 3 < ends.length; at += 4) {
          const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ends.subarray(at, at + 4);
          trace([x + unit * x0, y - unit * y0], [x + unit * x1, y - unit * y1]);
        }
      },
      { width: 0.8, alpha: 0.75 * curve.strength, halo: 1.2 },
    );
  }
  /** @type {Complex[]} */
  const named = [];
  for (const { level, x: dx, y: dy } of reply.names) {
    const at = /** @type {Complex} */ ([x + unit * UNIT * dx, y - unit * UNIT * dy]);
    if (named.some((other) => Math.hypot(at[0] - other[0], at[1] - other[1]) < APART)) continue;
    named.push(at);
    pen.label(at, `${reply.degree}${raised(-level)}`, { sides: "tbrl", gap: 2 });
  }
}

/** @param {number} power */
function raised(power) {
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
  return power < 0 ? `⁻${digits}` : digits;
}

/** @type {Overlay} */
export const equipotentials = {
  name: "equipotentials",
  label: "Equipotentials",
  key: "q",
  help: "curves of equal potential",
  lack: ({ iteration }) => (iteration.map === "newton" ? "Newton's method has no potential: no orbit escapes." : null),
  draw,
};
