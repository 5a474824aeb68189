import { INK } from "./pen.js";

/** @import { Ray, Rays } from "../messages.js" */
/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Complex, Plane } from "./plane.js" */

/** Binary digits in which depths are asked for: a ray is followed further than the view needs. */
const STEP = 16;
/** Depths at which the digits of a root, and of a ray, end. */
const ROOT = -58;
const FINEST = -880;
/** Pixels from the edge at which the angle is written, and between points that are one. */
const EDGE = 18;
const SAME = 1;

/** @type {WeakMap<Ray, Float64Array>} */
const decoded = new WeakMap();

/**
 * The places of a ray's points, from far out inwards.
 *
 * @param {Ray} ray
 * @param {Plane} plane
 * @returns {Complex[]}
 */
export function placesOf(ray, plane) {
  const offsets = decoded.get(ray) ?? floats(ray.offsets);
  decoded.set(ray, offsets);
  const [x, y] = plane.place(ray.origin);
  return Array.from({ length: offsets.length / 2 }, (_, at) => {
    const [re = 0, im = 0] = offsets.subarray(2 * at, 2 * at + 2);
    return /** @type {Complex} */ ([x + re / plane.pixel, y - im / plane.pixel]);
  });
}

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, { plane, iteration, ask }) {
  const { formula, angles } = ask;
  const log2Width = Math.floor(Math.log2(plane.width) + plane.log2Pixel);
  const question = { formula, angles, log2_width: STEP * Math.floor(log2Width / STEP) };
  const isDeep = iteration.isParameter ? plane.log2Pixel < FINEST : plane.isDeep;
  if (angles.length === 0 || isDeep) return;
  const reply = /** @type {Rays | null} */ (ask.kernel({ kind: "rays", ...question }, true));
  /** @type {{at: Complex, angles: string[], name: string}[]} */
  const landings = [];
  for (const ray of reply?.rays ?? []) {
    if (plane.log2Pixel < ROOT && ray.name.startsWith("root")) continue;
    const places = placesOf(ray, plane);
    pen.line(places, { color: INK.ray, width: 1.3 });
    const entry = places.find(([x, y]) => x > EDGE && y > EDGE && x < plane.width - EDGE && y < plane.height - EDGE);
    if (entry) pen.label(entry, ray.angle, { color: INK.ray });
    if (!ray.landing) continue;
    const at = plane.place(ray.landing);
    const shared = landings.find((other) => Math.hypot(at[0] - other.at[0], at[1] - other.at[1]) < SAME);
    if (shared) shared.angles.push(ray.angle);
    else landings.push({ at, angles: [ray.angle], name: ray.name });
  }
  for (const landing of landings) {
    pen.dot(landing.at, 3.5, { color: INK.ray });
    pen.label(landing.at, `${landing.angles.join(", ")}: ${landing.name}`, { color: INK.ray, gap: 9 });
  }
}

/** @param {string} text base64 */
export function floats(text) {
  return new Float64Array(bytes(text).buffer);
}

/** @param {string} text base64 */
export function bytes(text) {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
}

/** @type {Overlay} */
export const rays = {
  name: "rays",
  label: "External rays",
  key: "r",
  help: "external rays, and what they land at",
  lack: ({ iteration }) =>
    iteration.map !== "power"
      ? "This family has no external rays: it is not made of one polynomial."
      : iteration.degree === 2
        ? null
        : "Rays are followed for degree 2 only.",
  draw,
};
