import { download } from "../../widget/ui/download.js";

/**
 * Save what a canvas shows as a PNG file.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {readonly [string, string]} c names the file
 */
export function savePicture(canvas, [re, im]) {
  canvas.toBlob((blob) => {
    if (blob) download(blob, `julia_${re}_${im}.png`);
  }, "image/png");
}
