import { element, setText } from "../../widget/ui/dom.js";
import { action, choice } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { read, write } from "../viewport/address.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */
/** @import { DecimalPair, Traits } from "../messages.js" */

/** @typedef {{center: DecimalPair, log2Width: number}} Place */

const ADVICE = "A point, a width: \u22120.75 + 0.1i, 1e\u221220";
const WRONG = "No place. Write one as \u22120.75 + 0.1i, 1e\u221220";

/**
 * Make the panel of places: the present one as text, to copy or to write another one over, and places worth a visit.
 *
 * @param {AnyModel<Traits>} model
 * @param {object} view
 * @param {Place} view.place where it is
 * @param {(place: Place) => void} view.go
 * @param {PanelHost & {hasKernel: boolean}} host a file has no other formulas than its own
 * @returns {HTMLElement}
 */
export function gotoPanel(model, view, host) {
  const text = element("textarea", {
    class: "its-place",
    rows: "4",
    autofocus: "",
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": "Place",
  });
  const advice = element("p", { class: "its-advice", role: "status" });
  /** @param {boolean} wrong */
  const judge = (wrong) => {
    text.toggleAttribute("aria-invalid", wrong);
    setText(advice, wrong ? WRONG : ADVICE);
  };
  const go = () => {
    const place = read(text.value);
    judge(place === null);
    if (place === null) return;
    const here = view.place;
    view.go({ center: place.center ?? here.center, log2Width: place.log2Width ?? here.log2Width });
    host.close();
  };
  text.addEventListener("focus", () => text.select()); // what is typed or pasted takes its place
  text.addEventListener("input", () => judge(false));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  });
  const copy = action("Copy", (button) => {
    text.select();
    const done = () => setText(button, "Copied");
    // Pages without TLS have no clipboard to write to.
    if (navigator.clipboard)
      void navigator.clipboard.writeText(text.value).then(done, () => document.execCommand("copy"));
    else if (document.execCommand("copy")) done();
  });
  const node = panel("Go to", model, [], [copy, action("Go", go)], host);
  const list = node.querySelector(".its-fields");
  const own = JSON.stringify(model.get("formula"));
  const examples = model.get("examples").filter(({ formula }) => host.hasKernel || JSON.stringify(formula) === own);
  if (examples.length > 0) list?.append(exampleChoice(model, examples, host).node);
  list?.append(text, advice);
  text.value = write(view.place);
  judge(false);
  return node;
}

/**
 * @param {AnyModel<Traits>} model
 * @param {Traits["examples"]} examples
 * @param {PanelHost} host
 */
function exampleChoice(model, examples, { close }) {
  const field = choice(
    "Example",
    [["", "choose a place"], ...examples.map(({ title }) => /** @type {[string, string]} */ ([title, title]))],
    (chosen) => {
      const example = examples.find(({ title }) => title === chosen);
      if (!example) return;
      model.set("formula", example.formula);
      model.set("center", example.center);
      model.set("log2_width", example.log2_width);
      model.save_changes();
      close();
    },
  );
  return field;
}
