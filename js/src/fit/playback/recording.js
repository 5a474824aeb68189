import { modelOf } from "../models/registry.js";

/** @import { Model } from "../models/model.js" */
/** @import { Step, Steps } from "../messages.js" */
/** @import { ModelDescription } from "../protocol.js" */

/**
 * All that a scene needs of a recording at one step.
 *
 * @typedef {object} Moment
 * @property {number} index
 * @property {Model} model
 * @property {Step} step
 * @property {Step | null} shading the step whose parameters the last E step used; null before the first
 * @property {Step | null} previous
 * @property {Step[]} trail the steps before, of the same start, that have moved the components
 */

/**
 * The recorded steps of one model.
 */
class Track {
  /** @type {Step[]} */
  steps = [];
  #description;
  #model;

  /** @param {ModelDescription} description */
  constructor(description) {
    this.#description = JSON.stringify(description);
    this.#model = modelOf(description);
  }

  /**
   * Append steps.
   *
   * @param {Steps} message
   * @returns {boolean} whether they join what is there
   */
  add({ model, first, steps }) {
    if (first > this.steps.length) return false;
    if (JSON.stringify(model) !== this.#description) {
      this.#description = JSON.stringify(model);
      this.#model = modelOf(model);
    }
    steps.forEach((step, offset) => {
      // A step that is sent again is the same: code that compares steps by identity must not see a new one.
      if (first + offset === this.steps.length) this.steps.push(step);
    });
    return true;
  }

  /**
   * What is shown at a step.
   *
   * @param {number} index beyond the end: the last step
   * @returns {Moment | null} null if nothing is recorded
   */
  at(index) {
    const shown = Math.max(0, Math.min(index, this.steps.length - 1));
    const step = this.steps[shown];
    if (!step) return null;
    const before = this.steps[shown - 1];
    const previous = before?.init === step.init ? before : null;
    const shading = step.phase === "init" ? null : step.phase === "expect" ? step : previous;
    return { index: shown, model: this.#model, step, shading, previous, trail: this.#trail(shown) };
  }

  /** @param {number} index */
  #trail(index) {
    const start = this.steps[index]?.init;
    return this.steps.slice(0, index).filter(({ init, phase }) => init === start && phase !== "expect");
  }
}

/** Runs before that are kept, the newest ones. */
const MOST_EARLIER = 4;
/** Steps that a run must have to be kept: one iteration, whose end has a value. */
const LEAST_KEPT = 3;

/**
 * The newest run of a fit, as it arrives: the model that leads, and its companion from the same start.
 */
export class Recording {
  run = -1;
  /** Counts all changes. */
  version = 0;
  /** @type {{kind: string, steps: Step[]}[]} runs before of the same data, from the oldest; of each its leading model */
  #earlier = [];
  /** @type {Map<string, Track>} by the kinds of the models */
  #tracks = new Map();

  /**
   * Take steps that have arrived.
   *
   * @param {Steps} message
   * @returns {"taken" | "stale" | "gap"} a gap: steps before these are missing
   */
  take(message) {
    if (message.run < this.run) return "stale";
    if (message.run > this.run) {
      if (message.first > 0) return "gap";
      this.run = message.run;
      this.#keep();
      this.#tracks.clear();
    }
    const { kind } = message.model;
    const track = this.#tracks.get(kind) ?? new Track(message.model);
    if (!track.add(message)) return "gap";
    this.#tracks.set(kind, track);
    this.version += 1;
    return "taken";
  }

  /**
   * The steps of a model.
   *
   * @param {string} kind
   * @returns {Track | null}
   */
  track(kind) {
    return this.#tracks.get(kind) ?? null;
  }

  /**
   * The steps of runs before, of a model on the same data.
   *
   * @param {string} kind
   */
  earlier(kind) {
    const present = this.track(kind)?.steps ?? [];
    // A run that undo has brought back is not one before.
    return this.#earlier.filter((run) => run.kind === kind && !isSame(run.steps, present)).map(({ steps }) => steps);
  }

  /** Forget runs before: the data have changed. */
  forget() {
    this.#earlier = [];
    this.version += 1;
  }

  #keep() {
    // The model that leads comes first.
    const [leading] = this.#tracks;
    if (!leading || leading[1].steps.length < LEAST_KEPT) return;
    const [kind, { steps }] = leading;
    this.#earlier = [...this.#earlier, { kind, steps }].slice(-MOST_EARLIER);
  }
}

/**
 * Whether two runs have come to the same end in as many steps.
 *
 * @param {Step[]} a
 * @param {Step[]} b
 */
function isSame(a, b) {
  return a.length === b.length && a.at(-1)?.log_likelihood === b.at(-1)?.log_likelihood;
}
