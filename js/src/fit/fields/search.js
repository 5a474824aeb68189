import { element } from "../../widget/ui/dom.js";
import { labelled } from "../../widget/ui/fields.js";

/** @import { Field } from "../../widget/ui/fields.js" */

let lists = 0;

/**
 * One of very many, found by a part of its name. What is none is left with the last good one.
 *
 * @param {string} label
 * @param {[string, string][]} choices values and their names
 * @param {(value: string) => void} set
 * @returns {Field<string>}
 */
export function search(label, choices, set) {
  const id = `its-names-${lists++}`;
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
