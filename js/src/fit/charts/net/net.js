import { pickPoint } from "../pick.js";
import { Plane } from "../plane.js";
import { Space } from "../space.js";
import { drawNet, pickNode } from "./marks.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Pointed } from "../../draw/drawing.js" */
/** @import { Place } from "../pick.js" */

/**
 * A net among points in a plane.
 */
export class PlaneNet extends Plane {
  /**
   * Draw the net above the points.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  drawComponents(canvas, drawing) {
    drawNet(canvas, drawing, (unit, from) => this.place(unit, from));
  }

  /**
   * Find the node or the point at a place.
   *
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick(drawing, at, ratio) {
    /** @type {Place} */
    const place = (unit, from) => this.place(unit, from);
    return pickNode(place, drawing, at, ratio) ?? pickPoint(place, drawing, at, ratio);
  }
}

/**
 * A net among points in space.
 */
export class SpaceNet extends Space {
  /**
   * Draw the net above the points.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  drawComponents(canvas, drawing) {
    drawNet(canvas, drawing, (unit, from) => this.place(unit, from));
  }

  /**
   * Find the node or the point at a place.
   *
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick(drawing, at, ratio) {
    /** @type {Place} */
    const place = (unit, from) => this.place(unit, from);
    return pickNode(place, drawing, at, ratio) ?? pickPoint(place, drawing, at, ratio);
  }
}
