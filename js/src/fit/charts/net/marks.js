import { css } from "../../../widget/math/color.js";
import { circle, line } from "../../draw/canvas.js";
import { outlineOf } from "../../draw/marks.js";
import { pull } from "../../models/map/lattice.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Pointed } from "../../draw/drawing.js" */
/** @import { MapParameters } from "../../models/map/matching.js" */
/** @import { Place } from "../pick.js" */

/** Radius of a node without samples, of one with an even share, and of the largest, in CSS pixels. */
const EMPTY = 1.8;
const EVEN = 4.5;
const LARGEST = 11;
/** Nodes that are drawn so large; those of more are smaller. */
const CROWD = 100;
/** CSS pixels around a node in which it is pointed at. */
const NEAR = 4;
/** Opacity of what the node that is pointed at does not pull at. */
const FAINTEST = 0.18;

/**
 * The radius of a node, whose area is its share of the samples.
 *
 * @param {number} weight
 * @param {number} count of all nodes
 * @returns {number} CSS pixels
 */
export function nodeRadius(weight, count) {
  const crowding = Math.min(1, (CROWD / count) ** 0.25);
  return crowding * Math.max(EMPTY, Math.min(LARGEST, EVEN * Math.sqrt(weight * count)));
}

/**
 * The net: lines between nodes, and a disc for each. Those that the node pointed at pulls at stand out.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {Place} place
 */
export function drawNet(canvas, drawing, place) {
  const { context, ratio, theme } = canvas;
  const { shapes, snapshot, palette } = drawing;
  const { net } = snapshot.model;
  if (!net) return;
  const { hovered } = snapshot;
  const { radius } = /** @type {MapParameters} */ (/** @type {unknown} */ (snapshot.step.parameters));
  const places = shapes.map((shape) => shape && place(shape.mean));
  /** @type {(node: number) => number} */
  const strength = (node) =>
    hovered === null ? 1 : FAINTEST + (1 - FAINTEST) * pull(net.lattice, hovered, node, radius);
  for (const [a, b] of net.lattice.links) {
    const [from, to] = [places[a], places[b]];
    if (!from || !to) continue;
    const path = new Path2D();
    path.moveTo(...from);
    path.lineTo(...to);
    line(canvas, path, theme.text, 0.75 * Math.min(strength(a), strength(b)), 1.25);
  }
  shapes.forEach((shape, node) => {
    const at = places[node];
    if (!shape || !at) return;
    const size = nodeRadius(shape.weight, shapes.length) * ratio;
    context.fillStyle = css(theme.surface, 0.8);
    context.fill(circle(...at, size + 2 * ratio));
    context.fillStyle = css(palette[node], strength(node));
    context.fill(circle(...at, size));
    context.lineWidth = (node === hovered ? 2.5 : 1.25) * ratio;
    context.strokeStyle = css(node === hovered ? theme.text : outlineOf(canvas, palette[node]), strength(node));
    context.stroke(circle(...at, size + (node === hovered ? 2 * ratio : 0)));
  });
}

/**
 * The node that is at a place.
 *
 * @param {Place} place
 * @param {Drawing} drawing
 * @param {[number, number]} at device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {Pointed | null}
 */
export function pickNode(place, { shapes, scale }, [px, py], ratio) {
  let [nearest, least] = [/** @type {Pointed | null} */ (null), Infinity];
  shapes.forEach((shape, component) => {
    if (!shape) return;
    const at = place(shape.mean);
    const distance = Math.hypot(at[0] - px, at[1] - py);
    if (distance > (nodeRadius(shape.weight, shapes.length) + NEAR) * ratio || distance >= least) return;
    nearest = { row: null, component, axes: scale.dims.map((_, axis) => axis), features: null, at };
    least = distance;
  });
  return nearest;
}
