// The picture: what both kinds of chart share.
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";

export const GAP = 8;
export const COLOURS = 6;

/** The class of a series: its colour and, where the colours begin again, its dashes. */
export const look = (number) => `k${(number % COLOURS) + 1}${number >= COLOURS ? " again" : ""}`;

/** An empty picture of a size; its colours and letters stand in the style sheet. */
export function canvas(host, width, height) {
  const svg = select(host).append("svg").attr("class", "chart").attr("viewBox", `0 0 ${width} ${height}`);
  return svg.attr("width", width).attr("height", height).attr("aria-hidden", "true").attr("focusable", "false");
}

/** How wide texts are in the letters of an element. */
export function measure(host) {
  const context = document.createElement("canvas").getContext("2d");
  const { fontSize, fontFamily } = getComputedStyle(host);
  context.font = `${fontSize} ${fontFamily}`;
  return (texts) => Math.ceil(Math.max(0, ...texts.map((text) => context.measureText(text).width)));
}

/** The scale of the values, which holds nought. */
export function scaled(series, range) {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value ?? 0));
  const scale = scaleLinear([Math.min(0, ...values), Math.max(0, ...values) || 1], range);
  return range[0] > range[1] ? scale.nice(5) : scale;
}
