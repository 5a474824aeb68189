import { element, setText } from "../../widget/ui/dom.js";

/** @import { Field } from "../../widget/ui/fields.js" */

/**
 * Palettes to choose one from by eye; its name is told.
 *
 * @param {string} label
 * @param {{name: string, swatch: string}[]} choices a swatch is a CSS background
 * @param {(name: string) => void} set
 * @returns {Field<string>}
 */
export function palettes(label, choices, set) {
  const group = element("div", { class: "its-palettes", role: "radiogroup", "aria-label": label });
  const chosen = element("span", { class: "its-palette-name" });
  const inputs = choices.map(({ name, swatch }) => {
    const text = shortName(name);
    const input = element("input", { type: "radio", name: "its-palette", value: name, "aria-label": text });
    input.addEventListener("change", () => set(name));
    group.append(
      element(
        "label",
        { class: "its-palette", title: text },
        input,
        element("span", { style: `background: ${swatch}` }),
      ),
    );
    return input;
  });
  return {
    node: element(
      "div",
      { class: "its-palette-field" },
      element("div", { class: "its-palette-head", "aria-hidden": "true" }, element("span", {}, label), chosen),
      group,
    ),
    show: (name) => {
      for (const input of inputs) input.checked = input.value === name;
      setText(chosen, shortName(name));
    },
  };
}

/**
 * The name of a colormap without the collection that it is from.
 *
 * @param {string} name
 */
function shortName(name) {
  return name.replace(/^.*:/, "");
}
