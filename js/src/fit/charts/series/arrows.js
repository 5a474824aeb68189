/** Places of states and of the arrows between them. Pure; all in device pixels. */

/** @import { Frame } from "./series_layout.js" */

/** @typedef {readonly [number, number]} Place */

/**
 * The way from one state to another, or back to itself: a curve of three or four control points.
 *
 * @typedef {object} Arrow
 * @property {number} from
 * @property {number} to
 * @property {number} value its probability
 * @property {Place[]} points control points of a Bézier curve
 * @property {[number, number]} label where its number stands
 */

/** CSS pixels around the graph, within which the arrows from a state to itself have room. */
const MARGIN = { x: 74, y: 30 };
/** How far an arrow bends, as a share of its length: of two states, and of more outwards and inwards. */
const BEND = { pair: 0.2, out: 0.36, inwards: 0.14 };
/** How far along an arrow its number stands, as a share: of more states nearer to the first one. */
const ALONG = { pair: 0.5, several: 0.36 };
/** Size of an arrow from a state to itself, in CSS pixels: width to both sides and height. */
const LOOP = { wide: 27, high: 48 };
/** How much arrows of a state to itself rather point to the sides. */
const SLOPE = 0.2;
/** CSS pixels from an arrow to its number. */
const BESIDE = 13;

/**
 * Places of the states: a line of two, a circle of more.
 *
 * @param {number} k
 * @param {Frame} frame
 * @param {number} ratio
 * @returns {[number, number][]}
 */
export function nodesOf(k, { left, right, top, bottom }, ratio) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const across = Math.max(16 * ratio, (right - left) / 2 - MARGIN.x * ratio);
  const up = Math.max(12 * ratio, (bottom - top) / 2 - MARGIN.y * ratio);
  if (k === 1) return [[x, y]];
  // The arrows of two to themselves stand above them.
  if (k === 2) return [-1, 1].map((side) => [x + 1.4 * side * across, y + 0.4 * up]);
  // None is on top or at the bottom: there is more room to the sides for the arrows of a state to itself.
  const turned = k % 4 === 0 ? Math.PI - Math.PI / k : Math.PI;
  return Array.from({ length: k }, (_, i) => {
    const angle = turned - (2 * Math.PI * i) / k;
    return [x + across * Math.cos(angle), y - up * Math.sin(angle)];
  });
}

/**
 * The arrows between all states.
 *
 * @param {readonly (readonly number[])[]} transition
 * @param {readonly Place[]} nodes
 * @param {number} radius of a state
 * @param {Frame} frame
 * @returns {Arrow[]}
 */
export function arrowsOf(transition, nodes, radius, frame) {
  const ratio = radius / 8.5;
  const middle = /** @type {Place} */ ([(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2]);
  return transition.flatMap((row, from) =>
    row.map((value, to) => {
      const arrow =
        from === to
          ? loop(nodes[from], middle, radius, ratio, nodes.length === 2)
          : bow(nodes[from], nodes[to], { middle, radius, ratio, isPair: nodes.length === 2 });
      return { from, to, value, ...arrow };
    }),
  );
}

/**
 * A place along an arrow.
 *
 * @param {Pick<Arrow, "points">} arrow
 * @param {number} share from 0 to 1
 * @returns {[number, number]}
 */
export function pointOn({ points }, share) {
  let rest = points.map(([x, y]) => /** @type {[number, number]} */ ([x, y]));
  while (rest.length > 1)
    rest = rest
      .slice(1)
      .map(([x, y], i) => [rest[i][0] + share * (x - rest[i][0]), rest[i][1] + share * (y - rest[i][1])]);
  return rest[0];
}

/**
 * @param {Place} a
 * @param {Place} b
 * @param {{middle: Place, radius: number, ratio: number, isPair: boolean}} graph isPair: whether there are two states
 */
function bow(a, b, { middle, radius, ratio, isPair }) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy) || 1;
  // To the left of whoever walks along it.
  const [nx, ny] = [dy / length, -dx / length];
  const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const isOut = nx * (mx - middle[0]) + ny * (my - middle[1]) >= 0;
  const bend = (isPair ? BEND.pair : isOut ? BEND.out : BEND.inwards) * length;
  const control = /** @type {Place} */ ([mx + bend * nx, my + bend * ny]);
  const points = [towards(a, control, radius + 2 * ratio), control, towards(b, control, radius + 7 * ratio)];
  const [x, y] = pointOn({ points }, isPair ? ALONG.pair : ALONG.several);
  return {
    points,
    label: /** @type {[number, number]} */ ([x + nx * (BESIDE + 2) * ratio, y + ny * BESIDE * ratio]),
  };
}

/**
 * @param {Place} node
 * @param {Place} middle of the graph, from which it points away
 * @param {number} radius
 * @param {number} ratio
 * @param {boolean} isPair whether there are two states
 */
function loop(node, middle, radius, ratio, isPair) {
  // There is more room to the sides.
  const [dx, dy] = isPair ? [0, -1] : [node[0] - middle[0], SLOPE * (node[1] - middle[1])];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = length > 1e-6 ? [dx / length, dy / length] : [0, -1];
  const [nx, ny] = [-uy, ux];
  /** @type {(side: number, out: number) => Place} */
  const at = (side, out) => [node[0] + side * nx + out * ux, node[1] + side * ny + out * uy];
  const [wide, high] = [LOOP.wide * ratio, LOOP.high * ratio];
  const tip = at(0, radius + 0.75 * high - 8 * ratio);
  return {
    points: [at(-0.6 * radius, 0.9 * radius), at(-wide, high), at(wide, high), at(0.75 * radius, radius + 4 * ratio)],
    label: /** @type {[number, number]} */ ([tip[0] + ux * (BESIDE + 6) * ratio, tip[1] + uy * (BESIDE + 2) * ratio]),
  };
}

/**
 * @param {Place} from
 * @param {Place} to
 * @param {number} distance
 * @returns {Place}
 */
function towards(from, to, distance) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  return [from[0] + (dx / length) * distance, from[1] + (dy / length) * distance];
}
