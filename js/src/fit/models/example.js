import { mostDoubtful, thinned } from "./doubt.js";

/** @import { Step } from "../messages.js" */
/** @import { DecodedPoints } from "../playback/points.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { Hover } from "../scene/interaction.js" */

/**
 * The sample and the component in the formulas: those that were pointed at last; until then a doubtful sample, and the
 * component to which it belongs.
 */
export class Example {
  /** The component; null for that to which the sample belongs. @type {number | null} */
  component = null;
  /** Features of interest; null for those that are shown. @type {number[] | null} */
  features = null;
  /** @type {number | null} */
  #row = null;
  /** @type {{shading: Step, points: DecodedPoints, row: number} | null} a doubtful sample, and at which step it is that */
  #doubtful = null;

  /**
   * Take what is pointed at.
   *
   * @param {Hover | null} hover
   */
  point(hover) {
    this.features = hover?.features ?? this.features;
    if (hover && hover.row !== null) this.choose(hover.row);
    if (hover && hover.component !== null) this.component = hover.component;
  }

  /**
   * Take a sample, and the component to which it belongs.
   *
   * @param {number | null} row null for a doubtful sample
   */
  choose(row) {
    [this.#row, this.component] = [row, null];
  }

  /** Whether a sample was pointed at, or asked about. */
  get isChosen() {
    return this.#row !== null;
  }

  /** Forget the sample: the data are others. */
  forget() {
    this.#row = null;
  }

  /**
   * The row of the sample.
   *
   * @param {Moment} moment
   * @param {DecodedPoints} points
   * @returns {number}
   */
  rowOf({ shading, model }, points) {
    if (this.#row !== null) return Math.min(this.#row, points.n - 1);
    const before = this.#doubtful;
    if (!shading || (before?.shading === shading && before.points === points)) return before?.row ?? 0;
    const { data, d, lengths } = points;
    const whole = { rows: data, stride: 1 };
    const { rows, stride } = model.isSequential ? whole : thinned(data, d, model.weights(shading.parameters).length);
    const doubts = model.doubts(shading.parameters, rows, d, lengths);
    const kept = before?.points === points && before.row % stride === 0 ? before.row / stride : null;
    this.#doubtful = { shading, points, row: stride * mostDoubtful(doubts, kept) };
    return this.#doubtful.row;
  }
}
