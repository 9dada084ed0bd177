// Bars of one period: the name above each, its number behind it; without a number the reason stands there.
import { GAP, canvas, look, measure, scaled } from "./drawing.js";

const [ROW, BAR, NAME] = [46, 18, 18];

/** Draw the largest first; bars have their names beside them always. */
export function drawBars(host, { series }) {
  const rows = series.map((one, number) => ({ ...one, number, point: one.points[0] }));
  rows.sort((one, two) => (two.point.value ?? -Infinity) - (one.point.value ?? -Infinity));
  const room = measure(host)(rows.map(({ point }) => point.text)) + 2 * GAP;
  const width = host.clientWidth;
  const least = Math.min(0, ...rows.map(({ point }) => point.value ?? 0));
  const x = scaled(series, [least < 0 ? room : 1, width - room]);
  const svg = canvas(host, width, rows.length * ROW);
  rows.forEach(({ label, number, point }, row) => {
    const [top, from] = [row * ROW, x(0)];
    const group = svg.append("g").attr("class", look(number));
    const to = point.value === null ? from : x(point.value);
    group.append("text").attr("class", "name").attr("x", x.range()[0]).attr("y", top + NAME - 4).text(label);
    const bar = group.append("rect").attr("x", Math.min(from, to)).attr("width", Math.abs(to - from));
    bar.attr("y", top + NAME).attr("height", BAR).classed("o", point.open ?? false);
    bar.append("title").text(`${label}, ${point.period.label}: ${point.text}`);
    const back = point.value < 0;
    const said = group.append("text").attr("class", "said").attr("x", to + (back ? -GAP : GAP)).text(point.text);
    said.attr("y", top + NAME + BAR / 2).attr("dy", "0.35em").attr("text-anchor", back ? "end" : "start");
  });
  return true;
}
