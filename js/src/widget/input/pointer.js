/** Speed, in CSS pixels per millisecond, from which a released picture glides on. */
const FLICK = 0.12;
/** Milliseconds over which the speed of a flick is measured. */
const MEMORY = 100;
/** A box smaller than this, in CSS pixels, was a click. */
const SMALLEST_BOX = 6;

/** @typedef {{x: number, y: number}} Point CSS pixels from the target's upper left corner */

/**
 * @typedef {object} Gestures what drags, pinches and clicks do; places are CSS pixels from the target's corner
 * @property {(at: Point) => void} touch the picture is taken hold of
 * @property {(dx: number, dy: number) => void} drag
 * @property {(levels: number, at: Point) => void} pinch
 * @property {(vx: number, vy: number) => void} flick CSS pixels per millisecond
 * @property {() => void} release
 * @property {(box: {left: number, top: number, right: number, bottom: number} | null) => void} drawBox null takes it away
 * @property {(box: {left: number, top: number, right: number, bottom: number}) => void} zoomBox
 * @property {(at: Point) => void} [click] also with Shift; before a double click, too
 * @property {(levels: number, at: Point) => void} doubleClick
 * @property {(at: Point | null) => void} hover
 */

/**
 * Drag, flick, pinch, box zoom and double click.
 *
 * @param {HTMLElement} target
 * @param {Gestures} gestures
 * @param {AbortSignal} signal
 */
export function listenToPointers(target, gestures, signal) {
  /** @type {Map<number, Point>} */
  const pointers = new Map();
  /** @type {{x: number, y: number, time: number}[]} */
  let track = [];
  /** @type {Point | null} */
  let corner = null;
  /** @type {Point | null} where the pointer went down, until it has moved or another one joins it */
  let pressed = null;

  /** @type {(event: MouseEvent) => Point} */
  const locate = (event) => {
    const { left, top } = target.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  /** @type {(a: Point, b: Point) => {left: number, top: number, right: number, bottom: number}} */
  const boxOf = (a, b) => ({
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y),
  });
  /** @type {<Kind extends keyof HTMLElementEventMap>(kind: Kind, listener: (event: HTMLElementEventMap[Kind]) => void) => void} */
  const on = (kind, listener) => target.addEventListener(kind, listener, { signal });

  on("pointerdown", (event) => {
    if (event.button !== 0 || pointers.size === 2) return;
    const at = locate(event);
    target.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at);
    gestures.touch(at);
    corner = event.shiftKey && pointers.size === 1 ? at : null;
    pressed = pointers.size === 1 ? at : null;
    track = [{ ...at, time: event.timeStamp }];
  });

  on("pointermove", (event) => {
    const at = locate(event);
    gestures.hover(at);
    const before = pointers.get(event.pointerId);
    if (!before) return;
    if (pressed && gap(pressed, at) >= SMALLEST_BOX) pressed = null;
    if (corner) {
      gestures.drawBox(boxOf(corner, at));
    } else if (pointers.size === 2) {
      const [a, b] = pair(pointers);
      pointers.set(event.pointerId, at);
      const [c, d] = pair(pointers);
      gestures.drag((c.x + d.x - a.x - b.x) / 2, (c.y + d.y - a.y - b.y) / 2);
      gestures.pinch(Math.log2(gap(c, d) / gap(a, b)), { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 });
    } else {
      gestures.drag(at.x - before.x, at.y - before.y);
      track = [...track.filter(({ time }) => event.timeStamp - time < MEMORY), { ...at, time: event.timeStamp }];
    }
    pointers.set(event.pointerId, at);
  });

  /** @type {(event: PointerEvent) => void} */
  const lift = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) {
      track = [];
      return;
    }
    gestures.release();
    if (pressed && event.type === "pointerup") gestures.click?.(pressed);
    if (corner) {
      const box = boxOf(corner, locate(event));
      corner = null;
      gestures.drawBox(null);
      const large = Math.min(box.right - box.left, box.bottom - box.top) >= SMALLEST_BOX;
      if (large && event.type === "pointerup") gestures.zoomBox(box);
      return;
    }
    const [vx, vy] = velocity(track.filter(({ time }) => event.timeStamp - time < MEMORY));
    if (Math.hypot(vx, vy) >= FLICK) gestures.flick(vx, vy);
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("pointerleave", () => gestures.hover(null));
  on("dblclick", (event) => gestures.doubleClick(event.shiftKey ? -1 : 1, locate(event)));
}

/**
 * The places of two pointers.
 *
 * @param {Map<number, Point>} pointers two of them
 * @returns {[Point, Point]}
 */
function pair(pointers) {
  const [a, b] = pointers.values();
  return [/** @type {Point} */ (a), /** @type {Point} */ (b)];
}

/**
 * The distance between two places, at least a pixel.
 *
 * @param {Point} a
 * @param {Point} b
 */
export function gap(a, b) {
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
}

/**
 * The speed along a track, in CSS pixels per millisecond; zero for one too short to tell.
 *
 * @param {{x: number, y: number, time: number}[]} track
 * @returns {[number, number]}
 */
export function velocity(track) {
  const [first, last] = [track[0], track.at(-1)];
  if (!first || !last || last.time - first.time < 8) return [0, 0];
  const time = last.time - first.time;
  return [(last.x - first.x) / time, (last.y - first.y) / time];
}
