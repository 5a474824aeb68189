import { button, element } from "../../widget/ui/dom.js";
import { labelled } from "../../widget/ui/fields.js";

/** @import { Field } from "../../widget/ui/fields.js" */

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
