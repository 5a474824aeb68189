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

/** @type {Record<string, (controls: Controls, long: boolean) => void>} */
export const KEYS = {
  ArrowLeft: (controls, long) => controls.step(-steps(long), 0),
  ArrowRight: (controls, long) => controls.step(steps(long), 0),
  ArrowUp: (controls, long) => controls.step(0, -steps(long)),
  ArrowDown: (controls, long) => controls.step(0, steps(long)),
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

/** @param {boolean} long */
function steps(long) {
  return long ? LONG_STEP : 1;
}
