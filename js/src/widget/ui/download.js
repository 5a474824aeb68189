import { element } from "./dom.js";

/**
 * Download a file to the computer of the person at the page.
 *
 * @param {Blob} file
 * @param {string} name
 */
export function download(file, name) {
  const url = URL.createObjectURL(file);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
