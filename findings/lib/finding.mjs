// Prints version, guess and output, and sets status 1 if the output is no longer what it was.
import { readFileSync } from "node:fs";

export function told(packages, guess, seen, then) {
  const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
  console.log("version:", packages.map((name) => `${name} ${version(name)}`).join(", "));
  console.log("guess:  ", guess);
  console.log("seen:   ", JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(then)) {
    console.log("CHANGED: it was", JSON.stringify(then));
    process.exitCode = 1;
  }
}
