/** Attributes in which hosts name their theme, on the page or its body. */
const NAMED = [
  "class",
  "theme",
  "data-theme",
  "data-bs-theme",
  "data-mode",
  "data-color-mode",
  "data-color-scheme",
  "data-vscode-theme-kind",
];
/** Words of a class; `bg-light` and `dark:bg-black` are none, they color one element. */
const CLASS = /(?:^|\s)(?:(?:theme|mode|vscode)-)?(dark|light)(?:-(?:theme|mode))?(?:\s|$)/;
const VALUE = /(?:^|[-_])(dark|light)(?:[-_]|$)/;

/**
 * The theme that a page names, by a class such as `dark` or by an attribute such as `data-theme`.
 *
 * @param {Pick<Element, "getAttribute">[]} nodes the most telling first
 * @returns {"dark" | "light" | ""} nothing where none is named: then `color-scheme` counts, as for all of the page
 */
export function namedTheme(nodes) {
  for (const node of nodes) {
    const jupyter = node.getAttribute("data-jp-theme-light");
    if (jupyter) return jupyter === "true" ? "light" : "dark";
    for (const name of NAMED) {
      const [, word] = (name === "class" ? CLASS : VALUE).exec(node.getAttribute(name) ?? "") ?? [];
      if (word === "dark" || word === "light") return word;
    }
  }
  return "";
}

/**
 * Give a view the theme that its page names, now and whenever it changes.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
export function followTheme(root, signal) {
  const nodes = [document.body, document.documentElement];
  const follow = () => {
    root.style.colorScheme = namedTheme(nodes);
  };
  const observer = new MutationObserver(follow);
  for (const node of nodes) observer.observe(node, { attributes: true });
  signal.addEventListener("abort", () => observer.disconnect());
  follow();
}
