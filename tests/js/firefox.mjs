// Drives both views of a notebook in Firefox: firefox.mjs EXECUTABLE ADDRESS PICTURE. Prints what it saw, as JSON, or
// takes a picture of what went wrong.
import { createRequire } from "node:module";

const puppeteer = createRequire(new URL("../../js/", import.meta.url))("puppeteer-core");
const [executablePath, address, picture] = process.argv.slice(2);
const PATIENCE = 120_000;

/** Colors of a canvas, of every 64th pixel. */
const colors = (canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer).filter((_, index) => index % 64 === 0)).size;
};

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
try {
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 1200, height: 1400 });
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));

  await page.goto(address);
  await page.waitForFunction(() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.sessionContext?.session?.kernel?.status === "idle" && panel.content.model !== null;
  });
  await page.evaluate(() => window.jupyterapp.commands.execute("notebook:run-all-cells"));
  const fractal = await page.waitForSelector(".its-fractal[data-its-state=settled]");
  const fit = await page.waitForSelector(".its-mixture[data-its-state=settled]");
  const text = (root, part) => root.$eval(part, (node) => node.textContent);
  const counts = [await fractal.$eval("canvas", colors), await fit.$eval("canvas", colors)];

  const before = await text(fractal, ".its-view-width");
  const canvas = await fractal.$(".its-canvas");
  await canvas.click();
  const { x, y } = await canvas.clickablePoint();
  await page.mouse.move(x, y); // the wheel is turned where the mouse was moved to last
  await page.mouse.wheel({ deltaY: -240 });
  const isZoomed = (root, width) => root.querySelector(".its-view-width").textContent !== width;
  await page.waitForFunction(isZoomed, {}, fractal, before);
  await page.waitForFunction((root) => root.dataset.itsState === "settled", {}, fractal);

  await fit.focus();
  await page.keyboard.press("End");
  await page.waitForFunction((root) => /Converged/.test(root.querySelector(".its-ending").textContent), {}, fit);
  console.log(JSON.stringify({ counts, errors }));
} catch (error) {
  await page.screenshot({ path: picture });
  throw error;
} finally {
  await browser.close();
}
