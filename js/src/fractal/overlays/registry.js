/** Registry of the overlays: one line each, from the lowest up. */

import { axes } from "./axes.js";
import { critical } from "./critical.js";
import { cycle } from "./cycle.js";
import { orbit } from "./orbit.js";

/** @import { Overlay } from "./overlay.js" */

/** @type {readonly Overlay[]} */
export const OVERLAYS = [axes, cycle, critical, orbit];
