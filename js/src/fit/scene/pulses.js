/** Milliseconds that a pulse lasts. */
const DURATION = 900;

/**
 * Components that degenerate pulse once.
 */
export class Pulses {
  /** @type {Map<number, number>} when it began, in milliseconds */
  #starts = new Map();

  /**
   * Begin the pulses of components that have degenerated.
   *
   * @param {number[]} degenerate components
   * @param {number} now milliseconds; -Infinity where motion is not wanted
   */
  follow(degenerate, now) {
    for (const component of this.#starts.keys()) if (!degenerate.includes(component)) this.#starts.delete(component);
    for (const component of degenerate) if (!this.#starts.has(component)) this.#starts.set(component, now);
  }

  /**
   * Whether a pulse goes on.
   *
   * @param {number} now
   */
  moves(now) {
    return [...this.#starts.values()].some((start) => now < start + DURATION);
  }

  /**
   * The progress of a component's pulse.
   *
   * @param {number} component
   * @param {number} now
   * @returns {number} from 0 at the beginning to 1 at the end and at rest
   */
  at(component, now) {
    const start = this.#starts.get(component) ?? -Infinity;
    return Math.max(0, Math.min(1, (now - start) / DURATION));
  }
}
