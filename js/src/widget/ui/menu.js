import { element } from "./dom.js";
import { icon } from "./icons.js";

/**
 * A list of names to choose one from; what stands before a colon only says where a name is from. Arrow keys, Home, End and first letters move in it.
 *
 * @param {string} label
 * @param {string[]} names
 * @param {string} chosen
 * @param {object} host
 * @param {(name: string) => void} host.choose
 * @param {() => void} host.close
 * @returns {HTMLElement}
 */
export function menu(label, names, chosen, { choose, close }) {
  const labels = names.map((name) => name.replace(/^.*:/, ""));
  const items = names.map((name, index) =>
    element(
      "button",
      { type: "button", role: "menuitemradio", "aria-checked": String(name === chosen), tabindex: "-1", "data-name": name },
      icon("check"),
      element("span", { title: name }, labels[index] ?? name),
    ),
  );
  const list = element("div", { class: "its-menu", role: "menu", "aria-label": label }, ...items);

  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("button") : null;
    if (!item?.dataset["name"]) return;
    for (const other of items) other.setAttribute("aria-checked", String(other === item));
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
