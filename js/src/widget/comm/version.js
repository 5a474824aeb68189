/** @import { Notices } from "../ui/notices.js" */

/**
 * Say so if the kernel's side is of another version than this one.
 *
 * @param {string} version of the kernel's side
 * @param {Notices} notices
 */
export function compareVersions(version, notices) {
  if (!version || version === ITERSCOPE_VERSION) return notices.hide("version");
  const message = `Front end ${ITERSCOPE_VERSION}, kernel ${version}: restart the kernel and reload the page.`;
  return notices.show("version", message, { dismissible: true });
}
