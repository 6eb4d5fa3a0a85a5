// Makes outlines.tsv: the outlines of the world's states for the map, from
// Natural Earth (public domain) as packed in npm's world-atlas (ISC).
//
//   npm install world-atlas i18n-iso-countries && node outlines.mjs > outlines.tsv
//
// A row is code, name, x and y of the middle, and the path; small states that
// the coarse outlines leave out have no path. The projection is Natural Earth,
// as in src/view/globe.rs, on a sheet of 10000 by 4800.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const iso = require("i18n-iso-countries");
const load = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}.json`)));

const project = ([lon, lat]) => {
  const l = (lon * Math.PI) / 180, p = (lat * Math.PI) / 180, q = p * p, r = q * q;
  const x = l * (0.8707 - 0.131979 * q + r * (-0.013791 + r * (0.003971 * q - 0.001529 * r)));
  const y = p * (1.007226 + q * (0.015085 + r * (-0.044475 + 0.028874 * q - 0.005916 * r)));
  return [5000 + x * 1827, 2680 - y * 1827];
};

const arcsOf = (atlas) => atlas.arcs.map((arc) => {
  let [x, y] = [0, 0];
  const { scale, translate } = atlas.transform;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});

const ringsOf = (geometry, arcs) => {
  const ring = (list) => list.flatMap((i) => (i >= 0 ? arcs[i] : [...arcs[~i]].reverse()));
  const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs ?? [];
  return polygons.flatMap((polygon) => halves(ring(polygon[0])));
};

// A ring that crosses the edge of the sheet is drawn once at each side.
const halves = (ring) => {
  const crosses = ring.some(([x], i) => i && Math.abs(x - ring[i - 1][0]) > 180);
  if (!crosses) return [ring];
  const east = ring.map(([x, y]) => [Math.min(x < 0 ? x + 360 : x, 180), y]);
  const west = ring.map(([x, y]) => [Math.max(x > 0 ? x - 360 : x, -180), y]);
  // What lies along the edge is no outline.
  const inner = (half) => half.filter(([x], i) =>
    Math.abs(x) < 180 || [half.at(i - 1), half[(i + 1) % half.length]].some(([n]) => Math.abs(n) < 180));
  return [inner(east), inner(west)].filter((half) => half.length > 2);
};

const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return sum + x * v - u * y;
}, 0)) / 2;

const middle = (rings) => {
  const ring = rings.map((r) => r.map(project)).sort((a, b) => area(b) - area(a))[0];
  const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1]);
  const mid = (list) => (Math.min(...list) + Math.max(...list)) / 2;
  return [mid(xs), mid(ys)];
};

// Not in ISO: whose codes the ledger uses for them.
const others = { Kosovo: "KOS", Somaliland: "SOM", "N. Cyprus": "CYP" };
const codeOf = (g) => others[g.properties.name] ?? (g.id && iso.numericToAlpha3(g.id));
const round = Math.round;
// Whole numbers, each point from the one before: a third of the size.
const path = (rings) => rings.map((ring) => {
  const points = ring.map((p) => project(p).map(round));
  const steps = points.slice(1).map(([x, y], i) => [x - points[i][0], y - points[i][1]]);
  const moved = steps.filter(([x, y]) => x || y).map(([x, y]) => `${x}${y < 0 ? "" : " "}${y}`);
  // Halves that lie on the edge, and islands too small to see.
  if (!moved.length) return "";
  return `M${points[0].join(" ")}l${moved.join(" ").replaceAll(" -", "-")}z`;
}).join("");

const states = new Map();
for (const [name, fine] of [["countries-110m", false], ["countries-50m", true]]) {
  const atlas = load(name);
  const arcs = arcsOf(atlas);
  for (const geometry of atlas.objects.countries.geometries) {
    const code = codeOf(geometry);
    const rings = ringsOf(geometry, arcs);
    if (!code || code === "ATA" || !rings.length) continue;
    const known = states.get(code);
    if (known && !fine) known.path += path(rings);
    if (known) continue;
    const [x, y] = middle(rings);
    states.set(code, { name: geometry.properties.name, x: round(x), y: round(y), path: fine ? "" : path(rings) });
  }
}
console.log("# Outlines of states, made by outlines.mjs from Natural Earth (public domain).");
for (const [code, s] of [...states].sort()) console.log([code, s.name, s.x, s.y, s.path].join("\t"));
