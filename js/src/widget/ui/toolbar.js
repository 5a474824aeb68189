import { element } from "./dom.js";
import { icon } from "./icons.js";

/** @import { IconName } from "./icons.js" */

/**
 * @typedef {object} Button
 * @property {string} action stable name, also in `data-action`
 * @property {IconName} icon
 * @property {string} label
 * @property {string} key named in the tooltip
 */

/**
 * A column of buttons in groups.
 *
 * @param {Button[][]} groups
 * @param {(action: string, button: HTMLButtonElement) => void} act
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function toolbar(groups, act, signal) {
  const bar = element("div", { class: "its-toolbar", role: "toolbar", "aria-label": "View", "aria-orientation": "vertical" });
  for (const group of groups) {
    bar.append(element("div", { class: "its-group" }, ...group.map(makeButton)));
  }
  bar.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset["action"]) act(button.dataset["action"], button);
    },
    { signal },
  );
  return bar;
}

/**
 * Change what a button shows.
 *
 * @param {HTMLElement} bar
 * @param {Button} button
 */
export function replaceButton(bar, button) {
  const old = bar.querySelector(`button[data-action="${button.action}"]`);
  if (old instanceof HTMLButtonElement) dress(old, button);
}

/** @param {Button} button */
export function makeButton(button) {
  const node = element("button", { type: "button", class: "its-button", "data-action": button.action });
  dress(node, button);
  return node;
}

/**
 * @param {HTMLButtonElement} node
 * @param {Button} button
 */
export function dress(node, button) {
  node.replaceChildren(icon(button.icon));
  node.title = `${button.label} (${button.key})`;
  node.setAttribute("aria-label", button.label);
  node.setAttribute("aria-keyshortcuts", button.key);
}
