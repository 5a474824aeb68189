import { drawing, element } from "../../widget/ui/dom.js";
import { indexAt, tickSpacing } from "../playback/timeline.js";

/** @import { Step } from "../messages.js" */

/** CSS pixels from the top. */
const TICKS_TOP = 17;
const HALF_TICK = 3;
const TICK = 6;

/**
 * @typedef {object} Playhead where the step is in what is recorded
 * @property {Step[]} steps
 * @property {number} index of the step that is shown
 * @property {number} end index at the right end of the line
 */

/**
 * The line of all recorded steps, with a thumb to pull.
 */
export class Scrubber {
  #fill = element("div", { class: "its-scrub-fill" });
  #recorded = element("div", { class: "its-scrub-recorded" });
  #thumb = element("div", { class: "its-scrub-thumb" });
  #ghost = element("div", { class: "its-scrub-ghost" });
  #halves = drawing("path", { class: "its-scrub-halves" });
  #wholes = drawing("path", { class: "its-scrub-wholes" });
  /** The element that takes the focus and the pointer. */
  node = element(
    "div",
    { class: "its-scrubber", role: "slider", tabindex: "0", "aria-label": "Step", "aria-valuemin": "0" },
    drawing("svg", { class: "its-scrub-ticks", "aria-hidden": "true" }, this.#halves, this.#wholes),
    element("div", { class: "its-scrub-track" }, this.#recorded, this.#fill),
    this.#ghost,
    this.#thumb,
  );
  #width = 0;
  #ticked = "";
  /** @type {Playhead} */
  #playhead = { steps: [], index: 0, end: 1 };

  /**
   * @param {object} host
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor({ seek, hold, hover }, signal) {
    const observer = new ResizeObserver(() => {
      this.#width = this.node.clientWidth;
      this.show(this.#playhead, "");
    });
    observer.observe(this.node);
    signal.addEventListener("abort", () => observer.disconnect());

    /** @type {(event: PointerEvent) => number} */
    const locate = (event) => {
      const { left, width } = this.node.getBoundingClientRect();
      const { steps, end } = this.#playhead;
      return indexAt((event.clientX - left) / Math.max(1, width), end, steps.length);
    };
    this.node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || this.#playhead.steps.length === 0) return;
      this.node.setPointerCapture(event.pointerId);
      hold(true);
      seek(locate(event));
    });
    this.node.addEventListener("pointermove", (event) => {
      const index = locate(event);
      hover(index);
      if (this.node.hasPointerCapture(event.pointerId)) seek(index);
    });
    this.node.addEventListener("lostpointercapture", () => hold(false));
    this.node.addEventListener("pointerleave", () => hover(null));
  }

  /**
   * Show how much is recorded, and the step.
   *
   * @param {Playhead} playhead
   * @param {string} text what the step is, for screen readers
   */
  show(playhead, text) {
    this.#playhead = playhead;
    const { steps, index, end } = playhead;
    this.#recorded.style.transform = `scaleX(${Math.min(1, Math.max(0, steps.length - 1) / end)})`;
    this.#fill.style.transform = `scaleX(${index / end})`;
    this.#thumb.style.transform = `translateX(${(index / end) * this.#width}px)`;
    this.node.setAttribute("aria-valuemax", `${Math.max(0, steps.length - 1)}`);
    this.node.setAttribute("aria-valuenow", `${index}`);
    if (text) this.node.setAttribute("aria-valuetext", text);
    this.#tick(end);
  }

  /**
   * Mark a step that is pointed at.
   *
   * @param {number | null} index of the step that is pointed at somewhere
   */
  point(index) {
    this.#ghost.classList.toggle("its-active", index !== null);
    if (index === null) return;
    this.#ghost.style.transform = `translateX(${(index / this.#playhead.end) * this.#width}px)`;
  }

  /** @param {number} end index at the right end */
  #tick(end) {
    const { steps } = this.#playhead;
    const state = `${steps.length} ${end} ${this.#width}`;
    if (state === this.#ticked) return;
    this.#ticked = state;
    const spacing = tickSpacing(end, this.#width);
    let [halves, wholes] = ["", ""];
    for (let index = 0; index < steps.length; index += spacing) {
      const x = Math.round((index / end) * (this.#width - 1)) + 0.5;
      if (steps[index]?.phase === "expect") halves += `M${x} ${TICKS_TOP}v${HALF_TICK}`;
      else wholes += `M${x} ${TICKS_TOP}v${TICK}`;
    }
    this.#halves.setAttribute("d", halves);
    this.#wholes.setAttribute("d", wholes);
  }
}
