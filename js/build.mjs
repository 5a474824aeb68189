import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [, , outdir = "../python/iterscope/static", data = "../python/wheel"] = process.argv;
const absWorkingDir = fileURLToPath(new URL(".", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
/** Long names that only the page's own objects have: a bundle has short ones in their place. */
const OWN = [
  "announce",
  "axisNames",
  "closePopup",
  "dismissible",
  "hasCells",
  "hasCriteria",
  "hasKernel",
  "hasTolerance",
  "isFullScreen",
  "isParameter",
  "log2Width",
  "needsKernel",
  "schedule",
  "styleTraits",
  "toggleFullScreen",
  "togglePopup",
];
const banner = "/* Generated from js/src by `npm run build` in js/. Do not edit. */";

await build({
  absWorkingDir,
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

// The extension of JupyterLab and Notebook. Its name is of its content: browsers keep what has the same name.
const extension = resolve(absWorkingDir, data, "data/share/jupyter/labextensions/iterscope");
rmSync(extension, { recursive: true, force: true });
mkdirSync(extension, { recursive: true });
const { metafile } = await build({
  absWorkingDir,
  entryPoints: [{ in: "src/lab/extension.js", out: "remoteEntry" }],
  entryNames: "[name].[hash]",
  outdir: join(extension, "static"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  banner: { js: banner },
  logLevel: "warning",
});
const [entry] = Object.keys(metafile.outputs);
const write = (name, content) => writeFileSync(join(extension, name), `${JSON.stringify(content, null, 2)}\n`);
write("package.json", {
  name: "iterscope",
  version,
  description: "Shows the last picture of a view until the kernel answers",
  license: "MIT",
  jupyterlab: { extension: true, _build: { load: `static/${basename(entry)}`, extension: "./extension" } },
});
write("install.json", {
  packageManager: "python",
  packageName: "iterscope",
  uninstallInstructions: "Uninstall the Python package iterscope: pip uninstall iterscope",
});
