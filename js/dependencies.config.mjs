/** Imports point one way: widget <- fractal, fit; lab is alone; there is no circle. */
export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "widget-knows-no-view",
      severity: "error",
      from: { path: "^src/widget/" },
      to: { pathNot: "^src/widget/" },
    },
    { name: "lab-is-alone", severity: "error", from: { path: "^src/lab/" }, to: { pathNot: "^src/lab/" } },
    { name: "no-room-knows-lab", severity: "error", from: { pathNot: "^src/lab/" }, to: { path: "^src/lab/" } },
    { name: "fractal-knows-no-fit", severity: "error", from: { path: "^src/fractal/" }, to: { path: "^src/fit/" } },
    { name: "fit-knows-no-fractal", severity: "error", from: { path: "^src/fit/" }, to: { path: "^src/fractal/" } },
    // Within fit: models, draw <- playback, charts <- scene <- panels <- what composes them.
    {
      name: "fit-models",
      severity: "error",
      from: { path: "^src/fit/models/" },
      to: { path: "^src/fit/", pathNot: "^src/fit/(models/|draw/(data_scale|directions))" },
    },
    {
      name: "fit-draw",
      severity: "error",
      from: { path: "^src/fit/draw/" },
      to: { path: "^src/fit/", pathNot: "^src/fit/draw/" },
    },
    {
      name: "fit-playback",
      severity: "error",
      from: { path: "^src/fit/playback/" },
      to: { path: "^src/fit/", pathNot: "^src/fit/(models|playback)/" },
    },
    {
      name: "fit-charts",
      severity: "error",
      from: { path: "^src/fit/charts/" },
      to: { path: "^src/fit/", pathNot: "^src/fit/(models|draw|charts)/" },
    },
    {
      name: "fit-scene",
      severity: "error",
      from: { path: "^src/fit/scene/" },
      to: { path: "^src/fit/", pathNot: "^src/fit/(models|draw|charts|scene)/" },
    },
    { name: "fit-panels", severity: "error", from: { path: "^src/fit/panels/" }, to: { path: "^src/fit/[^/]+$" } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: { doNotFollow: { path: "node_modules" } },
};
