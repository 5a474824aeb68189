import { viewId } from "../../widget/comm/identity.js";
import { listen } from "../../widget/comm/listen.js";
import { isReply } from "../protocol.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "../messages.js" */
/** @import { Palette } from "./palettes.js" */

/**
 * Ask the kernel for all colormaps.
 *
 * @param {AnyModel<Traits>} model
 * @param {AbortSignal} signal says that the answer is no longer wanted
 * @returns {Promise<Palette[]>}
 */
export function fetchPalettes(model, signal) {
  const vid = viewId();
  return new Promise((resolve) => {
    const receive = (/** @type {unknown} */ content) => {
      if (!isReply(content) || content.kind !== "colormaps" || content.vid !== vid) return;
      resolve(
        content.colormaps.map(({ name, category, colors }) => ({ name, category, background: gradient(colors) })),
      );
    };
    listen(model, "msg:custom", receive, signal);
    model.send({ kind: "colormaps", vid, seq: 0 });
  });
}

/** @param {string} colors hexadecimal digits */
function gradient(colors) {
  return `linear-gradient(90deg, ${(colors.match(/.{6}/g) ?? []).map((color) => `#${color}`).join(", ")})`;
}
