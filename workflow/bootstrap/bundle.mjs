// Bundles the script of the drafting desk, and gathers the licences of the packages that went into it.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const BUILT = join(ROOT, "workflow", "web", "static", "built");

const made = await build({
  entryPoints: [join(ROOT, "workflow", "web", "static", "editor", "main.js")],
  outfile: join(BUILT, "editor.js"),
  absWorkingDir: ROOT,
  bundle: true,
  format: "iife",
  minify: true,
  charset: "utf8",
  target: "es2020",
  metafile: true,
  logLevel: "error",
  banner: { js: "/* oxlint-disable */ /* Bundled from static/editor; the licences of what is in it: licences.txt */" },
});

const names = new Set();
for (const file of Object.keys(made.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll("\\", "/"));
  if (found) names.add(found[1]);
}
const licences = [...names].sort();
writeFileSync(join(BUILT, "licences.txt"), licences.map((name) => {
  const folder = join(ROOT, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
}).join("\n----\n\n"));
