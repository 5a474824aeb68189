import * as icons from "./icons.js";

/**
 * Make an element. Text children become text nodes: nothing is ever parsed as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * Write text only where it changes, so that nothing is laid out for nothing.
 *
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Make an element of a drawing.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function drawing(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * @template {Element} Made
 * @param {Made} node
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {Made}
 */
function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * Draw an icon.
 *
 * @param {string} d its path, one of `icons.js`
 * @returns {SVGSVGElement}
 */
export function icon(d) {
  const attributes = { class: "its-icon", viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" };
  return drawing("svg", attributes, drawing("path", { d }));
}

/**
 * Make a button.
 *
 * @param {string} kind names its class
 * @param {string} label for those who hear, and of its tooltip; empty if its text says enough
 * @param {(button: HTMLButtonElement) => void} act
 * @param {...(Node | string)} children
 */
export function button(kind, label, act, ...children) {
  const names = label ? { title: label, "aria-label": label } : {};
  const node = element("button", { type: "button", class: `its-${kind}`, ...names }, ...children);
  node.addEventListener("click", () => act(node));
  return node;
}

/**
 * Make a button with a cross, which closes or removes something.
 *
 * @param {string} label
 * @param {() => void} act
 * @param {string} [kind]
 */
export function cross(label, act, kind = "dismiss") {
  return button(kind, label, act, icon(icons.close));
}
