import { responsibilities } from "../models/gaussian.js";
import { fromLinear, NEUTRAL, toLinear } from "../draw/palette.js";

/** @import { Colour } from "../draw/palette.js" */
/** @import { DecodedPoints } from "./points.js" */
/** @import { Algorithm, CovarianceType, Step } from "../protocol.js" */

/** Colours of earlier steps are kept up to so many bytes, for scrubbing. */
const LARGEST = 8_000_000;
/** The least opacity of an uncertain point. */
const FAINTEST = 0.1;
/** What is not of the component that is pointed at. */
const ASIDE = 0.16;

/**
 * @typedef {object} Style
 * @property {"blend" | "argmax"} colours
 * @property {boolean} fade
 * @property {Colour[]} palette
 * @property {number | null} hovered the component that stands out
 */

/**
 * The colours of all points at a step, kept for the steps that were shown last.
 */
export class Shades {
  /** @type {Map<Step, Uint8ClampedArray>} from the one used longest ago to the newest */
  #kept = new Map();
  /** @type {{step: Step, shares: Float64Array} | null} */
  #newest = null;
  /** @type {DecodedPoints} */
  #points;
  #style;

  /**
   * @param {DecodedPoints} points
   * @param {Style} style
   */
  constructor(points, style) {
    this.#points = points;
    this.#style = style;
  }

  /**
   * @param {Style} style
   */
  restyle(style) {
    if (sameStyle(style, this.#style)) return;
    this.#style = style;
    this.#kept.clear();
  }

  /**
   * @param {Step} step the parameters of the E step
   * @param {CovarianceType} type
   * @param {Algorithm} algorithm
   * @returns {Float64Array} n rows of k
   */
  shares(step, type, algorithm) {
    if (this.#newest?.step !== step) {
      const { data, d } = this.#points;
      this.#newest = { step, shares: responsibilities(data, d, step, type, algorithm) };
    }
    return this.#newest.shares;
  }

  /**
   * @param {{step: Step, covarianceType: CovarianceType} | null} shading null before the first E step
   * @param {Algorithm} algorithm
   * @returns {Uint8ClampedArray} RGBA of each point
   */
  colours(shading, algorithm) {
    if (!shading) return grey(this.#points.n);
    const kept = this.#kept.get(shading.step);
    if (kept) this.#kept.delete(shading.step);
    const colours = kept ?? shade(this.shares(shading.step, shading.covarianceType, algorithm), this.#points.n, this.#style);
    this.#kept.set(shading.step, colours);
    for (const step of this.#kept.keys()) {
      if (this.#kept.size * colours.length <= LARGEST || this.#kept.size === 1) break;
      this.#kept.delete(step);
    }
    return colours;
  }
}

/** @param {number} n */
function grey(n) {
  const colours = new Uint8ClampedArray(4 * n);
  for (let at = 0; at < colours.length; at += 4) colours.set([...NEUTRAL, 255], at);
  return colours;
}

/**
 * Mix the components' colours in linear light by their shares of each point. With `fade` the opacity is one
 * over the squared perplexity, exp(-2 entropy): 1 for a certain point, 1/4 halfway between two components.
 *
 * @param {Float64Array} shares n rows of k
 * @param {number} n
 * @param {Style} style
 * @returns {Uint8ClampedArray}
 */
export function shade(shares, n, { colours: mode, fade, palette, hovered }) {
  const k = n === 0 ? 0 : shares.length / n;
  const lights = Float64Array.from(palette.slice(0, k).flatMap(toLinear));
  const colours = new Uint8ClampedArray(4 * n);
  for (let at = 0, row = 0; at < colours.length; at += 4, row += k) {
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
    colours[at] = fromLinear(red);
    colours[at + 1] = fromLinear(green);
    colours[at + 2] = fromLinear(blue);
    const opacity = fade ? FAINTEST + (1 - FAINTEST) * Math.exp(-2 * entropy) : 1;
    colours[at + 3] = 255 * opacity * (hovered === null ? 1 : ASIDE + (1 - ASIDE) * (shares[row + hovered] ?? 0));
  }
  return colours;
}

/**
 * @param {Style} a
 * @param {Style} b
 */
function sameStyle(a, b) {
  return a.colours === b.colours && a.fade === b.fade && a.hovered === b.hovered && String(a.palette) === String(b.palette);
}
