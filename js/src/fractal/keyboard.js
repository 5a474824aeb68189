/**
 * @typedef {object} Controls what keys, buttons and gestures can do
 * @property {(levels: number) => void} zoom about the middle, positive goes in
 * @property {(dx: number, dy: number) => void} step move the view, in steps
 * @property {() => void} home
 * @property {() => void} fullScreen
 * @property {() => void} colours
 * @property {() => void} engine
 * @property {() => void} save
 * @property {() => void} help
 * @property {() => void} escape
 */

/** Steps of an arrow key together with Shift. */
const LONG_STEP = 4;

/**
 * @type {Record<string, (controls: Controls, step: number) => void>}
 */
const KEYS = {
  ArrowLeft: (controls, step) => controls.step(-step, 0),
  ArrowRight: (controls, step) => controls.step(step, 0),
  ArrowUp: (controls, step) => controls.step(0, -step),
  ArrowDown: (controls, step) => controls.step(0, step),
  "+": (controls) => controls.zoom(1),
  "=": (controls) => controls.zoom(1),
  "-": (controls) => controls.zoom(-1),
  _: (controls) => controls.zoom(-1),
  0: (controls) => controls.home(),
  Home: (controls) => controls.home(),
  f: (controls) => controls.fullScreen(),
  c: (controls) => controls.colours(),
  e: (controls) => controls.engine(),
  s: (controls) => controls.save(),
  "?": (controls) => controls.help(),
  Escape: (controls) => controls.escape(),
};

/**
 * @param {HTMLElement} target
 * @param {Controls} controls
 * @param {AbortSignal} signal
 */
export function listenToKeys(target, controls, signal) {
  target.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act(controls, event.shiftKey ? LONG_STEP : 1);
    },
    { signal },
  );
}
