import { drawing } from "./dom.js";

/** Strokes on a 16 px grid, 1.5 px wide, round ends. */
const PATHS = {
  zoomIn: ["M8 3.5v9", "M3.5 8h9"],
  zoomOut: ["M3.5 8h9"],
  home: ["M2.75 7.75 8 3l5.25 4.75", "M4.25 6.75v6h7.5v-6", "M6.75 12.5V9.5h2.5v3"],
  colours: [
    "M8 2.25c2.2 2.5 3.75 4.3 3.75 6.6a3.75 3.9 0 0 1-7.5 0c0-2.3 1.55-4.1 3.75-6.6z",
    "M8 10.75c1.1 0 1.75-.75 1.75-1.75",
  ],
  save: ["M8 2.75v7", "M5 7l3 3 3-3", "M3 12.75h10"],
  fullScreen: ["M3 6V3h3", "M10 3h3v3", "M13 10v3h-3", "M6 13H3v-3"],
  leaveFullScreen: ["M6 3v3H3", "M13 6h-3V3", "M10 13v-3h3", "M3 10h3v3"],
  help: ["M5.75 6a2.25 2.25 0 1 1 3.4 1.95C8.4 8.4 8 8.85 8 9.75", "M8 12.5v.01"],
  close: ["M4 4l8 8", "M12 4l-8 8"],
  check: ["M3.5 8.5l3 3 6-7"],
  play: ["M5 3.25v9.5L12.75 8z"],
  pause: ["M5.5 3.5v9", "M10.5 3.5v9"],
  back: ["M11.5 3.75 6.25 8l5.25 4.25z", "M4.25 4v8"],
  forward: ["M4.5 3.75 9.75 8 4.5 12.25z", "M11.75 4v8"],
  first: ["M8 4 4.25 8 8 12", "M12.75 4 9 8l3.75 4", "M2.5 4v8"],
  last: ["M8 4l3.75 4L8 12", "M3.25 4 7 8l-3.75 4", "M13.5 4v8"],
  loop: ["M3 8.5V7a2.5 2.5 0 0 1 2.5-2.5h7", "M10.5 2.5l2 2-2 2", "M13 7.5V9a2.5 2.5 0 0 1-2.5 2.5h-7", "M5.5 13.5l-2-2 2-2"],
  model: ["M2.75 4.5h3.5", "M9.75 4.5h3.5", "M8 2.75v3.5", "M2.75 11.5h6", "M12.25 11.5h1", "M10.5 9.75v3.5", "M6.25 4.5H8", "M8.75 11.5h1.75"],
  look: ["M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z", "M8 6.25a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5z"],
  hand: ["M8 2.5v11", "M2.5 8h11", "M6.25 4.25 8 2.5l1.75 1.75", "M6.25 11.75 8 13.5l1.75-1.75", "M4.25 6.25 2.5 8l1.75 1.75", "M11.75 6.25 13.5 8l-1.75 1.75"],
  add: ["M4.5 4.5v.01", "M3.25 9v.01", "M7 12.25v.01", "M6.75 7.25v.01", "M9 3.25v.01", "M11.5 8.5v5", "M9 11h5"],
  erase: ["M8.75 3.25l4 4-5.5 5.5h-2.5l-2-2 6-7.5z", "M5.75 6.5l4 4", "M7.25 12.75h6"],
};

/**
 * @typedef {keyof typeof PATHS} IconName
 */

/**
 * @param {IconName} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const attributes = { class: "its-icon", viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" };
  return drawing("svg", attributes, ...PATHS[name].map((d) => drawing("path", { d })));
}
