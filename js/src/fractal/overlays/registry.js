/** Registry of the overlays: one line each, from the lowest up. */

import { axes } from "./axes.js";
import { bulb } from "./bulb.js";
import { critical } from "./critical.js";
import { cycle } from "./cycle.js";
import { equipotentials } from "./equipotentials.js";
import { orbit } from "./orbit.js";
import { rays } from "./rays.js";

/** @import { Overlay } from "./overlay.js" */

/** @type {readonly Overlay[]} */
export const OVERLAYS = [axes, equipotentials, cycle, critical, bulb, rays, orbit];
