// Lines over time: one for each series, named at its end where there is room, interrupted at gaps and breaks.
import { axisBottom, axisLeft } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { line } from "d3-shape";
import { GAP, canvas, look, measure, scaled } from "./drawing.js";
import { stretches } from "./series.js";

const [HEIGHT, BOTTOM, LETTERS, WIDE] = [340, 36, 17, 560];
// Bold letters are a little wider than those that are measured; names may take a third of the picture.
const [BOLD, SHARE] = [1.06, 0.34];

/** Draw; tells whether the names stand beside the lines. */
export function drawLines(host, { periods, series }, settings, written) {
  const width = host.clientWidth;
  const size = measure(host);
  const room = size(series.map(({ label }) => label)) * BOLD + 3 * GAP;
  const named = width >= WIDE && room <= width * SHARE;
  const y = scaled(series, [HEIGHT - BOTTOM, GAP + LETTERS / 2]);
  const ticks = y.ticks(5).filter((tick) => !settings.whole || Number.isInteger(tick));
  const left = size(ticks.map((tick) => written(String(tick)))) + 2 * GAP;
  const x = scaleUtc(ends(periods), [left, width - (named ? room : GAP * 2)]);
  const svg = canvas(host, width, HEIGHT);
  const sides = axisLeft(y).tickValues(ticks).tickFormat((tick) => written(String(tick)));
  svg.append("g").attr("class", "values").attr("transform", `translate(${left - GAP},0)`)
    .call(sides.tickSize(-(x.range()[1] - left + GAP)).tickPadding(4));
  const below = axisBottom(x).tickValues(moments(periods, x, size, settings)).tickSizeOuter(0).tickPadding(8);
  svg.append("g").attr("transform", `translate(0,${y(0)})`).call(axisBottom(x).tickValues([]).tickSizeOuter(0));
  svg.append("g").attr("class", "moments").attr("transform", `translate(0,${HEIGHT - BOTTOM})`)
    .call(below.tickFormat((moment) => momentText(moment, periods, settings)));
  for (const between of breaks(periods, settings)) {
    const at = (x(day(between[0].start)) + x(day(between[1].start))) / 2;
    svg.append("line").attr("class", "k").attr("x1", at).attr("x2", at).attr("y1", GAP).attr("y2", HEIGHT - BOTTOM);
  }
  series.forEach((one, number) => drawOne(svg.append("g").attr("class", look(number)), one, x, y, settings));
  if (named) nameEnds(svg, series, x, y);
  return named;
}

const day = (text) => new Date(`${text}T00:00:00Z`);
const ends = (periods) => [day(periods[0].start), day(periods[periods.length - 1].start)];

/** The line of a series and its points. */
function drawOne(group, { label, points }, x, y, settings) {
  const path = line((point) => x(day(point.period.start)), (point) => y(point.value));
  for (const stretch of stretches(points, settings)) group.append("path").attr("d", path(stretch));
  const marks = group.selectAll("circle").data(points.filter(({ value }) => value !== null)).join("circle");
  marks.attr("cx", (point) => x(day(point.period.start))).attr("cy", (point) => y(point.value)).attr("r", 3.5);
  marks.classed("h", (point) => point.open);
  marks.append("title").text((point) => `${label}, ${point.period.label}: ${point.text}`);
}

/** Names beside the last point of each line, moved apart where they would touch. */
function nameEnds(svg, series, x, y) {
  const [low, high] = y.range();
  const found = series.map(({ label, points }, number) => {
    const last = points.filter(({ value }) => value !== null).pop();
    return last && { label, number, at: y(last.value), from: y(last.value) };
  });
  const names = found.filter(Boolean).sort((one, two) => one.at - two.at);
  names.forEach((name, n) => (name.at = Math.max(name.at, n ? names[n - 1].at + LETTERS : high)));
  [...names].reverse().forEach((name, n, all) => (name.at = Math.min(name.at, n ? all[n - 1].at - LETTERS : low)));
  for (const { label, number, at } of names) {
    const [right, from] = [x.range()[1], found[number].from];
    const group = svg.append("g").attr("class", look(number));
    group.append("path").attr("class", "lead").attr("d", `M${right + 4},${from}L${right + 2 * GAP - 2},${at}`);
    group.append("text").attr("class", "name").attr("x", right + 2 * GAP).attr("y", at).attr("dy", "0.32em").text(label);
  }
}

/** The moments that the axis names: as many as its letters have room for, the newest among them. */
function moments(periods, x, size, settings) {
  const all = periods.map(({ start }) => day(start));
  const room = size(all.map((moment) => momentText(moment, periods, settings))) + 2 * GAP;
  const found = [];
  for (const moment of all.reverse()) {
    if (!found.length || x(found[found.length - 1]) - x(moment) >= room) found.push(moment);
  }
  return found;
}

/** A year, or a month with its year where a year has several periods. */
function momentText(moment, periods, { locale }) {
  const years = new Set(periods.map(({ start }) => start.slice(0, 4)));
  const month = years.size < periods.length ? { month: "short" } : {};
  return new Intl.DateTimeFormat(locale, { ...month, year: "numeric", timeZone: "UTC" }).format(moment);
}

/** The periods between which each declared break lies. */
export function breaks(periods, settings) {
  const pairs = periods.slice(1).map((one, at) => [periods[at], one]);
  return pairs.filter(([before, one]) => settings.breaks.some(([start]) => before.end < start && start <= one.end));
}
