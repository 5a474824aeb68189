/**
 * @typedef {object} Controls what keys and buttons can do
 * @property {() => void} play or pause
 * @property {(steps: number) => void} step half-steps, negative goes back
 * @property {() => void} first
 * @property {() => void} last
 * @property {() => void} loop
 * @property {(faster: boolean) => void} pace
 * @property {(levels: number) => void} zoom about the middle, positive goes in
 * @property {() => void} home
 * @property {(tool: "look" | "add" | "erase") => void} use
 * @property {() => void} model the panel of what is fitted
 * @property {() => void} look the panel of how it is drawn
 * @property {() => void} restart from another start
 * @property {() => void} starts several side by side
 * @property {() => void} reset
 * @property {() => void} compare
 * @property {() => void} save
 * @property {() => void} fullScreen
 * @property {() => void} help
 * @property {() => void} escape
 */

/** Half-steps of an iteration. */
const ITERATION = 2;

/** @type {Record<string, (controls: Controls, long: boolean) => void>} */
export const KEYS = {
  " ": (controls) => controls.play(),
  ArrowLeft: (controls, long) => controls.step(long ? -ITERATION : -1),
  ArrowRight: (controls, long) => controls.step(long ? ITERATION : 1),
  Home: (controls) => controls.first(),
  End: (controls) => controls.last(),
  l: (controls) => controls.loop(),
  ",": (controls) => controls.pace(false),
  ".": (controls) => controls.pace(true),
  "+": (controls) => controls.zoom(1),
  "=": (controls) => controls.zoom(1),
  "-": (controls) => controls.zoom(-1),
  _: (controls) => controls.zoom(-1),
  0: (controls) => controls.home(),
  h: (controls) => controls.use("look"),
  a: (controls) => controls.use("add"),
  e: (controls) => controls.use("erase"),
  m: (controls) => controls.model(),
  v: (controls) => controls.look(),
  n: (controls) => controls.restart(),
  w: (controls) => controls.starts(),
  k: (controls) => controls.compare(),
  s: (controls) => controls.save(),
  f: (controls) => controls.fullScreen(),
  "?": (controls) => controls.help(),
  Escape: (controls) => controls.escape(),
};
