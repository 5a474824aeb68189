import { cross, element } from "./dom.js";

/**
 * The help sheet of a view: its controls and what they do.
 *
 * @param {string} title
 * @param {[string, string][]} entries what to do and what it does
 * @param {() => void} close
 * @returns {HTMLElement}
 */
export function helpSheet(title, entries, close) {
  const button = cross("Close (Escape)", close, "button");
  const list = element("dl", { class: "its-controls" });
  for (const [control, effect] of entries) {
    list.append(element("div", {}, element("dt", {}, control), element("dd", {}, effect)));
  }
  const sheet = element(
    "div",
    { class: "its-help", role: "dialog", "aria-label": title },
    element(
      "div",
      { class: "its-sheet" },
      element("div", { class: "its-head" }, element("strong", {}, title), button),
      list,
    ),
  );
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) close();
  });
  return sheet;
}
