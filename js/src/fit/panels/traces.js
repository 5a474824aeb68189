import { element, setText } from "../../widget/ui/dom.js";
import { significant } from "../../widget/math/format.js";
import { Plot } from "./plot.js";
import { extent, indexAt } from "../playback/timeline.js";
import { ending, tolerance } from "./captions.js";

/** @import { Sample } from "./plot.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { Algorithm, Step } from "../protocol.js" */

/**
 * The log-likelihood over the steps, how it changes, and why the fit has ended.
 */
export class Traces {
  #likelihood;
  #change;
  #ending = element("p", { class: "its-ending" });
  #drawn = "";
  /** @type {Step[]} */
  #steps = [];
  #end = 1;

  /**
   * @param {object} host
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor({ seek, hold, hover }, signal) {
    const listener = {
      seek: (/** @type {number} */ share) => seek(this.#indexAt(share)),
      hold,
      hover: (/** @type {number | null} */ share) => hover(share === null || this.#steps.length === 0 ? null : this.#indexAt(share)),
    };
    this.#likelihood = new Plot(false, listener, signal);
    this.#change = new Plot(true, listener, signal);
    /** The element that holds the curves. */
    this.node = element("div", { class: "its-traces" }, this.#likelihood.node, this.#change.node, this.#ending);
  }

  /**
   * Draw the curves where there is something new, and mark the step that is shown.
   *
   * @param {Moment} moment
   * @param {Step[]} steps
   * @param {{version: number, complete: boolean, tol: number, max_iter: number}} fit version: counts all changes of the steps
   */
  show({ index, step, algorithm }, steps, { version, complete, tol, max_iter }) {
    const state = `${version} ${complete} ${tol} ${algorithm}`;
    if (state !== this.#drawn) {
      this.#drawn = state;
      this.#steps = steps;
      this.#end = extent(steps.length, complete);
      const isMixture = algorithm === "em";
      this.#likelihood.title = isMixture ? "Log-likelihood" : "Inertia";
      this.#change.title = isMixture ? "Change per sample" : "Shift of the means";
      this.#likelihood.show(samplesOf(steps, (each) => valueOf(each, algorithm)), this.#end, null);
      const level = isMixture && tol > 0 ? { value: tol, label: `tolerance ${tolerance(tol)}` } : null;
      this.#change.show(samplesOf(steps, sizeOfChange), this.#end, level);
    }
    this.#likelihood.mark(index, significant(valueOf(step, algorithm), 6));
    this.#change.mark(index, significant(step.change, 2));
    const last = steps.at(-1);
    if (last) setText(this.#ending, ending(last, { algorithm, tol, max_iter }));
  }

  /** @param {number | null} index of the step that is pointed at somewhere */
  point(index) {
    this.#likelihood.point(index);
    this.#change.point(index);
  }

  /** @param {number} share of the axis */
  #indexAt(share) {
    return indexAt(share, this.#end, this.#steps.length);
  }
}

/**
 * One sample for each iteration: where its E step has found the value.
 *
 * @param {Step[]} steps
 * @param {(step: Step) => number | null} read
 * @returns {Sample[]}
 */
export function samplesOf(steps, read) {
  /** @type {Sample[]} */
  const samples = [];
  let init = -1;
  steps.forEach((step, index) => {
    if (step.phase === "init" || (step.phase === "maximize" && steps[index - 1]?.phase === "expect")) return;
    const value = read(step);
    if (value === null) return;
    samples.push({ index, value, joined: step.init === init });
    init = step.init;
  });
  return samples;
}

/**
 * @param {Step} step
 * @param {Algorithm} algorithm
 */
function valueOf({ log_likelihood: value }, algorithm) {
  return value !== null && algorithm === "kmeans" ? -value : value;
}

/** @param {Step} step */
function sizeOfChange({ change }) {
  return change === null || change === 0 ? null : Math.abs(change);
}
