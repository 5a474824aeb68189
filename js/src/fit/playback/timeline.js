/** Places of the steps of a recording along a line. Pure. */

/** While a fit goes on, the last step stands at this share of the line, so that what follows it never runs back. */
const FILLED = 0.8;
const SHORTEST = 20;
/** Numbers of iterations between ticks, times a power of ten. */
const ROUND = [2, 5, 10];
/** Least distance of two ticks, in pixels. */
const TICK = 4;

/**
 * Choose where a line of steps ends.
 *
 * @param {number} recorded steps
 * @param {boolean} complete whether no more will come
 * @returns {number} index at the right end of the line
 */
export function extent(recorded, complete) {
  const last = Math.max(1, recorded - 1);
  return complete ? last : Math.max(SHORTEST, last / FILLED);
}

/**
 * The end of the line from frame to frame. While a fit is played it makes room for the step that is shown, not for those
 * that have arrived before it is their turn: the present one would run back.
 */
export class Line {
  /** The index at the right end. */
  end = SHORTEST;
  /** @type {unknown} */
  #steps = null;

  /**
   * Follow the recording.
   *
   * @param {{length: number}} steps one array for each run
   * @param {number} index of the step that is shown
   * @param {{complete: boolean, playing: boolean}} state complete: no more steps will come
   */
  follow(steps, index, { complete, playing }) {
    const goesOn = playing && !complete && steps === this.#steps;
    this.end = goesOn ? Math.max(this.end, index / FILLED) : extent(steps.length, complete);
    this.#steps = steps;
  }
}

/**
 * Find the step at a place on the line.
 *
 * @param {number} share of the line from its left end
 * @param {number} end index at the right end
 * @param {number} recorded steps
 * @returns {number} the nearest index that is recorded
 */
export function indexAt(share, end, recorded) {
  return Math.max(0, Math.min(Math.round(share * end), recorded - 1));
}

/**
 * The number of half-steps from one tick to the next.
 *
 * @param {number} end index at the right end
 * @param {number} width pixels
 * @returns {number} one half-step, or a round number of iterations
 */
export function tickSpacing(end, width) {
  const least = (TICK * end) / Math.max(1, width);
  if (least <= 1) return 1;
  const iterations = least / 2;
  const power = 10 ** Math.ceil(Math.log10(iterations) - 1);
  return 2 * power * (iterations <= power ? 1 : (ROUND.find((end) => end * power >= iterations) ?? 10));
}
