import { INK } from "./pen.js";

/** @import { Ray, Rays } from "../messages.js" */
/** @import { Overlay, Sight } from "./registry.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Complex, Plane } from "./plane.js" */

/** Binary digits in which depths are asked for: a ray is followed further than the view needs. */
const STEP = 16;
/** Pixels from the edge at which the angle is written, and between points that are one. */
const EDGE = 18;
const SAME = 1;

/** @type {WeakMap<Ray, Float64Array>} */
const decoded = new WeakMap();

/**
 * Ask for rays, and say where they are.
 *
 * @param {Pick<Sight, "plane" | "ask">} sight
 * @param {string[]} angles
 * @param {string} [topic] on which the newest question counts
 * @returns {{ray: Ray, places: Complex[]}[]} each from far out inwards
 */
export function raysOf({ plane, ask }, angles, topic = "rays") {
  const log2Width = Math.log2(plane.width) + plane.log2Pixel;
  const { formula } = ask;
  const question = {
    kind: /** @type {const} */ ("rays"),
    formula,
    angles,
    log2_width: STEP * Math.floor(log2Width / STEP),
  };
  const reply = /** @type {Rays | null} */ (angles.length > 0 ? ask.kernel(question, true, topic) : null);
  if (!reply) return [];
  const unit = 2 ** (reply.log2_width - plane.log2Pixel);
  return reply.rays.map((ray) => {
    const offsets = decoded.get(ray) ?? new Float64Array(bytes(ray.offsets).buffer);
    decoded.set(ray, offsets);
    const [x, y] = plane.place(ray.origin);
    const places = Array.from({ length: offsets.length / 2 }, (_, at) => {
      const [re = 0, im = 0] = offsets.subarray(2 * at, 2 * at + 2);
      return /** @type {Complex} */ ([x + re * unit, y - im * unit]);
    });
    return { ray, places };
  });
}

/**
 * The first place of a ray that is well within the view.
 *
 * @param {Complex[]} places
 * @param {Plane} plane
 */
export function entryOf(places, { width, height }) {
  return places.find(([x, y]) => x > EDGE && y > EDGE && x < width - EDGE && y < height - EDGE);
}

/**
 * @param {Pen} pen
 * @param {Sight} sight
 */
function draw(pen, sight) {
  const { plane, ask } = sight;
  /** @type {{at: Complex, angles: string[], name: string}[]} */
  const landings = [];
  for (const { ray, places } of raysOf(sight, ask.angles)) {
    pen.line(places, { color: INK.ray, width: 1.3 });
    const entry = entryOf(places, plane);
    if (entry) pen.label(entry, ray.angle, { color: INK.ray });
    if (!ray.landing) continue;
    const at = plane.place(ray.landing);
    const shared = landings.find((other) => Math.hypot(at[0] - other.at[0], at[1] - other.at[1]) < SAME);
    if (shared) shared.angles.push(ray.angle);
    else landings.push({ at, angles: [ray.angle], name: ray.name });
  }
  for (const landing of landings) {
    pen.dot(landing.at, 3.5, { color: INK.ray });
    pen.label(landing.at, landing.angles.join(", "), { color: INK.ray, gap: 9, name: landing.name });
  }
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
    iteration.map === "power" ? null : "This family has no external rays: it is not made of one polynomial.",
  draw,
};
