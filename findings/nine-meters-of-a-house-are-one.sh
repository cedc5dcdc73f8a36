#!/usr/bin/env bash
# Guessed: nine meters of one house, all at one place, are found there; to take one out takes out one.
# Seen: one of nine. Up to four, as many as a square holds before it divides, are kept; of more one is, and insert() says true for all. remove() of one takes out all at its place.
# Why it matters: a house of flats has as many meters at one place as flats: the map shows one, and the density of farms falls where people live on top of one another.
# Version: js-quadtree 3.3.6
. "$(dirname "$0")/lib/fresh.sh"
node_with js-quadtree@3.3.6 <<'JS'
import quadtree from "js-quadtree";
import { told } from "./finding.mjs";

const { Box, Circle, Point, QuadTree } = quadtree;
function house(meters) {
  const tree = new QuadTree(new Box(0, 0, 10, 10)), said = [];
  for (let meter = 0; meter < meters; meter += 1) said.push(tree.insert(new Point(3, 3, { meter })));
  return { tree, said: said.filter(Boolean).length, found: tree.query(new Circle(3, 3, 1)).length };
}

const seen = Object.fromEntries([4, 5, 9].map((meters) => [meters, [house(meters).said, house(meters).found]]));
const { tree } = house(4);
tree.remove(new Point(3, 3, { meter: 0 }));
told(["js-quadtree"], "all, and three left of four", { ...seen, "left of four": tree.getAllPoints().length }, { 4: [4, 4], 5: [5, 1], 9: [9, 1], "left of four": 0 });
JS
