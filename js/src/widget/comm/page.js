/**
 * Show the recording that a page made by `to_html` holds.
 *
 * @param {(recording: any, el: HTMLElement) => void} show
 */
export function showRecording(show) {
  const recording = JSON.parse(document.getElementById("iterscope-recording")?.textContent ?? "null");
  const el = document.getElementById("iterscope");
  if (!recording || !el) return;
  document.documentElement.style.colorScheme = "light dark";
  show(recording, el);
}
