import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [, , outdir = "../python/iterscope/static"] = process.argv;
const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
/** Long names that only the page's own objects have: a bundle has short ones in their place. */
const OWN = [
  "axisNames",
  "closePopup",
  "dismissible",
  "hasCriteria",
  "hasKernel",
  "hasTolerance",
  "isFullScreen",
  "isParameter",
  "log2Width",
  "needsKernel",
  "styleTraits",
];
const banner = "/* Generated from js/src by `npm run build` in js/. Do not edit. */";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: [
    { in: "src/fractal/render.js", out: "fractal" },
    { in: "src/fractal/ui/fractal.css", out: "fractal" },
    { in: "src/fit/render.js", out: "mixture" },
    { in: "src/fit/fit.css", out: "mixture" },
  ],
  outdir,
  bundle: true,
  minify: true,
  mangleProps: new RegExp(`^(?:${OWN.join("|")})$`),
  format: "esm",
  target: "es2022",
  charset: "utf8",
  define: { ITERSCOPE_VERSION: JSON.stringify(version) },
  banner: { js: banner, css: banner },
  logLevel: "warning",
});
