import { element } from "../common/dom.js";

/**
 * Save what a canvas shows as a PNG file.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {readonly [string, string]} c names the file
 */
export function savePicture(canvas, [re, im]) {
  canvas.toBlob((blob) => {
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    element("a", { href: url, download: `julia_${re}_${im}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
  }, "image/png");
}
