import { element } from "../../widget/ui/dom.js";
import { Shell } from "../../widget/ui/shell.js";
import { ScaleBar } from "./scalebar.js";
import { Status } from "./status.js";

/** @import { Action } from "../../widget/input/actions.js" */
/** @import { Box } from "../tiles/tiles.js" */

/**
 * Everything around the picture: status and scale bar besides what all views have.
 */
export class Chrome extends Shell {
  canvas = element("canvas", { class: "its-canvas" });
  status = new Status();
  scaleBar = new ScaleBar();
  #box = element("div", { class: "its-box" });

  /**
   * @param {Action[]} actions
   * @param {boolean} hasKernel
   * @param {AbortSignal} signal
   */
  constructor(actions, hasKernel, signal) {
    super(
      { kind: "fractal", description: "zoomable picture", actions, groups: ["zoom", "picture"], hasKernel },
      signal,
    );
    this.root.prepend(this.canvas, this.#box, this.status.node, this.scaleBar.node);
  }

  /** @param {Box | null} box CSS pixels */
  showBox(box) {
    this.#box.classList.toggle("its-active", box !== null);
    if (!box) return;
    Object.assign(this.#box.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.right - box.left}px`,
      height: `${box.bottom - box.top}px`,
    });
  }
}
