// What is shown of a choice: the chart, the table, the file to take along, and where the numbers come from.
import { drawBars } from "./bars-chart.js";
import { look } from "./drawing.js";
import { element, filled } from "./element.js";
import { breaks, drawLines } from "./lines-chart.js";
import { writer } from "./numbers.js";
import { apart, seriesOf } from "./series.js";
import { table } from "./table.js";

// By this mark at its beginning Excel reads a file as UTF-8.
const BYTE_ORDER_MARK = "\ufeff";

export class Result {
  constructor(figure, settings) {
    Object.assign(this, { figure, settings, written: writer(settings), width: 0 });
    this.place = element("div", { className: "chosen" });
    const changed = () => this.choice && this.place.clientWidth !== this.width;
    new ResizeObserver(() => changed() && this.draw()).observe(this.place);
  }

  /** Show a choice; gives the sentence that says what is shown. */
  show(choice) {
    this.choice = choice;
    this.draw();
    return this.said();
  }

  /** In a sentence what is shown. */
  said() {
    const { words } = this.settings;
    const { periods, series } = seriesOf(this.figure, this.settings, this.choice, this.written);
    if (!series.length || !periods.length) return words.empty;
    const between = [...new Set([periods[0].label, periods[periods.length - 1].label])].join(" – ");
    return filled(words.shown, { names: series.map(({ label }) => label).join(", "), periods: between });
  }

  /** The chart, the table and the file. */
  draw() {
    const { figure, settings, place, written } = this;
    this.width = place.clientWidth;
    const shown = seriesOf(figure, settings, this.choice, written);
    URL.revokeObjectURL(this.blob);
    if (!shown.series.length || !shown.periods.length) return place.replaceChildren();
    const drawing = element("div", { className: "picture", role: "img", "aria-label": this.said() });
    place.replaceChildren(drawing);
    const one = shown.periods.length === 1;
    const named = this.width > 0 && (one ? drawBars : drawLines)(drawing, shown, settings, written);
    const keys = shown.series.map(({ label }, number) => element("li", { className: look(number) }, label));
    place.append(
      ...(named ? [] : [element("ul", { className: "keys", "aria-hidden": "true" }, keys)]),
      element("p", { className: "description" }, this.remarks(shown, one)),
      ...table(shown, figure, settings).filter(Boolean),
      this.take(shown),
    );
    return undefined;
  }

  /** What the marks of the chart mean. */
  remarks({ periods, series }, one) {
    const { words, breaks: all } = this.settings;
    const points = series.flatMap((each) => each.points);
    const between = breaks(periods, this.settings);
    const within = all.filter(([start]) => between.some(([before, after]) => before.end < start && start <= after.end));
    const missing = periods.slice(1).some((period, at) => apart(periods[at], period, this.settings));
    const gaps = missing || points.some(({ value }) => value === null) || within.length > 0;
    const said = [
      points.some(({ open }) => open) && words.hollow,
      !one && within.length > 0 && filled(words.dashed, { when: within.map(([, when]) => when).join(", ") }),
      !one && gaps && words.interrupted,
    ];
    return said.filter(Boolean).join(" ");
  }

  /** The lines of the figure's own table that are shown, as a file, and where the numbers come from. */
  take({ periods, series }) {
    const { figure, settings } = this;
    const { words, licence } = settings;
    const lines = periods.flatMap((_, at) => series.map(({ points }) => points[at].line ?? ""));
    const file = new Blob([BYTE_ORDER_MARK, figure.head, ...lines], { type: "text/csv;charset=utf-8" });
    this.blob = URL.createObjectURL(file);
    const name = `${settings.file}.${this.choice.codes.join("-")}.csv`;
    const link = element("a", { href: this.blob, download: name }, words.take);
    const terms = licence.length ? ` ${words.licence}${settings.colon}` : "";
    const [called, address] = licence;
    const named = called && (address ? element("a", { href: address }, called) : called);
    return element(
      "div",
      { className: "take-choice" },
      element("p", {}, link),
      element("p", { className: "key" }, settings.source, terms, named ?? "", named ? "." : ""),
      element("p", { className: "key" }, words.kept),
    );
  }
}
