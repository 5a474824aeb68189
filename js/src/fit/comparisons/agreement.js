import { significant } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";
import { markOf } from "../draw/shapes.js";

/** @import { Agreement } from "../messages.js" */

/** Classes and components of a table that can be read. */
const MOST = 12;

/**
 * How well the components agree with the true classes: the adjusted Rand index, and a table of both.
 */
export class AgreementTable {
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #table = element("table", { class: "its-agreement-table" });
  /** The element that holds all. */
  node = element(
    "figure",
    { class: "its-agreement", hidden: "" },
    element("figcaption", { title: "1: the same groups, about 0: by chance" }, this.#title, this.#value),
    this.#table,
  );
  /** @type {Agreement | null} */
  #shown = null;
  #style = "";

  /** Hide it. */
  clear() {
    this.node.hidden = true;
  }

  /**
   * Show the agreement of a step.
   *
   * @param {Agreement | null} agreement null while it is not known
   * @param {object} fit
   * @param {string[]} fit.names of the classes
   * @param {string[]} fit.palette colors of the components
   * @param {boolean} fit.isMarked whether the samples are marked by their classes
   * @param {number | null} fit.iteration of the agreement, if it is another than the one that is shown
   */
  show(agreement, { names, palette, isMarked, iteration }) {
    this.node.hidden = false;
    setText(this.#title, iteration === null ? "Agreement with classes" : `Agreement, iteration ${iteration}`);
    setText(this.#value, agreement ? `ARI ${significant(agreement.rand, 3)}` : "");
    const style = `${names} ${palette} ${isMarked}`;
    if (agreement === this.#shown && style === this.#style) return;
    [this.#shown, this.#style] = [agreement, style];
    const rows = agreement?.table ?? [];
    const columns = rows[0]?.length ?? 0;
    this.#table.replaceChildren();
    if (rows.length === 0 || rows.length > MOST || columns > MOST) return;
    const head = Array.from({ length: columns }, (_, component) => {
      const name = element("span", { class: "its-bar-name" }, String(component));
      name.style.borderColor = palette[component] ?? "";
      return element("th", { scope: "col" }, name);
    });
    const most = Math.max(1, ...rows.flat());
    const body = rows.map((counts, number) => {
      const mark = isMarked ? `${markOf(number)} ` : "";
      const cells = counts.map((count) => {
        const cell = element("td", {}, String(count));
        cell.style.setProperty("--its-share", String(count / most));
        return cell;
      });
      return element("tr", {}, element("th", { scope: "row" }, `${mark}${names[number] ?? number}`), ...cells);
    });
    this.#table.append(element("tr", {}, element("td"), ...head), ...body);
  }
}
