const CLASSES = ["OffscreenCanvas", "ResizeObserver"];

/**
 * Run something in a browser that has all that views need, but for what is left out.
 *
 * @param {() => void} action
 * @param {{without?: string[]}} [options] names of classes, or beginnings of what CSS does not support
 */
export function inBrowser(action, { without = [] } = {}) {
  const names = [...CLASSES, "CSS"];
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const name of CLASSES) globalThis[name] = without.includes(name) ? undefined : class {};
  globalThis.CSS = { supports: (text) => !without.some((beginning) => text.startsWith(beginning)) };
  try {
    action();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}
