import { listenToPointers } from "../../widget/input/pointer.js";
import { listenToWheel } from "../../widget/input/wheel.js";
import { Brush, RADIUS } from "./brush.js";
import { Hold } from "./mean_drag.js";
import { circle } from "../draw/marks.js";
import { css } from "../draw/palette.js";

/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { View } from "../draw/drawing.js" */
/** @import { Pen } from "../draw/canvas.js" */

/** @typedef {"look" | "add" | "erase"} Tool */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Frame CSS pixels */

/**
 * @typedef {object} Stage what the hands are on
 * @property {() => View | null} view
 * @property {() => number} ratio device pixels per CSS pixel
 * @property {() => boolean} isEased
 * @property {(at: Point) => {component: number, mean: readonly number[]} | null} meanAt the mean that can be taken there
 * @property {(component: number, mean: readonly number[], done: boolean) => void} move units
 * @property {(tool: "add" | "erase", places: Point[]) => void} paint
 * @property {() => void} viewed another part of the data is seen
 * @property {() => void} touched something else has changed
 * @property {() => boolean} takesWheel
 * @property {() => void} decline
 */

/**
 * Pointers and wheel on a canvas: they pan and zoom, take means, paint.
 */
export class Hands {
  /** @type {Tool} */
  tool = "look";
  /** @type {Point | null} CSS pixels */
  pointer = null;
  #isDown = false;
  #stage;
  #brush;
  /** @type {Hold | null} */
  #hold = null;
  /** @type {Frame | null} */
  #box = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Stage} stage
   * @param {AbortSignal} signal
   */
  constructor(canvas, stage, signal) {
    this.#stage = stage;
    this.#brush = new Brush((tool, places) => stage.paint(tool, places));
    listenToPointers(
      canvas,
      {
        touch: (at) => this.#touch(at),
        drag: (dx, dy) => this.#drag(dx * stage.ratio(), dy * stage.ratio()),
        pinch: (levels, at) => this.#zoom(levels, at, false),
        flick: (vx, vy) => this.#flick(vx * stage.ratio(), vy * stage.ratio()),
        release: () => this.#release(),
        drawBox: (box) => this.#drawBox(box),
        zoomBox: (box) => this.#zoomBox(box),
        doubleClick: (levels, at) => {
          if (this.tool === "look") this.#zoom(levels, at, true);
        },
        hover: (at) => this.#hover(at),
      },
      signal,
    );
    listenToWheel(
      canvas,
      {
        takesWheel: () => stage.takesWheel(),
        decline: () => stage.decline(),
        zoom: (levels, at) => this.#zoom(levels, at, true),
      },
      signal,
    );
  }

  /** The mean in the hand, in units. */
  get held() {
    return this.#hold && { component: this.#hold.component, mean: this.#hold.mean };
  }

  /** Whether a hand is on the picture, but not on a mean. */
  get isOnGround() {
    return this.#isDown && !this.#hold;
  }

  /** The kernel has answered: a mean that was let go is where the kernel says. */
  answer() {
    if (this.#hold?.isReleased) this.#hold = null;
  }

  /** @param {boolean} isOnMean whether a mean that can be taken is under the pointer */
  cursor(isOnMean) {
    if (this.tool !== "look") return "crosshair";
    if (isOnMean) return "move";
    return this.#isDown ? "grabbing" : "grab";
  }

  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether there is more to do
   */
  advance(now) {
    this.#brush.advance(now);
    if (this.#hold && !this.#hold.advance(now)) this.#hold = null;
    return this.#hold !== null || this.#brush.isDown;
  }

  /** @param {Pen} pen */
  draw({ context, ratio, theme }) {
    context.lineWidth = 1.5 * ratio;
    if (this.#box) {
      const { left, top, right, bottom } = this.#box;
      const box = /** @type {const} */ ([left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio]);
      context.fillStyle = css(theme.accent, 0.12);
      context.strokeStyle = css(theme.accent);
      context.fillRect(...box);
      context.strokeRect(...box);
    }
    if (this.tool !== "look" && this.pointer) {
      const disc = circle(this.pointer.x * ratio, this.pointer.y * ratio, RADIUS * ratio);
      context.fillStyle = css(theme.text, 0.07);
      context.fill(disc);
      context.strokeStyle = css(theme.text, 0.8);
      if (this.tool === "erase") context.setLineDash([4 * ratio, 3 * ratio]);
      context.stroke(disc);
      context.setLineDash([]);
    }
  }

  /** @param {Point} at CSS pixels */
  #touch(at) {
    this.pointer = at;
    this.#isDown = true;
    this.#stage.view()?.lens.stop();
    const mean = this.tool === "look" ? this.#stage.meanAt(at) : null;
    if (this.tool !== "look") this.#brush.press(this.tool, at);
    if (mean) this.#hold = new Hold(mean.component, mean.mean, this.#stage.move);
    this.#stage.touched();
  }

  /**
   * @param {number} dx device pixels
   * @param {number} dy
   */
  #drag(dx, dy) {
    const view = this.#stage.view();
    if (!view || this.#brush.isDown) return;
    if (this.#hold && !this.#hold.isReleased) {
      this.#hold.move(view.shift(this.#hold.mean, dx, dy));
      this.#stage.touched();
    } else {
      view.lens.drag(dx, dy);
      this.#stage.viewed();
    }
  }

  /**
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  #flick(vx, vy) {
    if (this.#hold || this.tool !== "look" || !this.#stage.isEased()) return;
    this.#stage.view()?.lens.flick(vx, vy);
    this.#stage.viewed();
  }

  #release() {
    this.#isDown = false;
    this.#brush.lift();
    if (this.#hold && !this.#hold.isReleased && !this.#hold.release(performance.now())) this.#hold = null;
    this.#stage.touched();
  }

  /**
   * @param {number} levels
   * @param {Point} at CSS pixels
   * @param {boolean} eased
   */
  #zoom(levels, at, eased) {
    const ratio = this.#stage.ratio();
    this.#stage.view()?.lens.zoom(levels, at.x * ratio, at.y * ratio, eased && this.#stage.isEased());
    this.#stage.viewed();
  }

  /** @param {Frame | null} box */
  #drawBox(box) {
    this.#box = box;
    this.#stage.touched();
  }

  /** @param {Frame} box */
  #zoomBox({ left, top, right, bottom }) {
    const ratio = this.#stage.ratio();
    const box = { left: left * ratio, top: top * ratio, right: right * ratio, bottom: bottom * ratio };
    this.#stage.view()?.lens.frame(box, this.#stage.isEased());
    this.#stage.viewed();
  }

  /** @param {Point | null} at CSS pixels */
  #hover(at) {
    this.pointer = at;
    if (at) this.#brush.move(at);
    this.#stage.touched();
  }
}
