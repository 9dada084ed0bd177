// The chosen numbers as a table: a row for each period, the newest first, a column for each series.
import { element } from "./element.js";

/** The table, and below it what its letters and numbers stand for. */
export function table({ periods, series }, figure, settings) {
  const remarks = new Map();
  const letters = new Set();
  const caption = settings.unit ? `${settings.title} (${settings.unit})` : settings.title;
  const heads = series.map(({ label }) => element("th", { scope: "col", className: "number" }, label));
  const rows = periods.map((period, at) => {
    const cells = series.map(({ points }) => cell(points[at], settings, letters, remarks));
    return element("tr", {}, element("th", { scope: "row" }, period.label), cells);
  });
  const made = element(
    "table",
    { className: "figures", "aria-labelledby": "choose-caption" },
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, figure.heading), heads)),
    element("tbody", {}, rows.reverse()),
  );
  const region = { className: "scroll", tabIndex: 0, role: "region", "aria-labelledby": "choose-caption" };
  const said = [...remarks].map(([text, number]) => note(number, text));
  const meant = [...letters].sort().map((letter) => [element("abbr", {}, letter), ` ${figure.flags[letter]} `]);
  return [
    element("p", { className: "caption", id: "choose-caption" }, caption),
    element("div", region, made),
    letters.size ? element("p", { className: "key" }, meant) : "",
    said.length ? element("ol", { className: "remarks" }, said) : "",
  ];
}

/** What is to be said of a number, below the table. */
function note(number, text) {
  const named = element("strong", { "aria-hidden": "true" }, String(number));
  return element("li", { id: `choose-${number}` }, named, " ", element("span", {}, text));
}

/** A number with the letters of its flags, and a link to what is to be said of it. */
function cell({ text, letters, remarks }, { words }, seen, known) {
  letters.forEach((letter) => seen.add(letter));
  const said = remarks.map((remark) => {
    if (!known.has(remark)) known.set(remark, known.size + 1);
    const number = known.get(remark);
    const unseen = element("span", { className: "unseen" }, `${words.note} `);
    return element("a", { className: "letters", href: `#choose-${number}` }, unseen, String(number));
  });
  const flags = letters.length ? element("abbr", { className: "letters" }, letters.join("")) : "";
  return element("td", { className: "number" }, text, flags && " ", flags, said.length ? " " : "", said);
}
