/**
 * The time and timers, so that tests can set them.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds
 * @property {(callback: () => void, delay: number) => unknown} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @type {Clock} */
export const CLOCK = {
  now: () => performance.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer),
};
