import { significant } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";
import { indexAt } from "../playback/timeline.js";
import { ending, tolerance } from "./captions.js";
import { Plot } from "./plot.js";

/** @import { Sample } from "./plot.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { Step } from "../messages.js" */

/**
 * Curves of the objective and of its change over the steps, and why the fit has ended.
 */
export class Traces {
  #objective;
  #change;
  #earlier = element("p", { class: "its-earlier", hidden: "" });
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
      hover: (/** @type {number | null} */ share) =>
        hover(share === null || this.#steps.length === 0 ? null : this.#indexAt(share)),
    };
    this.#objective = new Plot(false, listener, signal);
    this.#change = new Plot(true, listener, signal);
    /** The element that holds the curves. */
    this.node = element("div", { class: "its-traces" }, this.#objective.node, this.#change.node, this.#ending);
    this.#objective.node.append(this.#earlier);
  }

  /**
   * Draw the curves where there is something new, and mark the step that is shown.
   *
   * @param {Moment} moment
   * @param {Step[]} steps
   * @param {{version: number, complete: boolean, tol: number, max_iter: number, failure: string, isFile: boolean,
   *   end: number, earlier: Step[][]}} fit version: counts all changes of the steps; failure: why it cannot go on;
   *   isFile: whether no step can follow; end: index at the right end; earlier: steps of runs before
   */
  show({ index, step, model }, steps, { version, complete, tol, max_iter, failure, isFile, end: last, earlier }) {
    const state = `${version} ${complete} ${last} ${tol} ${model.kind}`;
    if (state !== this.#drawn) {
      this.#drawn = state;
      this.#steps = steps;
      this.#end = Math.max(last, ...earlier.map(({ length }) => length - 1));
      const end = this.#end;
      const { objective, change } = model.captions;
      this.#objective.title = `${objective[0]?.toUpperCase()}${objective.slice(1)}`;
      this.#change.title = change;
      const runs = earlier.map((run) => samplesOf(run, model.objective));
      this.#objective.show({ samples: samplesOf(steps, model.objective), earlier: runs, end });
      const level =
        model.hasTolerance && tol > 0 ? { value: tol, label: "tol", title: `tolerance ${tolerance(tol)}` } : null;
      this.#change.show({ samples: samplesOf(steps, sizeOfChange), end, level });
      const lasts = runs.map((run) => significant(run.at(-1)?.value, 6));
      this.#earlier.hidden = lasts.length === 0;
      setText(this.#earlier, `Before: ${lasts.join(", ")}`);
    }
    this.#objective.mark(index, significant(model.objective(step), 6));
    this.#change.mark(index, significant(step.change, 2));
    const newest = steps.at(-1);
    if (newest) setText(this.#ending, ending(newest, { model, tol, max_iter, failure, isFile }));
  }

  /**
   * Mark a step that is pointed at.
   *
   * @param {number | null} index of the step that is pointed at somewhere
   */
  point(index) {
    this.#objective.point(index);
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
function samplesOf(steps, read) {
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

/** @param {Step} step */
function sizeOfChange({ change }) {
  return change === null || change === 0 ? null : Math.abs(change);
}
