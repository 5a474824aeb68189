import { round, scaleBar } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";

/** Longest bar in CSS pixels, and as a share of the view. */
const LONGEST = 160;
const SHARE = 0.2;

/**
 * The bar at the bottom right, as on a map.
 */
export class ScaleBar {
  #label = element("span", { class: "its-scalebar-label" });
  #bar = element("span", { class: "its-scalebar-bar" });
  /** The element that holds the bar. */
  node = element("div", { class: "its-scalebar", "aria-hidden": "true" }, this.#label, this.#bar);

  /**
   * @param {number} log2Pixel log2 of a CSS pixel's side in the plane
   * @param {number} width of the view, CSS pixels
   */
  show(log2Pixel, width) {
    const { mantissa, exponent, length } = scaleBar(log2Pixel, Math.min(LONGEST, SHARE * width));
    setText(this.#label, round(mantissa, exponent));
    this.#bar.style.width = `${length.toFixed(1)}px`;
  }
}
