import { button, element } from "./dom.js";

/**
 * A labelled control for one value.
 *
 * @template Value
 * @typedef {object} Field
 * @property {HTMLElement} node
 * @property {(value: Value) => void} show
 */

let names = 0;

/**
 * One of a few, side by side.
 *
 * @template {string} Value
 * @param {string} label
 * @param {[Value, string][]} choices values and their names
 * @param {(value: Value) => void} set
 * @returns {Field<Value>}
 */
export function segments(label, choices, set) {
  const name = `its-field-${names++}`;
  const inputs = choices.map(([value]) => element("input", { type: "radio", name, value }));
  inputs.forEach((input, index) =>
    input.addEventListener("change", () => set(/** @type {[Value, string]} */ (choices[index])[0])),
  );
  const labels = choices.map(([, text], index) =>
    element("label", { class: "its-segment" }, /** @type {Node} */ (inputs[index]), element("span", {}, text)),
  );
  return {
    node: labelled(
      label,
      element("div", { class: "its-segments", role: "radiogroup", "aria-label": label }, ...labels),
    ),
    show: (value) => inputs.forEach((input) => (input.checked = input.value === value)),
  };
}

/**
 * One of many.
 *
 * @param {string} label
 * @param {[string, string][]} choices values and their names
 * @param {(value: string) => void} set
 * @returns {Field<string>}
 */
export function choice(label, choices, set) {
  const select = element("select", { class: "its-select", "aria-label": label });
  select.append(...choices.map(([value, text]) => element("option", { value }, text)));
  select.addEventListener("change", () => set(select.value));
  return { node: labelled(label, select), show: (value) => (select.value = value) };
}

/**
 * Yes or no.
 *
 * @param {string} label
 * @param {(value: boolean) => void} set
 * @returns {Field<boolean>}
 */
export function toggle(label, set) {
  const input = element("input", { type: "checkbox", role: "switch" });
  input.addEventListener("change", () => set(input.checked));
  return {
    node: element("label", { class: "its-field its-toggle" }, element("span", {}, label), input),
    show: (value) => (input.checked = value),
  };
}

/**
 * Make a button with a text.
 *
 * @param {string} text
 * @param {(button: HTMLButtonElement) => void} act
 */
export function action(text, act) {
  return button("action", "", act, text);
}

/**
 * Put a label beside a control.
 *
 * @param {string} label
 * @param {HTMLElement} control
 */
export function labelled(label, control) {
  return element(
    "div",
    { class: "its-field" },
    element("span", { class: "its-field-label", "aria-hidden": "true" }, label),
    control,
  );
}
