import { element, setText } from "../../widget/ui/dom.js";
import { action, choice } from "../../widget/ui/fields.js";
import { panel } from "../../widget/ui/panel.js";
import { write } from "../viewport/address.js";
import { savedView, toJson, toPython } from "./saved.js";
import { LONGEST_TEXT } from "./travel.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { PanelHost } from "../../widget/ui/panel.js" */
/** @import { Traits } from "../messages.js" */
/** @import { Travel } from "./travel.js" */
/** @import { Place } from "../viewport/places.js" */

const ADVICE =
  "\u22120.75 + 0.1i, 1e\u221220 \u00b7 an angle 1/7 \u00b7 an address 1 1/3 3 1/2 4 \u00b7 period 7 \u00b7 a copied view";
const ALONE = "A point, a width: \u22120.75 + 0.1i, 1e\u221220";

/**
 * Make the panel of places: the present one as text, to copy or to write another one over, and places worth a visit.
 *
 * @param {AnyModel<Traits>} model
 * @param {object} view
 * @param {Place} view.place where it is
 * @param {(place: Place) => void} view.go
 * @param {Travel} travel
 * @param {PanelHost & {hasKernel: boolean}} host a file has no other formulas than its own
 * @returns {HTMLElement}
 */
export function gotoPanel(model, view, travel, host) {
  const text = element("textarea", {
    class: "its-place",
    rows: "3",
    maxlength: String(LONGEST_TEXT + 1), // by which it is refused; a page is slow to lay out a million
    autofocus: "",
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": "Place",
  });
  const advice = element("p", { class: "its-advice", role: "status" });
  /** @param {string | null} problem */
  const judge = (problem) => {
    text.toggleAttribute("aria-invalid", problem !== null);
    setText(advice, problem ?? (host.hasKernel ? ADVICE : ALONE));
    if (problem === null) return;
    node.querySelector(".its-found")?.remove(); // what was said of the last place
    advice.scrollIntoView({ block: "nearest" });
  };
  const go = async () => {
    const problem = await travel.to(text.value);
    if (host.signal.aborted) return;
    judge(problem);
    if (problem === null) host.close();
  };
  text.addEventListener("focus", () => text.select()); // what is typed or pasted takes its place
  text.addEventListener("input", () => judge(null));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    void go();
  });
  /** @type {(label: string, write: typeof toJson) => HTMLButtonElement} */
  const copier = (label, write) =>
    action(label, (button) => {
      text.value = write(savedView(model, view.place));
      text.select();
      const done = () => setText(button, "Copied");
      // Pages without TLS have no clipboard to write to.
      if (navigator.clipboard)
        void navigator.clipboard.writeText(text.value).then(done, () => document.execCommand("copy"));
      else if (document.execCommand("copy")) done();
    });
  const copies = [copier("Copy Python", toPython), copier("Copy JSON", toJson)];
  const node = panel("Go to", model, [], [...copies, action("Go", () => void go())], host);
  const list = node.querySelector(".its-fields");
  const own = JSON.stringify(model.get("formula"));
  const examples = model.get("examples").filter(({ formula }) => host.hasKernel || JSON.stringify(formula) === own);
  if (examples.length > 0) list?.append(exampleChoice(view, examples, host).node);
  list?.append(text, advice);
  if (travel.lines.length > 0) list?.append(found(travel.lines));
  text.value = write(view.place);
  judge(null);
  return node;
}

/**
 * What was said of the last place.
 *
 * @param {Travel["lines"]} lines
 */
function found(lines) {
  const rows = lines.map(([name, text]) => element("div", {}, element("dt", {}, name), element("dd", {}, text)));
  return element("dl", { class: "its-found" }, ...rows);
}

/**
 * @param {{go: (place: Place) => void}} view
 * @param {Traits["examples"]} examples
 * @param {PanelHost} host
 */
function exampleChoice(view, examples, { close }) {
  const field = choice(
    "Example",
    [["", "choose a place"], ...examples.map(({ title }) => /** @type {[string, string]} */ ([title, title]))],
    (chosen) => {
      const example = examples.find(({ title }) => title === chosen);
      if (!example) return;
      close();
      view.go({ formula: example.formula, center: example.center, log2Width: example.log2_width });
    },
  );
  return field;
}
