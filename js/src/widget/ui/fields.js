import { significant } from "../math/format.js";
import { button, cross, element, setText } from "./dom.js";

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
 * One of very many, found by a part of its name. What is none is left with the last good one.
 *
 * @param {string} label
 * @param {[string, string][]} choices values and their names
 * @param {(value: string) => void} set
 * @returns {Field<string>}
 */
export function search(label, choices, set) {
  const id = `its-field-${names++}`;
  const input = element("input", {
    class: "its-search",
    type: "text",
    list: id,
    "aria-label": label,
    autocomplete: "off",
  });
  const list = element("datalist", { id });
  list.append(...choices.map(([, text]) => element("option", { value: text })));
  let shown = "";
  const commit = () => {
    const text = input.value.trim();
    const named = choices.find(([, name]) => name === text);
    const likely = choices.filter(([, name]) => name.toLowerCase().includes(text.toLowerCase()));
    const [value] = named ?? (likely.length === 1 ? likely[0] : undefined) ?? [null];
    if (value === null) input.value = shown;
    else set(value);
  };
  // All names are offered, not only those that are like the present one.
  input.addEventListener("focus", () => input.select());
  input.addEventListener("change", commit);
  return {
    node: labelled(label, element("span", {}, input, list)),
    show: (value) => {
      shown = choices.find(([each]) => each === value)?.[1] ?? "";
      input.value = shown;
    },
  };
}

/**
 * A number. What is none is marked, and left with the last good one.
 *
 * @param {string} label
 * @param {{min: number, max?: number, integer?: boolean, keeps?: string[]}} limits keeps: words that are taken too
 * @param {(value: number | string) => void} set
 * @returns {Field<number | string | null>}
 */
export function number(label, { min, max = Infinity, integer = false, keeps = [] }, set) {
  const input = element("input", {
    class: "its-number",
    type: "text",
    inputmode: "decimal",
    "aria-label": label,
    autocomplete: "off",
  });
  let shown = "";
  /** @type {(value: number) => boolean} */
  const isAllowed = (value) =>
    value >= min && value <= max && (!integer || Number.isInteger(value)) && Number.isFinite(value);
  const commit = () => {
    const text = input.value.trim();
    if (text === shown) return;
    if (keeps.includes(text)) set(text);
    else if (text !== "" && isAllowed(Number(text))) set(Number(text));
    else input.value = shown;
    input.removeAttribute("aria-invalid");
  };
  /** @param {number} by */
  const nudge = (by) => {
    const value = Number(input.value);
    if (!Number.isFinite(value)) return;
    const next = integer ? value + by : value * 10 ** by;
    if (isAllowed(next)) set(integer ? next : Number(next.toPrecision(12)));
  };
  input.addEventListener("change", commit);
  input.addEventListener("input", () => {
    const text = input.value.trim();
    const wrong = text === "" || !(keeps.includes(text) || isAllowed(Number(text)));
    input.toggleAttribute("aria-invalid", wrong);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "ArrowUp") nudge(1);
    else if (event.key === "ArrowDown") nudge(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  /** @param {-1 | 1} by */
  const nudger = (by) => {
    const nudger = button("nudge", "", () => nudge(by), by < 0 ? "\u2212" : "+");
    nudger.tabIndex = -1;
    nudger.ariaHidden = "true";
    return nudger;
  };
  return {
    node: labelled(label, element("span", { class: "its-numeric" }, nudger(-1), input, nudger(1))),
    show: (value) => {
      shown = value === null ? "" : String(value);
      if (!input.matches(":focus") || input.value.trim() !== shown) input.value = shown;
    },
  };
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
 * Any of a few.
 *
 * @template {string | number} Value
 * @param {string} label
 * @param {[Value, string][]} choices values and their names
 * @param {(values: Value[]) => void} set
 * @returns {Field<Value[]>}
 */
export function several(label, choices, set) {
  const inputs = choices.map(() => element("input", { type: "checkbox" }));
  const labels = choices.map(([, text], index) =>
    element("label", { class: "its-segment" }, /** @type {Node} */ (inputs[index]), element("span", {}, text)),
  );
  for (const input of inputs) {
    input.addEventListener("change", () =>
      set(choices.flatMap(([value], index) => (inputs[index]?.checked ? [value] : []))),
    );
  }
  return {
    node: labelled(label, element("div", { class: "its-segments", role: "group", "aria-label": label }, ...labels)),
    show: (values) =>
      choices.forEach(([value], index) => inputs[index] && (inputs[index].checked = values.includes(value))),
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
 * A positive number on a scale of powers of ten, or none.
 *
 * @param {string} label
 * @param {{min: number, max: number, step: number}} exponents
 * @param {(value: number | null) => void} set
 * @returns {Field<number | null>}
 */
export function slider(label, { min, max, step }, set) {
  const limits = { min: String(min), max: String(max), step: String(step) };
  const input = element("input", { class: "its-range", type: "range", "aria-label": label, ...limits });
  const text = element("output", { class: "its-range-value" });
  const free = cross(`${label}: no longer`, () => set(null));
  const write = (/** @type {number | null} */ value) => {
    setText(text, value === null ? "free" : significant(value, 2));
    free.style.visibility = value === null ? "hidden" : "";
    input.setAttribute("aria-valuetext", text.textContent ?? "");
  };
  input.addEventListener("input", () => {
    const value = Number((10 ** Number(input.value)).toPrecision(2));
    write(value);
    set(value);
  });
  return {
    node: labelled(label, element("span", { class: "its-range-field" }, input, text, free)),
    show: (value) => {
      if (value !== null && document.activeElement !== input) input.value = String(Math.log10(value));
      write(value);
    },
  };
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
