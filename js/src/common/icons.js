const SVG = "http://www.w3.org/2000/svg";

/** Strokes on a 16 px grid, 1.5 px wide, round ends. */
const PATHS = {
  zoomIn: ["M8 3.5v9", "M3.5 8h9"],
  zoomOut: ["M3.5 8h9"],
  home: ["M2.75 7.75 8 3l5.25 4.75", "M4.25 6.75v6h7.5v-6", "M6.75 12.5V9.5h2.5v3"],
  colours: [
    "M8 2.25c2.2 2.5 3.75 4.3 3.75 6.6a3.75 3.9 0 0 1-7.5 0c0-2.3 1.55-4.1 3.75-6.6z",
    "M8 10.75c1.1 0 1.75-.75 1.75-1.75",
  ],
  engine: ["M5 5h6v6H5z", "M6.75 5V2.75", "M9.25 5V2.75", "M6.75 13.25V11", "M9.25 13.25V11", "M5 6.75H2.75", "M5 9.25H2.75", "M13.25 6.75H11", "M13.25 9.25H11"],
  save: ["M8 2.75v7", "M5 7l3 3 3-3", "M3 12.75h10"],
  fullScreen: ["M3 6V3h3", "M10 3h3v3", "M13 10v3h-3", "M6 13H3v-3"],
  leaveFullScreen: ["M6 3v3H3", "M13 6h-3V3", "M10 13v-3h3", "M3 10h3v3"],
  help: ["M5.75 6a2.25 2.25 0 1 1 3.4 1.95C8.4 8.4 8 8.85 8 9.75", "M8 12.5v.01"],
  close: ["M4 4l8 8", "M12 4l-8 8"],
  check: ["M3.5 8.5l3 3 6-7"],
};

/**
 * @typedef {keyof typeof PATHS} IconName
 */

/**
 * @param {IconName} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { class: "its-icon", viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" };
  for (const [attribute, value] of Object.entries(attributes)) svg.setAttribute(attribute, value);
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
