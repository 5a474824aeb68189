import { canShow } from "./browser.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Notices } from "../ui/notices.js" */

/**
 * Show a notice if the kernel's side has another version than the page.
 *
 * @param {string} version of the kernel's side
 * @param {Notices} notices
 */
export function compareVersions(version, notices) {
  const message = difference(version);
  if (message === null) return notices.hide("version");
  return notices.show("version", message, { dismissible: true });
}

/**
 * Make a view say in its place what is missing, where the browser cannot show it, or where it cannot read what a kernel's side
 * of another version says.
 *
 * @template {{model: AnyModel<any>, el: HTMLElement}} Context
 * @param {(context: Context) => () => void} render
 * @returns {(context: Context) => () => void}
 */
export function expectVersion(render) {
  return (context) => {
    const clear = () => context.el.replaceChildren();
    if (!canShow(context.el)) return clear;
    try {
      return render(context);
    } catch (error) {
      const message = difference(context.model.get("version"));
      if (message === null) throw error;
      context.el.textContent = message;
      return clear;
    }
  };
}

/**
 * Whether a refusal needs no words of its own: the notice of `compareVersions` says why the kernel cannot read the page.
 *
 * @param {{code: string}} failure
 * @param {string} version of the kernel's side
 */
export function isMisread({ code }, version) {
  return code === "malformed" && difference(version) !== null;
}

/**
 * @param {string} version of the kernel's side
 * @returns {string | null} what to do about it, if it is another one than the page's
 */
function difference(version) {
  if (!version || version === ITERSCOPE_VERSION) return null;
  return `Front end ${ITERSCOPE_VERSION}, kernel ${version}: restart the kernel and reload the page.`;
}
