/** @import { Algorithm, CovarianceType, Frames, Step } from "../protocol.js" */

/**
 * What the scene needs of a recording at one step.
 *
 * @typedef {object} Moment
 * @property {number} index
 * @property {Algorithm} algorithm
 * @property {CovarianceType} covarianceType
 * @property {Step} step
 * @property {{step: Step, covarianceType: CovarianceType} | null} shading the parameters that the last E step used; null before the first
 * @property {Step | null} previous
 * @property {Step[]} trail the steps before, of the same start, that have moved the means
 */

/**
 * The recorded steps of one algorithm.
 */
export class Track {
  /** @type {Step[]} */
  steps = [];
  /** @type {CovarianceType} */
  covarianceType = "full";
  #algorithm;

  /** @param {Algorithm} algorithm */
  constructor(algorithm) {
    this.#algorithm = algorithm;
  }

  /**
   * @param {Frames} frames
   * @returns {boolean} whether they join what is there
   */
  add({ covariance_type: covarianceType, first, steps }) {
    if (first > this.steps.length) return false;
    this.covarianceType = covarianceType;
    steps.forEach((step, offset) => {
      // A step that is sent again is the same: who compares steps by identity shall not see a new one.
      if (first + offset === this.steps.length) this.steps.push(step);
    });
    return true;
  }

  /**
   * @param {number} index beyond the end: the last step
   * @returns {Moment | null} null if nothing is recorded
   */
  at(index) {
    const shown = Math.max(0, Math.min(index, this.steps.length - 1));
    const step = this.steps[shown];
    if (!step) return null;
    const before = this.steps[shown - 1];
    const previous = before?.init === step.init ? before : null;
    const shades = step.phase === "expect" ? step : previous;
    const { covarianceType } = this;
    const shading = step.phase === "init" || !shades ? null : { step: shades, covarianceType };
    return { index: shown, algorithm: this.#algorithm, covarianceType, step, shading, previous, trail: this.#trail(shown) };
  }

  /** @param {number} index */
  #trail(index) {
    const start = this.steps[index]?.init;
    return this.steps.slice(0, index).filter(({ init, phase }) => init === start && phase !== "expect");
  }
}

/**
 * The newest run of a fit, as it arrives: EM, and k-means from the same start.
 */
export class Recording {
  run = -1;
  /** Counts all changes. */
  version = 0;
  /** @type {Map<Algorithm, Track>} */
  #tracks = new Map();

  /**
   * @param {Frames} frames
   * @returns {"taken" | "stale" | "gap"} a gap: steps before these are lacking
   */
  take(frames) {
    if (frames.run < this.run) return "stale";
    if (frames.run > this.run) {
      if (frames.first > 0) return "gap";
      this.run = frames.run;
      this.#tracks.clear();
    }
    const track = this.#tracks.get(frames.algorithm) ?? new Track(frames.algorithm);
    if (!track.add(frames)) return "gap";
    this.#tracks.set(frames.algorithm, track);
    this.version += 1;
    return "taken";
  }

  /**
   * @param {Algorithm} algorithm
   * @returns {Track | null}
   */
  track(algorithm) {
    return this.#tracks.get(algorithm) ?? null;
  }

  /** Steps of the longest of the algorithms. */
  get length() {
    return Math.max(0, ...[...this.#tracks.values()].map(({ steps }) => steps.length));
  }
}
