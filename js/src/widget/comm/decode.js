/**
 * Decode a PNG without any change of its bytes.
 *
 * By way of an image element: a blob is read through another process, for which a busy machine makes one wait.
 *
 * @param {string} png base64
 * @returns {Promise<ImageBitmap>}
 */
export async function decode(png) {
  const image = new Image();
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new TypeError("not a PNG file in base64"));
    image.src = `data:image/png;base64,${png}`;
  });
  return createImageBitmap(image, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
}

/**
 * Decode bytes.
 *
 * @param {string} text base64
 */
export function decodeBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
