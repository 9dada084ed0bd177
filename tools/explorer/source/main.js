// Choose for yourself: which codes of a figure, in which periods; a chart, a table and a file to take along follow.
import { drawBars } from "./bars-chart.js";
import { combined, largest, periodsOf, read, stretch, write } from "./choice.js";
import { figure as fetched } from "./data.js";
import { look } from "./drawing.js";
import { element, filled } from "./element.js";
import { breaks, drawLines } from "./lines-chart.js";
import { writer } from "./numbers.js";
import { picker } from "./picker.js";
import { seriesOf } from "./series.js";
import { table } from "./table.js";

// By this mark at its beginning Excel reads a file as UTF-8.
const BYTE_ORDER_MARK = "\ufeff";

/** Fill a panel; `show` and `forget` put the choice into the address and take it out. */
export async function explore(panel, given) {
  const { words } = given;
  const status = element("p", { role: "status", className: "chosen-status" }, words.waiting);
  panel.replaceChildren(status);
  const figure = await fetched(given);
  return new Explorer(panel, status, figure, given);
}

class Explorer {
  constructor(panel, status, figure, settings) {
    Object.assign(this, { panel, status, figure, settings, written: writer(settings) });
    const { choice, ignored } = read(location.search, figure, settings);
    Object.assign(this, { choice, ignored });
    this.result = element("div", { className: "chosen" });
    this.picker = picker(figure.dimensions[settings.chosen], settings, (codes, last) => this.ticked(codes, last));
    panel.replaceChildren(element("h2", {}, settings.words.title), this.form(), status, this.result);
    this.width = 0;
    new ResizeObserver(() => this.result.clientWidth !== this.width && this.draw()).observe(this.result);
  }

  /** The periods, what else there is to choose, and the list of codes. */
  form() {
    const { figure, settings } = this;
    const { words } = settings;
    const button = (text, act) => {
      const made = element("button", { type: "button" }, text);
      made.addEventListener("click", act);
      return made;
    };
    this.first = this.select("first", words.first, [], (code) => this.from(code));
    this.last = this.select("last", words.last, [], (code) => this.upTo(code));
    const others = figure.dimensions.map((one, number) => this.other(one, number)).filter(Boolean);
    this.chips = element("ul", { className: "chips" });
    return element(
      "form",
      { onsubmit: (event) => event.preventDefault() },
      element("div", { className: "row" }, [this.first, this.last, ...others].map(({ line }) => line)),
      element(
        "fieldset",
        {},
        element("legend", {}, `${figure.dimensions[settings.chosen].label} (${lowered(words.full)})`),
        this.picker.elements,
        element(
          "p",
          { className: "row" },
          button(words.largest, () => this.chosen(largest(figure, settings, this.choice))),
          button(words.clear, () => this.chosen([])),
        ),
        this.chips,
      ),
    );
  }

  /** A choice of one among several, with its name. */
  select(id, label, options, act) {
    const box = element("select", { id: `choose-${id}` });
    const fill = (codes, chosen) => {
      box.replaceChildren(...codes.map((one) => element("option", { value: one.code }, one.label)));
      box.value = chosen;
    };
    fill(options);
    box.addEventListener("change", () => act(box.value));
    return { box, fill, line: element("p", {}, element("label", { for: box.id }, label), " ", box) };
  }

  /** The choice in another dimension, if there is any beside the whole. */
  other(dimension, number) {
    const { figure, settings } = this;
    const { codes, total } = figure.dimensions[settings.chosen];
    const used = dimension.codes.filter(({ code }) => {
      const others = this.choice.others.map((one, at) => (at === number ? code : one));
      const having = (one) => figure.periods.some((period) => figure.at(period.code, combined(settings, others, one.code)));
      return codes.some((one) => one.code !== total && having(one));
    });
    if (number === settings.chosen || used.length < 2) return undefined;
    const made = this.select(`of-${number}`, dimension.label, used, (code) => {
      this.choice.others[number] = code;
      this.show();
    });
    made.box.value = this.choice.others[number];
    return made;
  }

  from(code) {
    const periods = periodsOf(this.figure, this.settings, this.choice.others);
    this.choice.first = code;
    if (!stretch(periods, code, this.choice.last).length) this.choice.last = code;
    this.show();
  }

  upTo(code) {
    const periods = periodsOf(this.figure, this.settings, this.choice.others);
    this.choice.last = code;
    if (!stretch(periods, this.choice.first, code).length) this.choice.first = code;
    this.show();
  }

  /** The codes as they are ticked; one that was chosen before keeps its colour. Says whether there is room for them. */
  ticked(codes, last) {
    if (codes.length > this.settings.most) {
      this.status.textContent = this.settings.words.full;
      return false;
    }
    const before = this.choice.codes.filter((code) => codes.includes(code));
    this.choice.codes = [...before, ...(codes.includes(last) ? [last] : [])];
    this.show();
    return true;
  }

  chosen(codes) {
    this.choice.codes = codes;
    this.show();
  }

  /** Show what is chosen, in the address too. */
  show() {
    const { figure, settings, choice } = this;
    const periods = periodsOf(figure, settings, choice.others);
    const [chosen] = [stretch(periods, choice.first, choice.last)];
    [choice.first, choice.last] = [chosen[0]?.code, chosen[chosen.length - 1]?.code];
    this.first.fill(periods, choice.first);
    this.last.fill(periods, choice.last);
    this.picker.set(choice.codes);
    this.chips.replaceChildren(...choice.codes.map((code, number) => this.chip(code, number)));
    this.address(choice);
    this.draw();
    const said = this.ignored.length ? filled(settings.words.ignored, { parts: this.ignored.join(", ") }) : "";
    this.status.textContent = [said, this.said()].filter(Boolean).join(" ");
    this.ignored = [];
  }

  /** What is chosen, each with its colour, to be taken away by a press. */
  chip(code, number) {
    const { label } = this.figure.dimensions[this.settings.chosen].codes.find((one) => one.code === code);
    const name = filled(this.settings.words.remove, { name: label });
    const made = element("button", { type: "button", "aria-label": name }, label);
    made.addEventListener("click", () => {
      this.chosen(this.choice.codes.filter((one) => one !== code));
      (this.chips.querySelectorAll("button")[Math.max(0, number - 1)] ?? this.picker.field).focus();
    });
    return element("li", { className: look(number) }, made);
  }

  /** Take the choice out of the address. */
  forget() {
    this.address(null);
  }

  address(choice) {
    const search = write(location.search, this.figure, this.settings, choice);
    history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
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
    const { figure, settings, result, written } = this;
    this.width = result.clientWidth;
    const shown = seriesOf(figure, settings, this.choice, written);
    URL.revokeObjectURL(this.blob);
    if (!shown.series.length || !shown.periods.length) return result.replaceChildren();
    const drawing = element("div", { className: "picture", role: "img", "aria-label": this.said() });
    result.replaceChildren(drawing);
    const one = shown.periods.length === 1;
    const named = this.width > 0 && (one ? drawBars : drawLines)(drawing, shown, settings, written);
    const keys = shown.series.map(({ label }, number) => element("li", { className: look(number) }, label));
    result.append(
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
    const gaps = points.some(({ value }) => value === null) || within.length > 0;
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

const lowered = (sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
