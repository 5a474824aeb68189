/* Gives the views in a page its theme, now and whenever it is changed. */
const root = document.documentElement;

/** @param {HTMLIFrameElement} frame */
function tell(frame) {
  const view = frame.contentDocument?.documentElement; // null where a page from a disk may not look into another
  if (!view) return;
  view.dataset.theme = root.dataset.theme;
  view.style.colorScheme = root.dataset.theme ?? "";
}

addEventListener("DOMContentLoaded", () => {
  const frames = document.querySelectorAll(".its-live iframe");
  for (const frame of frames) {
    frame.addEventListener("load", () => tell(frame));
    tell(frame);
  }
  new MutationObserver(() => frames.forEach(tell)).observe(root, { attributeFilter: ["data-theme"] });
});
