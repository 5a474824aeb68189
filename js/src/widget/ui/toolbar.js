import { keyName } from "../input/actions.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";

/** @import { Action } from "../input/actions.js" */

/** @typedef {Pick<Action, "icon" | "label" | "keys">} Face what a button shows */

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
    bar.append(element("div", { class: "its-group" }, ...group.map(makeButton)));
  }
  bar.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset["action"]) run(button.dataset["action"]);
    },
    { signal },
  );
  return bar;
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
