/**
 * A random name for one rendered view.
 *
 * @returns {string}
 */
export function viewId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
