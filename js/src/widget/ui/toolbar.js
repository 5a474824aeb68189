import { keyName } from "../input/actions.js";
import { element, icon } from "./dom.js";

/** @import { Action } from "../input/actions.js" */

/** @typedef {Pick<Action, "icon" | "label" | "keys">} Face what a button shows */

/** The button of the menu that holds what there is no room for. */
export const MORE = "more";

/**
 * A column of buttons in groups.
 *
 * @param {Action[][]} groups
 * @param {(id: string) => void} run called when a button is pressed
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function toolbar(groups, run, signal) {
  const bar = element("div", {
    class: "its-toolbar",
    role: "toolbar",
    "aria-label": "View",
    "aria-orientation": "vertical",
  });
  for (const group of groups) {
    const buttons = group.map((action) => {
      const button = makeButton(action);
      button.addEventListener("click", () => run(action.id), { signal });
      return button;
    });
    bar.append(element("div", { class: "its-group" }, ...buttons));
  }
  return bar;
}

/**
 * Leave out buttons that do not fit, in favor of that of the menu which holds them.
 *
 * @param {HTMLElement} bar
 * @param {Action[]} actions of its buttons
 * @param {number} room CSS pixels for its height
 * @returns {Action[]} those that are left out
 */
export function fold(bar, actions, room) {
  /** @type {(id: string, hidden: boolean) => void} */
  const hide = (id, hidden) => findButton(bar, id)?.toggleAttribute("hidden", hidden);
  for (const { id } of actions) hide(id, false);
  hide(MORE, true);
  const left = new Set();
  for (const { id } of foldingOrder(actions)) {
    if (bar.offsetHeight <= room) break;
    hide(MORE, false);
    hide(id, true);
    left.add(id);
  }
  return actions.filter(({ id }) => left.has(id));
}

/**
 * In which order buttons are left out: those that say so, then the last ones.
 *
 * @param {Action[]} actions
 */
export function foldingOrder(actions) {
  return [...actions].reverse().sort((a, b) => (b.fold ?? 0) - (a.fold ?? 0));
}

/**
 * The button of an action.
 *
 * @param {HTMLElement} bar
 * @param {string} id
 * @returns {HTMLButtonElement | null}
 */
export function findButton(bar, id) {
  return bar.querySelector(`button[data-action="${id}"]`);
}

/** @param {Action} action */
export function makeButton(action) {
  const node = element("button", { type: "button", class: "its-button", "data-action": action.id });
  dress(node, action);
  return node;
}

/**
 * Change what a button shows.
 *
 * @param {HTMLButtonElement} node
 * @param {Face} face
 */
export function dress(node, { icon: name, label, keys: [key] = [] }) {
  node.replaceChildren(...(name ? [icon(name)] : []));
  node.title = key ? `${label} (${keyName(key)})` : label;
  node.setAttribute("aria-label", label);
  if (key) node.setAttribute("aria-keyshortcuts", keyName(key).replace("Ctrl", "Control"));
}
