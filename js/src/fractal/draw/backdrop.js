import { decode } from "../../widget/comm/decode.js";
import { posterPicture, snapshot } from "./picture.js";

/** @import { Poster } from "../messages.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Picture } from "./picture.js" */

/** An outdated picture is left as it is for so long, since quick tiles need no warning, then dimmed over so long, in milliseconds. */
const GRACE = 60;
const DIMMING = 120;

/**
 * The pictures below the tiles: what was shown before the settings changed, and the kernel's poster.
 */
export class Backdrop {
  /** @type {{poster: Poster, picture: Picture} | null} */
  #poster = null;
  /** @type {Picture | null} */
  #stale = null;
  /** @type {number | null} since when it has been outdated, in milliseconds; null while only its colors are old */
  #outdatedAt = null;
  #isRight = false;

  /**
   * Keep what a canvas shows.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {Viewport} view
   * @param {boolean} isRight whether it is what will be shown, and so better than the poster, unless it was outdated before
   */
  keep(canvas, view, isRight) {
    this.#stale = snapshot(canvas, view);
    this.#isRight = isRight && this.#outdatedAt === null;
  }

  /**
   * Keep a picture of what is shown now.
   *
   * @param {Picture} picture
   */
  replace(picture) {
    this.#stale = picture;
    this.#outdatedAt = null;
    this.#isRight = true;
  }

  /**
   * Dim what is kept from now on: it shows what is no longer wanted.
   *
   * @param {number} now milliseconds
   */
  outdate(now) {
    this.#outdatedAt ??= now;
  }

  /**
   * Whether what is kept has to be dimmed further.
   *
   * @param {number} now milliseconds
   */
  isDimming(now) {
    return this.#outdatedAt !== null && now - this.#outdatedAt < GRACE + DIMMING;
  }

  /** Forget what was kept: there are tiles in its place. */
  drop() {
    this.#stale = this.#outdatedAt = null;
  }

  /**
   * Decode a poster.
   *
   * @param {Poster | null} poster
   * @param {() => boolean} isLatest says, once it is decoded, whether it is still wanted
   */
  async load(poster, isLatest) {
    const image = poster && (await decode(poster.png).catch(() => null));
    if (isLatest()) this.#poster = poster && image ? { poster, picture: posterPicture(poster, image) } : null;
  }

  /**
   * The pictures to draw, from the lowest up.
   *
   * @param {(poster: Poster) => boolean} matches whether a poster shows what the tiles do
   * @param {number} now milliseconds
   * @returns {{picture: Picture, dimmed: number}[]} how far each is dimmed, 0 to 1
   */
  pictures(matches, now) {
    const age = this.#outdatedAt === null ? 0 : (now - this.#outdatedAt - GRACE) / DIMMING;
    const stale = this.#stale && { picture: this.#stale, dimmed: Math.min(1, Math.max(0, age)) };
    const poster = this.#poster && matches(this.#poster.poster) ? { picture: this.#poster.picture, dimmed: 0 } : null;
    return (this.#isRight ? [poster, stale] : [stale, poster]).filter((picture) => picture !== null);
  }
}
