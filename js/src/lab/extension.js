/**
 * The extension of JupyterLab and Notebook, as `@jupyterlab/builder` would pack it: the host loads this script and asks
 * `window._JUPYTERLAB` for a container of modules by the name of the extension. It shares no module with the host.
 */

import { plugin } from "./plugin.js";

const page = /** @type {{_JUPYTERLAB?: Record<string, object>}} */ (/** @type {unknown} */ (window));
page._JUPYTERLAB ??= {};
page._JUPYTERLAB["iterscope"] = {
  init: () => {},
  // The host notes in the module where it is from, so that it is an object like others.
  get: async () => () => ({ __esModule: true, default: plugin }),
};
