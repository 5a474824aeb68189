import { download } from "../../widget/ui/download.js";
import { toCsv, toJson } from "./history.js";

/** @import { Menu } from "../../widget/ui/menu.js" */
/** @import { FileOrder } from "./order.js" */
/** @import { Step } from "../messages.js" */

/**
 * The menu of files: what the page has, also without a kernel, and what the kernel makes.
 *
 * @param {object} fit
 * @param {boolean} fit.hasKernel
 * @param {() => Step[]} fit.steps that are recorded
 * @param {() => number} fit.index of the step that is shown
 * @param {() => void} fit.save saves the picture as it is seen
 * @param {() => void} fit.close the menu
 * @param {FileOrder} order
 * @returns {Menu}
 */
export function exportsMenu({ hasKernel, steps, index, save, close }, order) {
  /** @type {Record<string, {text: string, run: () => void}>} */
  const files = {
    picture: { text: "Picture as seen (PNG)", run: save },
    ...(hasKernel
      ? {
          png: { text: "Slide: with curve and formulas (PNG)", run: () => order.place("png", index()) },
          gif: { text: "Animation (GIF)", run: () => order.place("gif", index()) },
          mp4: { text: "Film (MP4)", run: () => order.place("mp4", index()) },
        }
      : {}),
    csv: { text: "History as a table (CSV)", run: () => write(toCsv(steps()), "history.csv", "text/csv") },
    json: { text: "History (JSON)", run: () => write(toJson(steps()), "history.json", "application/json") },
  };
  return {
    choices: Object.entries(files).map(([name, { text }]) => ({ name, text })),
    choose: (name) => {
      close();
      files[name]?.run();
    },
  };
}

/**
 * @param {string} text
 * @param {string} name
 * @param {string} type
 */
function write(text, name, type) {
  download(new Blob([text], { type }), name);
}
