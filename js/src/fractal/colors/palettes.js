import { element, setText } from "../../widget/ui/dom.js";

/** @import { Field } from "../../widget/ui/fields.js" */

/**
 * @typedef {object} Palette
 * @property {string} name
 * @property {string} background a swatch in CSS
 * @property {string} [category] by which it is found, besides its name
 */

const SEARCH = "Search all palettes";
/** Most palettes that are shown. */
const MOST = 120;

/**
 * Palettes to choose one from by eye; its name is told. All others are found by a part of theirs.
 *
 * @param {string} label
 * @param {Palette[]} usual
 * @param {{set: (name: string) => void, fetch: (() => Promise<Palette[]>) | null}} acts fetch brings all; null if there are no others
 * @returns {Field<string>}
 */
export function palettes(label, usual, { set, fetch }) {
  const group = element("div", { class: "its-palettes", role: "radiogroup", "aria-label": label });
  const chosen = element("span", { class: "its-palette-name" });
  const search = element("input", {
    class: "its-search",
    type: "search",
    placeholder: SEARCH,
    spellcheck: "false",
    "aria-label": SEARCH,
  });
  let name = "";
  /** @type {Promise<Palette[]> | null} */
  let all = null;
  /** @param {Palette[]} choices */
  const offer = (choices) => {
    group.replaceChildren(...choices.map((choice) => swatchOf(choice, name, set)));
    if (choices.length === 0) group.append(element("span", { class: "its-advice" }, "No palette has that name."));
  };
  const find = async () => {
    const typed = search.value;
    const words = typed.toLowerCase().split(" ");
    all ??= fetch?.() ?? null;
    const known = typed.trim() === "" ? usual : ((await all) ?? usual);
    if (typed !== search.value) return;
    const texts = (/** @type {Palette} */ { name, category }) => `${name} ${category}`.toLowerCase();
    offer(known.filter((palette) => words.every((word) => texts(palette).includes(word))).slice(0, MOST));
  };
  search.addEventListener("input", () => void find());
  offer(usual);
  return {
    node: element(
      "div",
      { class: "its-palette-field" },
      element("div", { class: "its-palette-head" }, fetch ? search : element("span", {}, label), chosen),
      group,
    ),
    show: (shown) => {
      name = shown;
      for (const input of group.querySelectorAll("input")) input.checked = input.value === name;
      setText(chosen, shortName(name));
    },
  };
}

/**
 * @param {Palette} palette
 * @param {string} chosen
 * @param {(name: string) => void} set
 */
function swatchOf({ name, background }, chosen, set) {
  const text = shortName(name);
  const input = element("input", { type: "radio", name: "its-palette", value: name, "aria-label": text });
  input.checked = name === chosen;
  input.addEventListener("change", () => set(name));
  return element(
    "label",
    { class: "its-palette", title: name },
    input,
    element("span", { style: `background: ${background}` }),
  );
}

/**
 * The name of a colormap without the collection that it is from.
 *
 * @param {string} name
 */
function shortName(name) {
  return name.replace(/^.*:/, "");
}
