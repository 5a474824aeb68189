import { significant } from "../../widget/math/format.js";
import { cross, element, setText } from "../../widget/ui/dom.js";
import { labelled } from "../../widget/ui/fields.js";

/** @import { Field } from "../../widget/ui/fields.js" */

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
