import { complex, milliseconds, power, signed, whole } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";
import { DIGITS, titleOf } from "../formula.js";
import { describe, pointAt } from "../viewport/viewport.js";

/** @import { DecimalPair, Formula } from "../messages.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** The fewest digits of a number in a title that is too long, and by how many it gets shorter. */
const FEWEST = 6;
const FEWER = 2;
const ENLARGED = "enlarged: here the file ends";

/**
 * What is shown, at the top left; at the bottom left how wide, how many iterations, where, how fast and by which engine.
 * Where there is no room for all of these, the last ones are left out.
 */
export class Status {
  #formula = element("span");
  #width = element("span", { class: "its-value" });
  #iterations = element("span", { class: "its-value" });
  #point = element("span", { class: "its-figure its-point" });
  #time = element("span", { class: "its-value" });
  #source = element("span", { class: "its-figure its-engine" });
  #hasKernel;
  /** @type {Formula | null} */
  #shown = null;
  /** Device pixels that the title was made for. */
  #room = 0;

  /**
   * @param {boolean} hasKernel without one, it says that this is a file
   * @param {string} caption above what is shown
   */
  constructor(hasKernel, caption) {
    this.#hasKernel = hasKernel;
    const time = element("span", { class: "its-figure its-time" }, this.#time, " ms/tile");
    /** The element that holds the lines. */
    this.node = element(
      "div",
      { class: "its-status", "aria-hidden": "true" },
      caption
        ? element("span", { class: "its-title" }, element("span", { class: "its-caption" }, caption), this.#formula)
        : element("span", { class: "its-title" }, this.#formula),
      element(
        "div",
        { class: "its-figures" },
        element("span", { class: "its-figure its-view-width" }, "width ", this.#width),
        element("span", { class: "its-figure its-iterations" }, this.#iterations, " iterations"),
        ...(hasKernel ? [this.#point, time, this.#source] : [this.#source, this.#point]),
      ),
    );
  }

  /**
   * Name it, all numbers with as few digits as there is room for.
   *
   * @param {Formula} formula
   * @param {number} width of the view, device pixels
   */
  showFormula(formula, width) {
    if (formula === this.#shown && width === this.#room) return;
    [this.#shown, this.#room] = [formula, width];
    const title = /** @type {HTMLElement} */ (this.#formula.parentElement);
    for (let digits = DIGITS; digits >= FEWEST; digits -= FEWER) {
      setText(this.#formula, signed(titleOf(formula, digits)));
      if (title.scrollWidth <= title.clientWidth) return;
    }
  }

  /**
   * @param {Viewport} view
   * @param {{x: number, y: number} | null} pointer device pixels
   */
  showView(view, pointer) {
    const { x, y } = pointer ?? { x: view.width / 2, y: view.height / 2 };
    this.showPoint(describe(view, pointAt(view, x, y)), pointer ? "pointer" : "center");
    setText(this.#width, power(view.log2Width));
  }

  /**
   * @param {DecimalPair} point
   * @param {string} name of it
   */
  showPoint(point, name) {
    const text = complex(point);
    this.#point.dataset["name"] = name;
    setText(this.#point, text);
    this.#point.style.minWidth = `calc(${text.length}ch + 2 * var(--its-2))`;
  }

  /**
   * @param {number | null} iterations
   * @param {number | null} ms per tile
   * @param {string} engine
   * @param {boolean} isEnlarged whether tiles of a coarser level stand in where a file has none
   * @param {string | null} file that a kernel reads them from
   */
  showWork(iterations, ms, engine, isEnlarged, file) {
    setText(this.#iterations, iterations === null ? "–" : whole(iterations));
    setText(this.#time, ms === null ? "–" : milliseconds(ms));
    setText(this.#source, this.#hasKernel ? engine : isEnlarged ? ENLARGED : (file ?? "exported file"));
  }
}
