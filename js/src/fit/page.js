/**
 * The script of a page that `MixtureWidget.to_html` has written.
 */

import { showRecording } from "../widget/comm/page.js";
import { RecordedModel } from "./playback/recorded.js";
import { render } from "./render.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "./protocol.js" */

const CLOCK = {
  now: () => performance.now(),
  setTimeout: (/** @type {() => void} */ callback, /** @type {number} */ delay) => setTimeout(callback, delay),
  clearTimeout: (/** @type {ReturnType<typeof setTimeout>} */ timer) => clearTimeout(timer),
};

showRecording((recording, el) => {
  const model = /** @type {AnyModel<Traits>} */ (/** @type {unknown} */ (new RecordedModel(recording, CLOCK)));
  render({ model, el }, { hasKernel: false });
});
