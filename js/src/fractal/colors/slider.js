import { element, setText } from "../../widget/ui/dom.js";
import { labelled } from "../../widget/ui/fields.js";

/** @import { Field } from "../../widget/ui/fields.js" */

/**
 * A slider for a number, with the number beside it. A double click takes it back to where it usually is.
 *
 * @param {string} label
 * @param {object} scale
 * @param {number} scale.min of the slider's own scale
 * @param {number} scale.max
 * @param {number} scale.step
 * @param {number} scale.usual the usual number
 * @param {(place: number) => number} [scale.toNumber] from the slider's scale
 * @param {(number: number) => number} [scale.toPlace] to the slider's scale
 * @param {(number: number) => string} scale.tell
 * @param {(number: number) => void} set
 * @returns {Field<number> & {input: HTMLInputElement}}
 */
export function slider(label, { min, max, step, usual, toNumber = same, toPlace = same, tell }, set) {
  const [low, high, by] = [min, max, step].map(String);
  const input = element("input", {
    class: "its-slider",
    type: "range",
    ...{ min: low ?? "", max: high ?? "", step: by ?? "", "aria-label": label },
  });
  const number = element("span", { class: "its-slider-number", "aria-hidden": "true" });
  input.addEventListener("input", () => set(toNumber(input.valueAsNumber)));
  input.addEventListener("dblclick", () => set(usual));
  return {
    node: labelled(label, element("span", { class: "its-slide" }, input, number)),
    input,
    show: (value) => {
      input.value = String(toPlace(value));
      input.setAttribute("aria-valuetext", tell(value));
      setText(number, tell(value));
    },
  };
}

/** @param {number} number */
function same(number) {
  return number;
}
