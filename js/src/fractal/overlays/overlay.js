/** What an overlay of the fractal view is. */

/** @import { Formula, Overlay as Name } from "../messages.js" */
/** @import { Iteration, Orbit } from "./iteration.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Complex, Plane } from "./plane.js" */

/**
 * All that an overlay is drawn from.
 *
 * @typedef {object} Sight
 * @property {Plane} plane
 * @property {Formula} formula
 * @property {Iteration} iteration
 * @property {Complex} point under the pointer, or where it was last
 * @property {Orbit} orbit of that point
 * @property {number | null} step of the orbit up to which a person walks
 */

/**
 * @typedef {object} Overlay
 * @property {Name} name
 * @property {string} label
 * @property {string} key
 * @property {string} help
 * @property {(sight: Pick<Sight, "iteration">) => string | null} [lack] says why a family has none
 * @property {(pen: Pen, sight: Sight) => void} draw
 */

export {};
