import { savedView, toPython } from "./saved.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "../messages.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { FractalView } from "../view.js" */
/** @import { Travel } from "./travel.js" */

/** What takes texts of its own. */
const FIELDS = "input, textarea, select";

/**
 * Copy the view that has the focus, paste one, drop the picture of one.
 *
 * @param {AnyModel<Traits>} model
 * @param {{chrome: Chrome, view: FractalView}} parts read when something happens
 * @param {Travel} travel
 * @param {AbortSignal} signal
 */
export function listenToExchange(model, parts, travel, signal) {
  const { root } = parts.chrome;
  /** @type {<Kind extends keyof HTMLElementEventMap>(kind: Kind, listener: (event: HTMLElementEventMap[Kind]) => void) => void} */
  const on = (kind, listener) => root.addEventListener(kind, listener, { signal });
  const isInField = (/** @type {Event} */ { target }) => target instanceof Element && target.matches(FIELDS);

  on("copy", (event) => {
    if (isInField(event) || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", toPython(savedView(model, parts.view.moves.place)));
    event.preventDefault();
    event.stopPropagation();
    parts.chrome.notices.show("copied", "The view is copied, as Python.", { duration: 2_500 });
  });
  on("paste", (event) => {
    if (isInField(event) || !event.clipboardData) return;
    event.preventDefault();
    event.stopPropagation();
    const [file] = event.clipboardData.files;
    void travel.tell(file ? travel.restore(file) : travel.to(event.clipboardData.getData("text/plain")));
  });

  const isFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  const show = (/** @type {boolean} */ over) => root.classList.toggle("its-dropping", over);
  on("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    event.stopPropagation();
    show(true);
  });
  on("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) show(false);
  });
  on("drop", (event) => {
    show(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    void travel.tell(travel.restore(file));
  });
}
