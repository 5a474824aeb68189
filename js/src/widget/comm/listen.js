/** @import { AnyModel } from "@anywidget/types" */

/**
 * Listen to a model until a signal says that this is over.
 *
 * @param {AnyModel<any>} model
 * @param {string} events with spaces between them
 * @param {(content?: any) => void} callback
 * @param {AbortSignal} signal
 */
export function listen(model, events, callback, signal) {
  for (const event of events.split(" ")) {
    model.on(event, callback);
    signal.addEventListener("abort", () => model.off(event, callback));
  }
}
