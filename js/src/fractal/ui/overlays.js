import { listen } from "../../widget/comm/listen.js";
import { element } from "../../widget/ui/dom.js";
import { labelled, toggle } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { OVERLAYS } from "../overlays/registry.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field } from "../../widget/ui/fields.js" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */
/** @import { Overlay as Name, Traits } from "../messages.js" */
/** @import { Overlays } from "../overlays/overlays.js" */

/** Fractions that a person can type, how long they may be, and how many. */
const FRACTION = /^\d{1,80}(\/0*[1-9]\d{0,79})?$/;
const LONGEST = 1_000;
const MOST = 16;

/**
 * Read angles.
 *
 * @param {string} text
 * @returns {string[] | null} null if one is no fraction
 */
export function readAngles(text) {
  const angles = text.split(/[\s,;]+/).filter((each) => each !== "");
  return angles.length <= MOST && angles.every((each) => FRACTION.test(each)) ? angles : null;
}

/**
 * @param {AnyModel<Traits>} model
 * @param {PanelHost} host
 */
function anglesField(model, { signal }) {
  const label = "Angles of the rays";
  const input = element("input", {
    class: "its-number its-angles",
    type: "text",
    maxlength: String(LONGEST),
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": label,
    title: "In turns, such as 1/7, 2/7",
  });
  const show = () => (input.value = model.get("angles").join(", "));
  input.addEventListener("input", () => input.toggleAttribute("aria-invalid", readAngles(input.value) === null));
  input.addEventListener("change", () => {
    const angles = readAngles(input.value);
    if (!angles) return;
    const shown = model.get("overlays");
    model.set("angles", angles);
    if (!shown.includes("rays")) model.set("overlays", [...shown, "rays"]);
    model.save_changes();
  });
  listen(model, "change:angles", show, signal);
  show();
  return labelled("Angles", element("span", { class: "its-numeric" }, input));
}

/**
 * Make the panel of the overlays.
 *
 * @param {AnyModel<Traits>} model
 * @param {Overlays} overlays
 * @param {PanelHost & {hasKernel: boolean}} host a file has no rays of other angles
 * @returns {HTMLElement}
 */
export function overlaysPanel(model, overlays, host) {
  /** @type {["overlays", Field<any>][]} */
  const fields = OVERLAYS.map(({ name, label, key }) => {
    const { node, show } = toggle(`${label} (${key.toUpperCase()})`, () => overlays.toggle(name));
    const lack = overlays.lack(name);
    node.toggleAttribute("inert", lack !== null);
    if (lack) node.title = lack;
    return ["overlays", { node, show: (/** @type {Name[]} */ shown) => show(shown.includes(name)) }];
  });
  const node = panel("Overlays", model, fields, [], host);
  if (host.hasKernel && overlays.lack("rays") === null)
    node.querySelector(".its-fields")?.append(anglesField(model, host));
  return node;
}
