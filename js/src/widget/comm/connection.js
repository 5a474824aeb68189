/** The class that ipywidgets gives the element of a view whose kernel has gone. */
const LOST = "jupyter-widgets-disconnected";

/**
 * Call back when the host notes that the kernel of a view has gone, or was never there.
 *
 * @param {HTMLElement} host the element that the view is in
 * @param {() => void} lost
 * @param {AbortSignal} signal
 */
export function watchConnection(host, lost, signal) {
  const look = () => {
    if (host.classList.contains(LOST)) lost();
  };
  const observer = new MutationObserver(look);
  observer.observe(host, { attributes: true, attributeFilter: ["class"] });
  signal.addEventListener("abort", () => observer.disconnect());
  look();
}
