import { element } from "../../widget/ui/dom.js";
import { labelled } from "../../widget/ui/fields.js";

/** @import { Field } from "../../widget/ui/fields.js" */

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
