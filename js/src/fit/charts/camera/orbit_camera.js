import { EASE, GLIDE } from "../../../widget/math/glide.js";
import { Camera } from "./camera.js";

/**
 * From where a cloud in three dimensions is seen; the third axis is up.
 *
 * @typedef {object} Viewpoint
 * @property {number} yaw radians
 * @property {number} pitch radians; a quarter turn is from above
 * @property {number} zoom 1 shows the whole
 * @property {number} width device pixels
 * @property {number} height
 */

/** @typedef {readonly [number, number, number]} Vector */

const HOME = { yaw: 0.6, pitch: 0.42, zoom: 1 };
/** The box of the data, seen as at first, as a share of the canvas; numbers and names stand around it. */
const FILLED = { width: 0.74, height: 0.86 };
/** @type {Vector} */
const CUBE = [1, 1, 1];
/** Radians that a drag over a canvas's height turns by. */
const TURN = 3.4;
const DEEPEST = 6;
const WIDEST = 2;

/**
 * The directions of a viewpoint, right, up and towards the eye, and its device pixels per unit.
 *
 * @typedef {{right: Vector, up: Vector, towards: Vector, scale: number}} Basis
 */

/**
 * Find the directions and the scale of a viewpoint.
 *
 * @param {Viewpoint} viewpoint
 * @param {Vector} [sides] of the box that fills the canvas
 * @returns {Basis}
 */
export function basis({ yaw, pitch, zoom, width, height }, [x, y, z] = CUBE) {
  const [sinYaw, cosYaw, sinPitch, cosPitch] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  // However far it is turned, the box is no wider than its floor's diagonal.
  const across = Math.hypot(x, y);
  const upwards = Math.sin(HOME.pitch) * across + Math.cos(HOME.pitch) * z;
  return {
    right: [-sinYaw, cosYaw, 0],
    up: [-sinPitch * cosYaw, -sinPitch * sinYaw, cosPitch],
    towards: [cosPitch * cosYaw, cosPitch * sinYaw, sinPitch],
    scale: zoom * Math.min((FILLED.width * width) / across, (FILLED.height * height) / upwards),
  };
}

/**
 * A camera that turns about a cloud.
 *
 * @extends {Camera<Viewpoint>}
 */
export class OrbitCamera extends Camera {
  #sides;
  /** @type {{viewpoint: Viewpoint, basis: Basis} | null} */
  #kept = null;

  /** @param {Vector} [sides] of the box of the data */
  constructor(sides = CUBE) {
    super({ ...HOME, width: 1, height: 1 }, interpolate, isThere);
    this.#sides = sides;
  }

  /**
   * The directions and the scale of what is shown.
   *
   * @returns {Basis}
   */
  get basis() {
    const viewpoint = this.shown;
    if (this.#kept?.viewpoint !== viewpoint) this.#kept = { viewpoint, basis: basis(viewpoint, this.#sides) };
    return this.#kept.basis;
  }

  /**
   * Follow the size of the canvas.
   *
   * @param {number} width device pixels
   * @param {number} height
   */
  resize(width, height) {
    this.go({ ...this.goal, width, height }, 0, this.isHome);
  }

  /**
   * Show the same as another camera.
   *
   * @param {OrbitCamera} other
   */
  match(other) {
    const { width, height } = this.goal;
    this.go({ ...other.shown, width, height }, 0, other.isHome);
  }

  /**
   * Zoom about the middle.
   *
   * @param {number} levels positive goes in
   * @param {number} _px the middle stays where it is
   * @param {number} _py
   * @param {boolean} eased
   */
  zoom(levels, _px, _py, eased) {
    const { goal } = this;
    const zoom = Math.min(2 ** DEEPEST, Math.max(2 ** -WIDEST, goal.zoom * 2 ** levels));
    this.go({ ...goal, zoom }, eased ? EASE : 0);
  }

  /**
   * Turn with a pointer.
   *
   * @param {number} dx device pixels
   * @param {number} dy
   */
  drag(dx, dy) {
    this.go(turn(this.shown, dx, dy), 0);
  }

  /**
   * Turn on after a drag.
   *
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  flick(vx, vy) {
    this.go(turn(this.shown, vx * GLIDE, vy * GLIDE), GLIDE);
  }

  /**
   * Zoom in by as much as a box is smaller than the canvas.
   *
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  zoomToBox({ left, top, right, bottom }, eased) {
    const { width, height } = this.goal;
    this.zoom(Math.log2(Math.min(width / (right - left), height / (bottom - top))), 0, 0, eased);
  }

  /**
   * Turn back to how the cloud is seen at first.
   *
   * @param {boolean} eased
   */
  home(eased) {
    const { goal } = this;
    const turns = 2 * Math.PI * Math.round((goal.yaw - HOME.yaw) / (2 * Math.PI));
    this.go({ ...goal, ...HOME, yaw: HOME.yaw + turns }, eased ? EASE : 0, true);
  }
}

/**
 * @param {Viewpoint} viewpoint
 * @param {number} dx
 * @param {number} dy
 * @returns {Viewpoint}
 */
function turn(viewpoint, dx, dy) {
  const angle = TURN / viewpoint.height;
  const pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, viewpoint.pitch + dy * angle));
  return { ...viewpoint, yaw: viewpoint.yaw - dx * angle, pitch };
}

/**
 * @param {Viewpoint} from
 * @param {Viewpoint} to
 * @param {number} fraction
 * @returns {Viewpoint}
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
 * @param {Viewpoint} viewpoint
 * @param {Viewpoint} goal
 */
function isThere(viewpoint, goal) {
  const angle = Math.abs(viewpoint.yaw - goal.yaw) + Math.abs(viewpoint.pitch - goal.pitch);
  return angle < 5e-4 && Math.abs(Math.log2(viewpoint.zoom / goal.zoom)) < 1e-3;
}
