/** Wheel distance, in CSS pixels, that zooms by one level. */
const LEVEL = 240;
/** The same for a trackpad's pinch, which browsers report as a wheel with Ctrl and small distances. */
const PINCH_LEVEL = 60;
const LARGEST_PINCH_STEP = 40;
/** CSS pixels of a line and of a page, for wheels that count these. */
const UNITS = [1, 33, 400];
/** Milliseconds without an event after which another gesture begins. */
const PAUSE = 150;

/**
 * Zoom with the wheel and move by a sideways swipe where the view may take them; elsewhere the page scrolls.
 *
 * @param {HTMLElement} target
 * @param {object} host
 * @param {() => boolean} host.takesWheel
 * @param {(levels: number, at: {x: number, y: number}) => void} host.zoom CSS pixels from the target's corner
 * @param {(dx: number, dy: number) => void} host.move CSS pixels by which the picture moves
 * @param {() => void} host.decline told that the page scrolls instead
 * @param {AbortSignal} signal
 */
export function listenToWheel(target, { takesWheel, zoom, move, decline }, signal) {
  let [swipes, last] = [false, -Infinity];
  target.addEventListener(
    "wheel",
    (event) => {
      if (!(zooms(event) || takesWheel())) {
        decline();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      // A gesture keeps its meaning, however it wavers.
      if (event.timeStamp - last > PAUSE) swipes = isSideways(event);
      last = event.timeStamp;
      const { left, top } = target.getBoundingClientRect();
      const unit = UNITS[event.deltaMode] ?? 1;
      if (swipes && !zooms(event)) move(-event.deltaX * unit, -event.deltaY * unit);
      else zoom(levels(event), { x: event.clientX - left, y: event.clientY - top });
    },
    { signal, passive: false, capture: true },
  );
}

/**
 * Keep the page still while the wheel turns over anything else of a view: what can scroll there scrolls.
 *
 * @param {HTMLElement} root of the view
 * @param {() => boolean} takesWheel
 * @param {AbortSignal} signal
 */
export function holdWheel(root, takesWheel, signal) {
  root.addEventListener(
    "wheel",
    (event) => {
      if (event.defaultPrevented || !(zooms(event) || takesWheel())) return;
      event.stopPropagation();
      if (zooms(event) || !scrolls(event, root)) event.preventDefault();
    },
    { signal, passive: false },
  );
}

/**
 * Whether a wheel zooms wherever it turns, as a trackpad's pinch does.
 *
 * @param {Pick<WheelEvent, "ctrlKey" | "metaKey">} event
 */
function zooms({ ctrlKey, metaKey }) {
  return ctrlKey || metaKey;
}

/**
 * Whether a wheel turns sideways, which is a swipe on a trackpad.
 *
 * @param {Pick<WheelEvent, "deltaX" | "deltaY" | "shiftKey">} event
 */
export function isSideways({ deltaX, deltaY, shiftKey }) {
  return !shiftKey && Math.abs(deltaX) > Math.abs(deltaY);
}

/**
 * Whether something between the pointer and the view's root scrolls further the way that the wheel turns.
 *
 * @param {WheelEvent} event
 * @param {HTMLElement} root
 */
function scrolls({ target, deltaX, deltaY }, root) {
  for (let node = target; node instanceof Element && node !== root; node = node.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(node);
    const [right, below] = [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight];
    if (isScrollable(overflowY) && hasWay(node.scrollTop, below, deltaY)) return true;
    if (isScrollable(overflowX) && hasWay(node.scrollLeft, right, deltaX)) return true;
  }
  return false;
}

/** @param {string} overflow */
function isScrollable(overflow) {
  return overflow === "auto" || overflow === "scroll";
}

/**
 * Whether a place on the way from 0 to an end can move in a direction by a pixel.
 *
 * @param {number} place
 * @param {number} end
 * @param {number} direction
 */
function hasWay(place, end, direction) {
  return direction < 0 ? place >= 1 : direction > 0 && end - place >= 1;
}

/**
 * Levels to go in; at most one an event.
 *
 * @param {Pick<WheelEvent, "deltaX" | "deltaY" | "deltaMode" | "ctrlKey" | "shiftKey">} event
 * @returns {number}
 */
export function levels(event) {
  const delta = event.deltaY === 0 && event.shiftKey ? event.deltaX : event.deltaY;
  const distance = delta * (UNITS[event.deltaMode] ?? 1);
  const pinched = event.ctrlKey && event.deltaMode === 0 && Math.abs(distance) < LARGEST_PINCH_STEP;
  return Math.max(-1, Math.min(1, -distance / (pinched ? PINCH_LEVEL : LEVEL)));
}
