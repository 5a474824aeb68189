import { element, icon } from "./dom.js";
import * as icons from "./icons.js";

/**
 * @typedef {object} Choice
 * @property {string} name what stands before a colon only says where it is from
 * @property {string} [text] what is shown instead of its name
 * @property {string} [keys] what to press instead
 * @property {boolean} [disabled]
 */

/**
 * @typedef {object} Menu
 * @property {Choice[]} choices
 * @property {string} [chosen] none if it is a menu of what can be done
 * @property {(name: string) => void} choose
 */

/**
 * A list of names to choose one from. Arrow keys, Home, End and first letters move in it.
 *
 * @param {string} label
 * @param {Menu} menu
 * @param {() => void} close
 * @returns {HTMLElement}
 */
export function menuOf(label, { choices, chosen, choose }, close) {
  const labels = choices.map(({ name, text }) => text ?? name.replace(/^.*:/, ""));
  const items = choices.map(({ name, text, keys, disabled }, index) =>
    element(
      "button",
      {
        type: "button",
        ...(chosen === undefined
          ? { role: "menuitem" }
          : { role: "menuitemradio", "aria-checked": String(name === chosen) }),
        ...(disabled ? { "aria-disabled": "true" } : {}),
        tabindex: "-1",
        "data-name": name,
      },
      ...(chosen === undefined ? [] : [icon(icons.check)]),
      element("span", { title: text ?? name }, labels[index] ?? name),
      ...(keys ? [element("kbd", { class: "its-keys", "aria-hidden": "true" }, keys)] : []),
    ),
  );
  const list = element("div", { class: "its-menu", role: "menu", "aria-label": label }, ...items);

  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("button") : null;
    if (!item?.dataset["name"] || item.ariaDisabled === "true") return;
    if (chosen !== undefined) for (const other of items) other.setAttribute("aria-checked", String(other === item));
    choose(item.dataset["name"]);
  });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    const index = items.findIndex((item) => item.matches(":focus"));
    const next = target(event.key, index, labels);
    if (next !== null) items[next]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
  });
  return list;
}

/**
 * The item that a key leads to.
 *
 * @param {string} key
 * @param {number} index of the present item
 * @param {string[]} names
 * @returns {number | null}
 */
export function target(key, index, names) {
  const { length } = names;
  if (key === "ArrowDown") return (index + 1) % length;
  if (key === "ArrowUp") return (index - 1 + length) % length;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  if (!/^\S$/.test(key)) return null;
  const letter = key.toLowerCase();
  for (let step = 1; step <= length; step++) {
    const candidate = (index + step) % length;
    if (names[candidate]?.toLowerCase().startsWith(letter)) return candidate;
  }
  return null;
}
