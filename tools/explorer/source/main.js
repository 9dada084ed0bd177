// Choose for yourself: which codes of a figure, in which periods; a chart, a table and a file to take along follow.
import { combined, largest, periodsOf, read, stretch, write } from "./choice.js";
import { figure as fetched } from "./data.js";
import { look } from "./drawing.js";
import { element, filled } from "./element.js";
import { picker } from "./picker.js";
import { Result } from "./result.js";

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
    Object.assign(this, { status, figure, settings });
    const { choice, ignored } = read(location.search, figure, settings);
    Object.assign(this, { choice, ignored });
    this.result = new Result(figure, settings);
    this.picker = picker(figure.dimensions[settings.chosen], settings, (codes, last) => this.ticked(codes, last));
    panel.replaceChildren(element("h2", {}, settings.words.title), this.form(), status, this.result.place);
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
    const shown = this.result.show(choice);
    const said = this.ignored.length ? filled(settings.words.ignored, { parts: this.ignored.join(", ") }) : "";
    this.status.textContent = [said, shown].filter(Boolean).join(" ");
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
    // In another language the same is shown.
    for (const link of document.querySelectorAll(".languages a")) link.search = search;
  }
}

const lowered = (sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
