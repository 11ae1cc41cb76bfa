/* Asks the search of a built site: node query.js FOLDER_OF_SCRIPTS FOLDER_OF_INDEX. A line in (base64) is a question; a
   line out says "ok" and the milliseconds of CPU that it took, or what went wrong. */
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const vm = require("vm");

const [scripts, index] = process.argv.slice(2);
globalThis.self = globalThis;
for (const name of ["normal.js", "marks.js", "engine.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(scripts, name), "utf8"), { filename: name });
}

async function load(address) {
  return JSON.parse(fs.readFileSync(address.split("?")[0], "utf8"));
}

const engine = new globalThis.CchcEngine(index + path.sep, load);

async function ask(question) {
  await engine.open();
  const result = await engine.find(question, {});
  await engine.show(result, 0, 10);
}

(async function () {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    try {
      const before = process.cpuUsage();
      await ask(Buffer.from(line, "base64").toString("utf8"));
      const { user, system } = process.cpuUsage(before);
      process.stdout.write(`ok ${Math.round((user + system) / 1000)}\n`);
    } catch (error) {
      process.stdout.write(String(error.stack || error).replace(/\n/g, " | ") + "\n");
    }
  }
})();
