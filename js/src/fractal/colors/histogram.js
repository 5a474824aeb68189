import { listen } from "../../widget/comm/listen.js";
import { element } from "../../widget/ui/dom.js";
import { colorsOf, phaseOf } from "../draw/distribution.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Distribution } from "../draw/distribution.js" */
/** @import { Scene } from "../draw/scene.js" */
/** @import { Traits } from "../messages.js" */

/** CSS pixels: of all, and of the strip of colors below the bars. */
const HEIGHT = 68;
const STRIP = 16;
/** CSS pixels up by which colors pass by twice as often, and those that are no move yet. */
const DOUBLING = 60;
const STEADY = 8;
/** By how much a key moves the colors, in turns, and spreads them, in powers of two. */
const STEP = 0.01;
const SPREAD = 0.1;
/** The largest density, and the smallest in its place. */
const MOST = 64;

/**
 * The histogram of what is seen, and below it the colors of its numbers: dragged to the side they move, up they pass by more
 * often. A double click takes them back to where they usually are.
 *
 * @param {AnyModel<Traits>} model
 * @param {Scene} scene
 * @param {{root: HTMLElement, signal: AbortSignal}} host
 * @returns {HTMLElement}
 */
export function histogram(model, scene, { root, signal }) {
  const canvas = element("canvas", {
    class: "its-histogram",
    tabindex: "0",
    role: "slider",
    "aria-label": "Colors over the histogram",
    title: "Drag to move the colors, up to make them pass by more often",
  });
  /** @type {Distribution | null} */
  let seen = null;
  let frame = 0;
  const show = () => {
    frame = 0;
    seen = scene.distribution;
    canvas.hidden = seen === null;
    canvas.setAttribute("aria-valuenow", model.get("offset").toFixed(2));
    canvas.setAttribute(
      "aria-valuetext",
      `offset ${model.get("offset").toFixed(2)}, density ${model.get("density").toFixed(2)}`,
    );
    if (seen) drawHistogram(canvas, seen, scene);
  };
  const schedule = () => {
    if (frame === 0) frame = requestAnimationFrame(show);
  };
  /** @type {(offset: number, density: number) => void} */
  const set = (offset, density) => {
    model.set("offset", offset - Math.floor(offset));
    model.set("density", Math.min(MOST, Math.max(1 / MOST, density)));
    model.save_changes();
  };
  /** @type {{y: number, density: number, phase: number} | null} */
  let grip = null;
  /** @param {PointerEvent} event */
  const numberAt = ({ clientX }) => {
    const { left, width } = canvas.getBoundingClientRect();
    return seen ? seen.low + Math.min(1, Math.max(0, (clientX - left) / width)) * (seen.high - seen.low) : 0;
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    grip = { y: event.clientY, density: model.get("density"), phase: phaseOf(scene.coloring(), numberAt(event)) };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const up = grip.y - event.clientY;
    const density = grip.density * 2 ** (Math.sign(up) * (Math.max(0, Math.abs(up) - STEADY) / DOUBLING));
    const offset = model.get("offset");
    set(offset + grip.phase - phaseOf(scene.coloring({ density, offset }), numberAt(event)), density);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (grip = null));
  canvas.addEventListener("dblclick", () => set(0, 1));
  canvas.addEventListener("keydown", (event) => {
    const { key } = event;
    const [dx, dy] = [
      Number(key === "ArrowRight") - Number(key === "ArrowLeft"),
      Number(key === "ArrowUp") - Number(key === "ArrowDown"),
    ];
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    event.stopPropagation();
    set(model.get("offset") - STEP * dx, model.get("density") * 2 ** (SPREAD * dy));
  });
  listen(model, "change:colormap change:coloring change:color_by change:density change:offset", schedule, signal);
  const observer = new MutationObserver(schedule); // what is seen has changed, or has come to rest
  observer.observe(root, { attributes: true, attributeFilter: ["data-its-state"] });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  });
  schedule();
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Distribution} seen
 * @param {Scene} scene
 */
function drawHistogram(canvas, { low, high, shares }, scene) {
  const ratio = devicePixelRatio;
  const [width, height, strip] = [canvas.clientWidth * ratio, HEIGHT * ratio, STRIP * ratio].map(Math.round);
  const context = canvas.getContext("2d");
  if (!context || !width || !height || !strip) return;
  Object.assign(canvas, { width, height });
  const colorOf = colorsOf(scene.coloring(), 1);
  const row = new ImageData(width, 1);
  const pixels = new Uint32Array(row.data.buffer);
  for (let x = 0; x < width; x++) pixels[x] = colorOf(low + ((x + 0.5) / width) * (high - low));
  for (let y = height - strip; y < height; y++) context.putImageData(row, 0, y);
  const most = Math.max(...shares);
  context.fillStyle = getComputedStyle(canvas).color;
  shares.forEach((share, part) => {
    const top = Math.sqrt(share / most) * (height - strip - 2 * ratio);
    const [left, right] = [part, part + 1].map((edge) => Math.round((edge / shares.length) * width));
    context.fillRect(left ?? 0, height - strip - top, (right ?? 0) - (left ?? 0), top);
  });
}
