import { pictureOf } from "./picture.js";
import { StandIn } from "./stand_in.js";

/** @import { Output } from "./picture.js" */

/**
 * What of the host's objects is used here.
 *
 * @typedef {{node: HTMLElement}} Widget
 * @typedef {Widget & {renderModel: (output: Output) => unknown}} Renderer
 * @typedef {Widget & {widgets: readonly Renderer[]}} Panes
 * @typedef {Widget & {widgets: Panes[], model: {get: (index: number) => Output}}} OutputArea
 * @typedef {{content: Widget & {widgets: {outputArea?: OutputArea}[]}}} Panel
 * @typedef {{model: {getMetadata?: (name: string) => unknown}}} Context
 * @typedef {{docRegistry: {addWidgetExtension: (factory: string, extension: object) => unknown}}} Application
 */

/** Where the host renders a widget: of its own renderers none is a panel. */
const RENDERER = ".lm-Panel.jp-OutputArea-output";

/** In each notebook, pictures stand in for views that the kernel has not answered for yet. */
export const plugin = {
  id: "iterscope:pictures",
  description: "Shows the last picture of a view until the kernel answers.",
  autoStart: true,
  /** @param {Application} app */
  activate: ({ docRegistry }) => {
    docRegistry.addWidgetExtension("Notebook", { createNew: watch });
  },
};

/**
 * Show pictures in a notebook.
 *
 * @param {Panel} panel
 * @param {Context} context
 */
function watch({ content }, { model }) {
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (/** @type {Element} */ (target).closest(RENDERER)) continue; // a view changes within
      for (const node of addedNodes) if (node instanceof Element) renderersIn(node).forEach(consider);
    }
  });
  const consider = (/** @type {HTMLElement} */ host) => {
    const { output, renderer } = shownIn(content, host);
    const picture = output && pictureOf(output, model.getMetadata?.("widgets"));
    if (!picture) return;
    const renew = () => renderer?.renderModel(output);
    // A kernel that is there has answered by the next frame.
    requestAnimationFrame(() => host.childElementCount > 0 || new StandIn(host, picture, renew));
  };
  observer.observe(content.node, { childList: true, subtree: true });
  return { isDisposed: false, dispose: () => observer.disconnect() };
}

/**
 * @param {Element} node
 * @returns {HTMLElement[]}
 */
function renderersIn(node) {
  const within = /** @type {HTMLElement[]} */ ([...node.querySelectorAll(RENDERER)]);
  return node.matches(RENDERER) ? [/** @type {HTMLElement} */ (node)] : within;
}

/**
 * Return the output that an element shows and what renders it, if there is one.
 *
 * @param {Panel["content"]} notebook
 * @param {HTMLElement} host
 */
function shownIn({ widgets }, host) {
  const area = widgets.map(({ outputArea }) => outputArea).find((area) => area?.node.contains(host));
  const index = area?.widgets.findIndex(({ node }) => node.contains(host)) ?? -1;
  if (!area || index < 0) return {};
  return { output: area.model.get(index), renderer: area.widgets[index]?.widgets.find(({ node }) => node === host) };
}
