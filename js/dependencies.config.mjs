/** Imports point one way: widget <- fractal, fit; there is no circle. */
export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "widget-knows-no-view",
      severity: "error",
      from: { path: "^src/widget/" },
      to: { pathNot: "^src/widget/" },
    },
    { name: "fractal-knows-no-fit", severity: "error", from: { path: "^src/fractal/" }, to: { path: "^src/fit/" } },
    { name: "fit-knows-no-fractal", severity: "error", from: { path: "^src/fit/" }, to: { path: "^src/fractal/" } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: { doNotFollow: { path: "node_modules" } },
};
