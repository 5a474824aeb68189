import { element, setText } from "../../widget/ui/dom.js";

/** @import { Moment } from "../playback/recording.js" */

/** More bars than this stand in two columns, and have their numbers in tooltips. */
const NUMBERED = 12;
const DECIMALS = 3;

/**
 * A bar for each component: its weight, or its share of a point. Bars are made once and change their length only.
 */
export class Bars {
  /** The element that holds the bars. */
  node = element("div", { class: "its-bars" });
  /** @type {{row: HTMLElement, bar: HTMLElement, number: HTMLElement}[]} */
  #rows = [];
  #colors = "";

  /**
   * Set the lengths of the bars.
   *
   * @param {number[]} shares
   * @param {string[]} palette colors of the components
   * @param {{hovered?: number | null, degenerate?: number[]}} [marks]
   */
  show(shares, palette, { hovered = null, degenerate = [] } = {}) {
    const colors = `${shares.length} ${palette.join(" ")}`;
    if (colors !== this.#colors) this.#make(shares.length, palette);
    this.#colors = colors;
    this.#rows.forEach(({ row, bar, number }, component) => {
      if (this.#rows.length > NUMBERED) row.title = `${component}: ${(shares[component] ?? 0).toFixed(DECIMALS)}`;
      bar.style.transform = `scaleX(${shares[component] ?? 0})`;
      setText(number, (shares[component] ?? 0).toFixed(DECIMALS));
      row.classList.toggle("its-hovered", component === hovered);
      row.classList.toggle("its-degenerate", degenerate.includes(component));
    });
  }

  /**
   * @param {number} length
   * @param {string[]} palette
   */
  #make(length, palette) {
    this.node.classList.toggle("its-dense", length > NUMBERED);
    this.#rows = Array.from({ length }, (_, component) => {
      const bar = element("div", { class: "its-bar" });
      bar.style.background = palette[component] ?? "";
      const number = element("span", { class: "its-bar-number" });
      const name = element("span", { class: "its-bar-name" }, String(component));
      name.style.borderColor = palette[component] ?? "";
      const row = element(
        "div",
        { class: "its-bar-row", "data-component": String(component) },
        name,
        element("div", { class: "its-bar-track" }, bar),
        number,
      );
      return { row, bar, number };
    });
    this.node.replaceChildren(...this.#rows.map(({ row }) => row));
  }
}

/**
 * The weights of the components; the one under the pointer stands out in the scene.
 */
export class Weights {
  #bars = new Bars();
  #title = element("span");
  /** The element that holds title and bars. */
  node = element("figure", { class: "its-weights" }, element("figcaption", {}, this.#title), this.#bars.node);

  /** @param {(component: number | null) => void} hover */
  constructor(hover) {
    this.#bars.node.addEventListener("pointerover", (event) => {
      const row = event.target instanceof Element ? event.target.closest("[data-component]") : null;
      hover(row ? Number(row.getAttribute("data-component")) : null);
    });
    this.#bars.node.addEventListener("pointerleave", () => hover(null));
  }

  /**
   * Show the weights of a step.
   *
   * @param {Moment} moment
   * @param {string[]} palette
   * @param {number | null} hovered component
   */
  show({ step, model }, palette, hovered) {
    setText(this.#title, model.captions.weights);
    this.#bars.show(model.weights(step.parameters), palette, { hovered, degenerate: step.degenerate });
  }
}
