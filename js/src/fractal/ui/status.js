import { complex, milliseconds, power, whole } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";
import { describe, pointAt } from "../viewport/viewport.js";

/** @import { Viewport } from "../viewport/viewport.js" */

/**
 * The line at the bottom left: where, how wide, how many iterations, how fast and which engine.
 */
export class Status {
  #point = element("span", { class: "its-figure its-point" });
  #width = element("span", { class: "its-value" });
  #iterations = element("span", { class: "its-value" });
  #time = element("span", { class: "its-value" });
  #engine = element("span", { class: "its-figure its-engine" });
  /** The element that holds the line. */
  node = element(
    "div",
    { class: "its-status", "aria-hidden": "true" },
    this.#point,
    element("span", { class: "its-figure its-view-width" }, "width ", this.#width),
    element("span", { class: "its-figure its-iterations" }, this.#iterations, " iterations"),
    element("span", { class: "its-figure its-time" }, this.#time, " ms/tile"),
    this.#engine,
  );

  /**
   * @param {Viewport} view
   * @param {{x: number, y: number} | null} pointer device pixels
   */
  showView(view, pointer) {
    const { x, y } = pointer ?? { x: view.width / 2, y: view.height / 2 };
    const text = complex(describe(view, pointAt(view, x, y)));
    setText(this.#point, text);
    this.#point.style.minWidth = `${text.length}ch`;
    setText(this.#width, power(view.log2Width));
  }

  /**
   * @param {number | null} iterations
   * @param {number | null} ms per tile
   * @param {string} engine
   */
  showWork(iterations, ms, engine) {
    setText(this.#iterations, iterations === null ? "–" : whole(iterations));
    setText(this.#time, ms === null ? "–" : milliseconds(ms));
    setText(this.#engine, engine);
  }
}
