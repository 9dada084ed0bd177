// Our modules and the parts of D3 that they use, as one file that any browser of the last years runs; beside it the
// licences of what is in it. Run by `make explorer`; what it makes is committed. With a folder as argument it writes there.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild-wasm";

const here = dirname(fileURLToPath(import.meta.url));
const generator = join(here, "..", "..", "hooks", "factsite");
const [folder] = process.argv.slice(2);
const program = folder ? join(folder, "explorer.js") : join(generator, "theme", "assets", "explorer.js");
const licences = folder ? join(folder, "d3.txt") : join(generator, "licences", "d3.txt");

/** One checksum of all that the file is made from, so that a test sees a change that wasn't made into it. */
function origin() {
  const names = readdirSync(join(here, "source")).sort().map((name) => join("source", name));
  const sum = createHash("sha256");
  for (const name of ["build.mjs", "package-lock.json", ...names]) sum.update(readFileSync(join(here, name)));
  return sum.digest("hex");
}

/** The packages of which something stands in the file, and their licences, each text once. */
function notices(inputs) {
  const used = Object.keys(inputs).map((path) => /node_modules\/([^/]+)\//.exec(path)?.[1]);
  const texts = new Map();
  for (const name of [...new Set(used)].filter(Boolean).sort()) {
    const at = join(here, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
    const text = readFileSync(join(at, "LICENSE"), "utf8").trim();
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
  }
  return [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join("\n");
}

const made = await build({
  absWorkingDir: here,
  entryPoints: ["source/main.js"],
  bundle: true,
  format: "esm",
  target: ["es2020"],
  charset: "utf8",
  minify: true,
  legalComments: "none",
  metafile: true,
  write: false,
  banner: { js: `// Made by “make explorer” from tools/explorer (${origin()}); what is in it of D3: see licences.txt` },
});
if (folder) mkdirSync(folder, { recursive: true });
writeFileSync(program, made.outputFiles[0].text);
writeFileSync(licences, notices(made.metafile.inputs));
