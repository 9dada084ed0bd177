// The numbers of a figure: from its table with names, whose lines are also what is taken along, and from its JSON-stat,
// which knows the codes, the letters of the flags, totals and aggregates.
import { csvLines } from "./lines.js";

const PARTING = "\u0000";

/** Fetch both files of a figure and put them together. */
export async function figure(settings) {
  const ask = async (address, as) => {
    const answer = await fetch(new URL(address, document.baseURI));
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer[as]();
  };
  const [statistics, table] = await Promise.all([ask(settings.statistics, "json"), ask(settings.table, "text")]);
  return together(statistics, csvLines(table, settings.decimal === "," ? ";" : ","), settings);
}

/** The dimensions of a figure and each of its observations by period and codes. */
function together(statistics, [head, ...lines], settings) {
  const { extension } = statistics;
  const listed = (name) => {
    const { index, label } = statistics.dimension[name].category;
    return index.map((code) => ({ code, label: label[code] }));
  };
  const dimensions = settings.names.map((name) => ({
    name,
    label: statistics.dimension[name].label,
    total: extension.totals?.[name],
    aggregates: new Set(extension.aggregates?.[name]),
    codes: listed(name),
  }));
  const periods = listed("period");
  const place = (name) => extension.table.indexOf(name);
  const finders = dimensions.map((one) => finder(one, place(one.name), place(`${one.name}_alpha_3`)));
  const period = finder({ codes: periods }, place("period"), -1);
  const known = new Map(periods.map((one) => [one.code, one]));
  const status = position(statistics);
  const observations = new Map();
  for (const { text, cells } of lines) {
    const codes = [period(cells), ...finders.map((find) => find(cells))];
    if (codes.includes(undefined)) throw new Error(`unknown: ${text}`);
    const row = (name) => cells[place(name)] ?? "";
    Object.assign(known.get(codes[0]), { start: row("period_start"), end: row("period_end") });
    const remarks = [row("other_values"), row("notes")].filter(Boolean);
    const letters = [...(statistics.status?.[status(codes)] ?? "")];
    const value = row("value").replace(settings.decimal, ".");
    observations.set(codes.join(PARTING), { value, letters, remarks, text });
  }
  return {
    head: head.text,
    dimensions,
    periods,
    flags: extension.status?.label ?? {},
    heading: statistics.dimension.period.label,
    at: (moment, codes) => observations.get([moment, ...codes].join(PARTING)),
  };
}

/** What finds the code of a dimension in a line: where a column holds it, there, else by its name. */
function finder({ codes }, named, coded) {
  if (coded >= 0) return (cells) => cells[coded];
  const known = new Map(codes.map(({ code, label }) => [label, code]));
  // A name that a spreadsheet could take for a formula stands behind an apostrophe.
  return (cells) => known.get(cells[named]) ?? known.get(cells[named].slice(1));
}

/** Where in JSON-stat the status of an observation stands: the last dimension runs fastest. */
function position(statistics) {
  const places = statistics.id.map(
    (name) => new Map(statistics.dimension[name].category.index.map((code, at) => [code, at])),
  );
  return (codes) =>
    statistics.size.reduce((at, size, number) => at * size + (places[number].get(codes[number]) ?? 0), 0);
}
