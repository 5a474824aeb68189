import { download } from "../../widget/ui/download.js";
import { annotate } from "./png.js";

/**
 * Save what a canvas shows as a PNG file.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {string} name of the file, without its ending
 * @param {string} parameters what it shows, in ASCII: a view on which the file is dropped shows that
 */
export function savePicture(canvas, name, parameters) {
  canvas.toBlob(async (blob) => {
    if (!blob) return;
    const parts = annotate(new Uint8Array(await blob.arrayBuffer()), parameters);
    download(new Blob(parts, { type: "image/png" }), `${name}.png`);
  }, "image/png");
}
