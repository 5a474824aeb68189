import { complex, power } from "../../widget/math/format.js";
import { element } from "../../widget/ui/dom.js";
import { Shell } from "../../widget/ui/shell.js";
import { describe, log2Pixel } from "../viewport/viewport.js";
import { Ruler } from "./ruler.js";
import { ScaleBar } from "./scalebar.js";
import { Status } from "./status.js";

/** @import { Action } from "../../widget/input/actions.js" */
/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Box } from "../tiles/tiles.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** CSS pixels at the bottom right for the scale bar. */
const FLOOR = 32;
/** log2 of the width from which depth is counted, in levels. */
const HOME = 2;
/** Milliseconds that the end of the zoom is told of. */
const END = 2_500;

/**
 * Everything around the picture: status and scale bar besides what all views have.
 */
export class Chrome extends Shell {
  canvas = element("canvas", { class: "its-canvas" });
  /** What is told beside the picture. */
  cards = element("div", { class: "its-cards" });
  status;
  ruler = new Ruler();
  /** What becomes of the point in the middle of a view, in words. @type {(view: Viewport) => string} */
  fate = () => "";
  #scaleBar = new ScaleBar();
  #box = element("div", { class: "its-box" });

  /**
   * @param {Action[]} actions
   * @param {boolean} hasKernel
   * @param {AbortSignal} signal
   * @param {string} [caption] says which plane it is
   */
  constructor(actions, hasKernel, signal, caption = "") {
    const groups = ["zoom", "planes", "history", "picture"];
    super({ kind: "fractal", description: "zoomable picture", actions, groups, hasKernel, floor: FLOOR }, signal);
    this.status = new Status(hasKernel, caption);
    this.root.prepend(this.canvas, this.#box, this.status.node, this.ruler.node, this.#scaleBar.node, this.cards);
  }

  /**
   * Show where the view is.
   *
   * @param {Viewport} view
   * @param {Point | null} pointer device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  showPlace(view, pointer, ratio) {
    this.status.showView(view, pointer);
    this.#scaleBar.show(log2Pixel(view) + Math.log2(ratio), view.width / ratio);
  }

  /**
   * Show how far the picture is.
   *
   * @param {number} share of the tiles that are here
   * @param {boolean} busy
   * @param {Viewport | null} view null until something is drawn
   */
  showWork(share, busy, view) {
    const { notices } = this;
    const isStuck = notices.has("error") || notices.has("kernel"); // nothing is on its way
    this.showProgress(isStuck ? 1 : share);
    if (["error", "kernel", "view"].some((kind) => notices.has(kind))) this.showState("error");
    else if (!view) this.showState("loading");
    else if (busy || share < 1) this.showState("working");
    else {
      const depth = Math.max(0, Math.round(HOME - view.log2Width));
      const place = `Center ${complex(describe(view, view))}, width ${power(view.log2Width)}, depth ${depth}`;
      if (this.root.dataset["itsState"] !== "settled") this.announce(`${place}: ${this.fate(view)}`);
      this.showState("settled");
    }
  }

  /** Say that the view cannot go deeper. */
  showEnd() {
    const message = this.hasKernel ? "This is as deep as the arithmetic goes." : "Here the file ends.";
    this.notices.show("limit", message, { duration: END });
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
