import { download } from "../../widget/ui/download.js";

/**
 * Save what a canvas shows as a PNG file.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {string} name of the file, without its ending
 */
export function savePicture(canvas, name) {
  canvas.toBlob((blob) => {
    if (blob) download(blob, `${name}.png`);
  }, "image/png");
}
