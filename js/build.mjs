import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const banner = "/* Generated from js/src by `npm run build` in js/. Do not edit. */";

await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["src/fractal.js", "src/fractal.css"],
  outdir: "../python/iterscope/static",
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  define: { ITERSCOPE_VERSION: JSON.stringify(version) },
  banner: { js: banner, css: banner },
  logLevel: "warning",
});
