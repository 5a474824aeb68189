import { element, icon } from "./dom.js";
import * as icons from "./icons.js";

/**
 * Make a button.
 *
 * @param {string} kind names its class
 * @param {string} label for those who hear, and of its tooltip; empty if its text says enough
 * @param {(button: HTMLButtonElement) => void} act
 * @param {...(Node | string)} children
 */
export function button(kind, label, act, ...children) {
  const names = label ? { title: label, "aria-label": label } : {};
  const node = element("button", { type: "button", class: `its-${kind}`, ...names }, ...children);
  node.addEventListener("click", () => act(node));
  return node;
}

/**
 * Make a button with a cross, which closes or removes something.
 *
 * @param {string} label
 * @param {() => void} act
 * @param {string} [kind]
 */
export function cross(label, act, kind = "dismiss") {
  return button(kind, label, act, icon(icons.close));
}
