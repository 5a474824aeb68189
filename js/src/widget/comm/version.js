/** @import { Notices } from "../ui/notices.js" */

/**
 * Show a notice if the kernel's side has another version than the page.
 *
 * @param {string} version of the kernel's side
 * @param {Notices} notices
 */
export function compareVersions(version, notices) {
  if (!version || version === ITERSCOPE_VERSION) return notices.hide("version");
  const message = `Front end ${ITERSCOPE_VERSION}, kernel ${version}: restart the kernel and reload the page.`;
  return notices.show("version", message, { dismissible: true });
}
