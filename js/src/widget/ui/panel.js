import { listen } from "../comm/listen.js";
import { cross, element } from "./dom.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field } from "./fields.js" */

/** @typedef {{close: () => void, signal: AbortSignal}} PanelHost the signal says when the panel is closed */

/** Milliseconds for which a field that is pointed at stands out. */
const POINTED = 1_600;

/**
 * Controls that show traits of a model and set them. They scroll where there is no room for all; what closes the panel
 * and its actions stay.
 *
 * @template {Record<string, any>} Traits
 * @param {string} label
 * @param {AnyModel<Traits>} model
 * @param {[keyof Traits & string, Field<any>][]} fields by the names of their traits
 * @param {Node[]} actions
 * @param {PanelHost} host
 * @returns {HTMLElement}
 */
export function panel(label, model, fields, actions, { close, signal }) {
  const list = element("div", { class: "its-fields" });
  for (const [name, field] of fields) {
    field.node.dataset["trait"] = name;
    list.append(field.node);
    field.show(model.get(name));
    listen(model, `change:${name}`, () => field.show(model.get(name)), signal);
  }
  return element(
    "div",
    { class: "its-panel", role: "dialog", "aria-label": label },
    list,
    ...(actions.length > 0 ? [element("div", { class: "its-actions" }, ...actions)] : []),
    element("div", { class: "its-head" }, element("strong", {}, label), cross("Close (Escape)", close)),
  );
}

/**
 * Point at a field of a panel: it is scrolled to, has the focus, and stands out for a moment.
 *
 * @param {HTMLElement} root what holds the panel
 * @param {string} name of the trait
 */
export function pointAtField(root, name) {
  const field = root.querySelector(`.its-panel [data-trait="${name}"]`);
  const input = field?.querySelector("input, select");
  if (!(field instanceof HTMLElement && field.parentElement && input instanceof HTMLElement)) return;
  const list = field.parentElement;
  list.scrollTop = field.offsetTop - list.offsetTop - (list.clientHeight - field.offsetHeight) / 2;
  input.focus({ preventScroll: true });
  if (input instanceof HTMLInputElement) input.select();
  field.classList.add("its-pointed");
  setTimeout(() => field.classList.remove("its-pointed"), POINTED);
}
