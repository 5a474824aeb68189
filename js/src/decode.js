/**
 * Decode a PNG without any change of its bytes.
 *
 * @param {string} png base64
 * @returns {Promise<ImageBitmap>}
 */
export function decode(png) {
  const binary = atob(png);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return createImageBitmap(new Blob([bytes], { type: "image/png" }), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  });
}
