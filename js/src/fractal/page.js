/**
 * The script of a page that `FractalWidget.to_html` has written.
 */

import { showRecording } from "../widget/comm/page.js";
import { RecordedModel } from "./recorded.js";
import { render } from "./render.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "./protocol.js" */

showRecording((recording, el) => {
  const model = /** @type {AnyModel<Traits>} */ (/** @type {unknown} */ (new RecordedModel(recording)));
  render({ model, el }, { hasKernel: false });
});
