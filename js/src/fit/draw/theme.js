import { luminance } from "../../widget/math/color.js";

/** @import { Color } from "../../widget/math/color.js" */

/** Points before the first E step. */
export const NEUTRAL = /** @type {Color} */ ([139, 145, 153]);

/** A host may set its theme's name before the theme's stylesheet has come, which takes some milliseconds. */
const LATE = 300;

/**
 * @typedef {object} Theme the tokens of `widget/ui/tokens.css` as a canvas takes them
 * @property {Color} surface
 * @property {Color} text
 * @property {Color} muted
 * @property {Color} accent
 * @property {boolean} isDark
 * @property {string} font families
 * @property {number} scale of text: larger for a room
 */

/**
 * Read the colors and the font around a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Theme}
 */
export function readTheme(canvas) {
  const style = getComputedStyle(canvas);
  const [own, font] = [canvas.style.color, style.fontFamily];
  const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  /** @type {(name: string, fallback: string) => Color} */
  const color = (name, fallback) => {
    if (!probe) return [0, 0, 0];
    probe.fillStyle = fallback;
    canvas.style.color = `var(${name})`; // a token may be `light-dark()`, which only a property resolves
    probe.fillStyle = style.color;
    probe.fillRect(0, 0, 1, 1);
    const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const surface = color("--its-surface", "#fff");
  const [text, muted] = [color("--its-text", "#1f2328"), color("--its-muted", "#656d76")];
  const accent = color("--its-accent", "#1f6feb");
  canvas.style.color = own;
  const scale = Number(style.getPropertyValue("--its-text-scale")) || 1;
  return { surface, text, muted, accent, isDark: luminance(surface) < 0.2, font: font || "sans-serif", scale };
}

/**
 * Call back when the colors around a canvas may have changed.
 *
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
export function watchTheme(changed, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const update = () => {
    changed();
    clearTimeout(timer);
    timer = setTimeout(changed, LATE);
  };
  const observer = new MutationObserver(update);
  for (const node of [document.documentElement, document.body]) observer.observe(node, { attributes: true });
  for (const feature of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(feature).addEventListener("change", update, { signal });
  }
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    observer.disconnect();
  });
}
