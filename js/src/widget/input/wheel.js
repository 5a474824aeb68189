/** Wheel distance, in CSS pixels, that zooms by one level. */
const LEVEL = 240;
/** The same for a trackpad's pinch, which browsers report as a wheel with Ctrl and small distances. */
const PINCH_LEVEL = 60;
const LARGEST_PINCH_STEP = 40;
/** CSS pixels of a line and of a page, for wheels that count these. */
const UNITS = [1, 33, 400];

/**
 * Zoom with the wheel where the view may take it; elsewhere the page scrolls.
 *
 * @param {HTMLElement} target
 * @param {object} host
 * @param {() => boolean} host.takesWheel
 * @param {(levels: number, at: {x: number, y: number}) => void} host.zoom CSS pixels from the target's corner
 * @param {() => void} host.decline told that the page scrolls instead
 * @param {AbortSignal} signal
 */
export function listenToWheel(target, { takesWheel, zoom, decline }, signal) {
  target.addEventListener(
    "wheel",
    (event) => {
      if (!(event.ctrlKey || event.metaKey || takesWheel())) {
        decline();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const { left, top } = target.getBoundingClientRect();
      zoom(levels(event), { x: event.clientX - left, y: event.clientY - top });
    },
    { signal, passive: false },
  );
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
