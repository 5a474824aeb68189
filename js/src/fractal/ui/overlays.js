import { toggle } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { OVERLAYS } from "../overlays/registry.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field } from "../../widget/ui/fields.js" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */
/** @import { Overlay as Name, Traits } from "../messages.js" */
/** @import { Overlays } from "../overlays/overlays.js" */

/**
 * Make the panel of the overlays.
 *
 * @param {AnyModel<Traits>} model
 * @param {Overlays} overlays
 * @param {PanelHost} host
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
  return panel("Overlays", model, fields, [], host);
}
