import { EASE, GLIDE, Glide } from "../../widget/math/glide.js";

/**
 * From where a cloud in three dimensions is seen; the third axis is up.
 *
 * @typedef {object} Sight
 * @property {number} yaw radians
 * @property {number} pitch radians; a quarter turn is from above
 * @property {number} zoom 1 shows the whole
 * @property {number} width device pixels
 * @property {number} height
 */

/** @typedef {readonly [number, number, number]} Vector */

const HOME = { yaw: 0.6, pitch: 0.42, zoom: 1 };
/** The cloud's side, as a share of the canvas. */
const FILLED = 0.62;
/** A canvas's height of drag turns by so many radians. */
const TURN = 3.4;
const DEEPEST = 6;
const WIDEST = 2;

/**
 * What a sight means: where right, up and towards the eye are, and device pixels per unit.
 *
 * @typedef {{right: Vector, up: Vector, towards: Vector, scale: number}} Basis
 */

/**
 * @param {Sight} sight
 * @returns {Basis}
 */
export function basis({ yaw, pitch, zoom, width, height }) {
  const [sinYaw, cosYaw, sinPitch, cosPitch] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  return {
    right: [-sinYaw, cosYaw, 0],
    up: [-sinPitch * cosYaw, -sinPitch * sinYaw, cosPitch],
    towards: [cosPitch * cosYaw, cosPitch * sinYaw, sinPitch],
    scale: FILLED * zoom * Math.min(width, height),
  };
}

/**
 * The sight that hand and keys turn; it has the same handles as a lens.
 */
export class Orbit {
  #isHome = true;
  /** @type {Glide<Sight>} */
  #glide = new Glide({ ...HOME, width: 1, height: 1 }, interpolate, isThere);
  /** @type {{sight: Sight, basis: Basis} | null} */
  #kept = null;

  get shown() {
    return this.#glide.shown;
  }

  /** @returns {Basis} of what is shown */
  get basis() {
    const sight = this.shown;
    if (this.#kept?.sight !== sight) this.#kept = { sight, basis: basis(sight) };
    return this.#kept.basis;
  }

  get isHome() {
    return this.#isHome;
  }

  get moving() {
    return this.#glide.moving;
  }

  /** @param {number} now milliseconds */
  advance(now) {
    return this.#glide.advance(now);
  }

  /**
   * @param {number} width device pixels
   * @param {number} height
   */
  resize(width, height) {
    this.#glide.go({ ...this.#glide.goal, width, height }, 0);
  }

  /**
   * @param {number} levels positive goes in
   * @param {number} _px the middle stays where it is
   * @param {number} _py
   * @param {boolean} eased
   */
  zoom(levels, _px, _py, eased) {
    const { goal } = this.#glide;
    const zoom = Math.min(2 ** DEEPEST, Math.max(2 ** -WIDEST, goal.zoom * 2 ** levels));
    this.#go({ ...goal, zoom }, eased ? EASE : 0);
  }

  /**
   * @param {number} dx device pixels
   * @param {number} dy
   */
  drag(dx, dy) {
    this.#go(turn(this.#glide.shown, dx, dy), 0);
  }

  /**
   * @param {number} dx device pixels
   * @param {number} dy
   * @param {boolean} eased
   */
  step(dx, dy, eased) {
    this.#go(turn(this.#glide.goal, dx, dy), eased ? EASE : 0);
  }

  /**
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  flick(vx, vy) {
    this.#go(turn(this.#glide.shown, vx * GLIDE, vy * GLIDE), GLIDE);
  }

  /**
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  frame({ left, top, right, bottom }, eased) {
    const { width, height } = this.#glide.goal;
    this.zoom(Math.log2(Math.min(width / (right - left), height / (bottom - top))), 0, 0, eased);
  }

  /** @param {boolean} eased */
  home(eased) {
    const { goal } = this.#glide;
    const turns = 2 * Math.PI * Math.round((goal.yaw - HOME.yaw) / (2 * Math.PI));
    this.#go({ ...goal, ...HOME, yaw: HOME.yaw + turns }, eased ? EASE : 0);
    this.#isHome = true;
  }

  stop() {
    if (this.moving) this.#go(this.#glide.shown, 0);
  }

  /**
   * @param {Sight} sight
   * @param {number} tau
   */
  #go(sight, tau) {
    this.#isHome = false;
    this.#glide.go(sight, tau);
  }
}

/**
 * @param {Sight} sight
 * @param {number} dx
 * @param {number} dy
 * @returns {Sight}
 */
function turn(sight, dx, dy) {
  const angle = TURN / sight.height;
  const pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, sight.pitch + dy * angle));
  return { ...sight, yaw: sight.yaw - dx * angle, pitch };
}

/**
 * @param {Sight} from
 * @param {Sight} to
 * @param {number} fraction
 * @returns {Sight}
 */
function interpolate(from, to, fraction) {
  return {
    ...to,
    yaw: from.yaw + fraction * (to.yaw - from.yaw),
    pitch: from.pitch + fraction * (to.pitch - from.pitch),
    zoom: from.zoom * (to.zoom / from.zoom) ** fraction,
  };
}

/**
 * @param {Sight} sight
 * @param {Sight} goal
 */
function isThere(sight, goal) {
  const angle = Math.abs(sight.yaw - goal.yaw) + Math.abs(sight.pitch - goal.pitch);
  return angle < 5e-4 && Math.abs(Math.log2(sight.zoom / goal.zoom)) < 1e-3;
}
