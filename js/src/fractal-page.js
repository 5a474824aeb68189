/**
 * The script of a page that `FractalWidget.to_html` has written.
 */

import { showRecording } from "./common/page.js";
import { RecordedModel } from "./fractal/recorded.js";
import { render } from "./fractal.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "./fractal/protocol.js" */

showRecording((recording, el) => {
  const model = /** @type {AnyModel<Traits>} */ (/** @type {unknown} */ (new RecordedModel(recording)));
  render({ model, el }, { hasKernel: false });
});
