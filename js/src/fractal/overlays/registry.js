/** Registry of the overlays: one line each, from the lowest up. */

import { axes } from "./axes.js";
import { bulb } from "./bulb.js";
import { circle } from "./circle.js";
import { critical } from "./critical.js";
import { cycle } from "./cycle.js";
import { equipotentials } from "./equipotentials.js";
import { orbit } from "./orbit.js";
import { rays } from "./rays.js";

/** @import { Formula, Overlay as Name, OverlayReply, Traits } from "../messages.js" */
/** @import { Circle } from "../ui/circle.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Iteration } from "../dynamics/iteration.js" */
/** @import { Question } from "./kernel.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Pixel } from "../dynamics/pixel.js" */
/** @import { Plane } from "./plane.js" */

/**
 * All that an overlay is drawn from.
 *
 * @typedef {object} Sight
 * @property {Plane} plane
 * @property {Iteration} iteration
 * @property {Pixel} pixel under the pointer, or where that was last
 * @property {number | null} step of the orbit up to which a person walks
 * @property {Ask} ask
 */

/**
 * What an overlay can ask for, and tell.
 *
 * @typedef {object} Ask
 * @property {Formula} formula
 * @property {string[]} angles
 * @property {Traits["max_iter"]} max_iter
 * @property {Viewport} shown
 * @property {boolean} resting
 * @property {(question: Question, isAsked: boolean, subject?: string) => OverlayReply | null} kernel answers what it knows by now
 * @property {Pick<Circle, "chosen" | "show">} circle
 * @property {(lines: string[]) => void} tell writes on the card, the title first
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

/** @type {readonly Overlay[]} */
export const OVERLAYS = [axes, equipotentials, cycle, critical, bulb, rays, circle, orbit];
