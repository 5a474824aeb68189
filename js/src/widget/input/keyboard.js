/** Fields take all keys, what can be pressed takes two, what is chosen by arrows takes these. */
const FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea";
const PRESSED = "button, input, summary";
const CHOSEN = "input[type=radio]";

/**
 * Let keys control a view. A control inside it, e.g. a field, keeps the keys that are its own.
 *
 * @template Controls
 * @param {HTMLElement} target
 * @param {Record<string, (controls: Controls, long: boolean) => void>} keys by their names, letters in lower case; `long` says
 *   that Shift is held
 * @param {Controls} controls
 * @param {AbortSignal} signal
 */
export function listenToKeys(target, keys, controls, signal) {
  target.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isOwn(event)) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act(controls, event.shiftKey);
    },
    { signal },
  );
}

/** @param {KeyboardEvent} event */
function isOwn({ key, target }) {
  if (!(target instanceof Element) || key === "Escape") return false;
  if (key === " " || key === "Enter") return target.matches(PRESSED) || target.matches(FIELDS);
  return target.matches(FIELDS) || (key.startsWith("Arrow") && target.matches(CHOSEN));
}
