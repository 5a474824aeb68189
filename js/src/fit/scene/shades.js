import { fromLinear, toLinear } from "../../widget/math/color.js";
import { NEUTRAL } from "../draw/theme.js";

/** @import { Color } from "../../widget/math/color.js" */
/** @import { Model } from "../models/model.js" */
/** @import { DecodedPoints } from "../playback/points.js" */
/** @import { Step } from "../messages.js" */

/** Most bytes of the colors of earlier steps that are kept for scrubbing. */
const LARGEST = 8_000_000;
/** The least opacity of an uncertain point. */
const FAINTEST = 0.1;
/** Opacity of points that are not of the component that is pointed at. */
const ASIDE = 0.16;

/**
 * @typedef {object} ShadeStyle
 * @property {"blend" | "argmax"} colors
 * @property {boolean} fade
 * @property {Color[]} palette
 * @property {number | null} hovered the component that stands out
 */

/**
 * The colors of all points at a step, kept for the steps that were shown last.
 */
export class Shades {
  /** @type {Map<Step, Uint8ClampedArray>} from the one used longest ago to the newest */
  #kept = new Map();
  /** @type {{step: Step, shares: Float64Array} | null} */
  #newest = null;
  /** @type {{step: Step, pulls: Float64Array | null} | null} */
  #pulled = null;
  /** @type {DecodedPoints} */
  #points;
  #style;

  /**
   * @param {DecodedPoints} points
   * @param {ShadeStyle} style
   */
  constructor(points, style) {
    this.#points = points;
    this.#style = style;
  }

  /**
   * Forget colors of another style.
   *
   * @param {ShadeStyle} style
   */
  restyle(style) {
    if (sameStyle(style, this.#style)) return;
    this.#style = style;
    this.#kept.clear();
  }

  /**
   * The shares of the components in all points.
   *
   * @param {Step} step whose parameters the E step used
   * @param {Model} model
   * @returns {Float64Array} n rows of k
   */
  shares(step, model) {
    if (this.#newest?.step !== step) {
      const { data, d, lengths } = this.#points;
      this.#newest = { step, shares: model.shares(step.parameters, data, d, lengths) };
    }
    return this.#newest.shares;
  }

  /**
   * How much all points count in the estimates.
   *
   * @param {Step} step whose parameters the E step used
   * @param {Model} model
   * @returns {Float64Array | null} from 0 to 1; null where all count alike
   */
  pulls(step, model) {
    if (this.#pulled?.step !== step) {
      const { data, d } = this.#points;
      this.#pulled = { step, pulls: model.pulls?.(step.parameters, data, d) ?? null };
    }
    return this.#pulled.pulls;
  }

  /**
   * The colors of all points.
   *
   * @param {Step | null} shading whose parameters the E step used; null before the first
   * @param {Model} model
   * @returns {Uint8ClampedArray} RGBA of each point
   */
  colors(shading, model) {
    if (!shading) return gray(this.#points.n);
    const kept = this.#kept.get(shading);
    if (kept) this.#kept.delete(shading);
    const colors = kept ?? this.#shade(shading, model);
    this.#kept.set(shading, colors);
    for (const step of this.#kept.keys()) {
      if (this.#kept.size * colors.length <= LARGEST || this.#kept.size === 1) break;
      this.#kept.delete(step);
    }
    return colors;
  }

  /**
   * @param {Step} shading
   * @param {Model} model
   */
  #shade(shading, model) {
    const { data, d, n } = this.#points;
    if (model.winners) return tint(model.winners(shading.parameters, data, d), this.#style);
    return shade(this.shares(shading, model), n, this.#style);
  }
}

/**
 * Give each point the color of the component that takes it alone.
 *
 * @param {Int32Array} winners
 * @param {ShadeStyle} style
 * @returns {Uint8ClampedArray}
 */
function tint(winners, { palette, hovered }) {
  const colors = new Uint8ClampedArray(4 * winners.length);
  winners.forEach((component, row) => {
    const opacity = hovered === null || hovered === component ? 1 : ASIDE;
    colors.set([...(palette[component] ?? NEUTRAL), 255 * opacity], 4 * row);
  });
  return colors;
}

/** @param {number} n */
function gray(n) {
  const colors = new Uint8ClampedArray(4 * n);
  for (let at = 0; at < colors.length; at += 4) colors.set([...NEUTRAL, 255], at);
  return colors;
}

/**
 * Mix the components' colors in linear light by their shares of each point. With `fade` the opacity is one
 * over the squared perplexity, exp(-2 entropy): 1 for a certain point, 1/4 halfway between two components.
 *
 * @param {Float64Array} shares n rows of k
 * @param {number} n
 * @param {ShadeStyle} style
 * @returns {Uint8ClampedArray}
 */
export function shade(shares, n, { colors: mode, fade, palette, hovered }) {
  const k = n === 0 ? 0 : shares.length / n;
  const lights = Float64Array.from(palette.slice(0, k).flatMap(toLinear));
  const colors = new Uint8ClampedArray(4 * n);
  for (let at = 0, row = 0; at < colors.length; at += 4, row += k) {
    let [red, green, blue, entropy, winner] = [0, 0, 0, 0, 0];
    for (let c = 0; c < k; c++) {
      const share = shares[row + c];
      if (share === 0) continue;
      red += share * lights[3 * c];
      green += share * lights[3 * c + 1];
      blue += share * lights[3 * c + 2];
      if (fade && share < 1) entropy -= share * Math.log(share);
      if (share > shares[row + winner]) winner = c;
    }
    if (mode === "argmax") [red, green, blue] = [lights[3 * winner], lights[3 * winner + 1], lights[3 * winner + 2]];
    colors[at] = fromLinear(red);
    colors[at + 1] = fromLinear(green);
    colors[at + 2] = fromLinear(blue);
    const opacity = fade ? FAINTEST + (1 - FAINTEST) * Math.exp(-2 * entropy) : 1;
    colors[at + 3] = 255 * opacity * (hovered === null ? 1 : ASIDE + (1 - ASIDE) * (shares[row + hovered] ?? 0));
  }
  return colors;
}

/**
 * @param {ShadeStyle} a
 * @param {ShadeStyle} b
 */
function sameStyle(a, b) {
  return (
    a.colors === b.colors && a.fade === b.fade && a.hovered === b.hovered && String(a.palette) === String(b.palette)
  );
}
