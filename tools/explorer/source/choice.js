// What is chosen: codes, a stretch of periods, and one code of each other dimension. It stands in the address, in codes
// that are the same in every language.

const PARTING = ".";
const UP_TO = "..";
const MOST_SAID = 40;

/** The periods of which some code of the chosen dimension has an observation, the oldest first. */
export function periodsOf(figure, settings, others) {
  const { codes } = figure.dimensions[settings.chosen];
  return figure.periods.filter(({ code }) =>
    codes.some((one) => figure.at(code, combined(settings, others, one.code))),
  );
}

/** The codes of an observation in the order of the dimensions. */
export function combined(settings, others, code) {
  return settings.names.map((_, number) => (number === settings.chosen ? code : others[number]));
}

/** What is shown as long as nothing is chosen: the largest, in all periods. */
export function usual(figure, settings) {
  const others = figure.dimensions.map(({ total, codes }) => total ?? codes[0].code);
  const periods = periodsOf(figure, settings, others);
  const found = { codes: [], others, first: periods[0]?.code, last: periods[periods.length - 1]?.code };
  return { ...found, codes: largest(figure, settings, found) };
}

/** The codes with the largest numbers in the newest period that has any; totals and aggregates apart. */
export function largest(figure, settings, { others, first, last }) {
  const { codes, total, aggregates } = figure.dimensions[settings.chosen];
  const single = codes.filter(({ code }) => code !== total && !aggregates.has(code));
  for (const period of stretch(periodsOf(figure, settings, others), first, last).reverse()) {
    const having = single
      .map(({ code }) => ({ code, value: figure.at(period.code, combined(settings, others, code))?.value }))
      .filter(({ value }) => value);
    having.sort((one, two) => Number(two.value) - Number(one.value));
    if (having.length) return having.slice(0, settings.largest).map(({ code }) => code);
  }
  return [];
}

/** The periods from one to another. */
export function stretch(periods, first, last) {
  const at = (code, otherwise) => {
    const found = periods.findIndex((one) => one.code === code);
    return found < 0 ? otherwise : found;
  };
  return periods.slice(at(first, 0), at(last, periods.length - 1) + 1);
}

/** What an address asks for, and the parts of it that nothing here is called by: `{choice, ignored}`. */
export function read(search, figure, settings) {
  const asked = new URLSearchParams(search);
  const choice = usual(figure, settings);
  const ignored = [];
  const drop = (name, text) => ignored.push(`${name}=${text}`.slice(0, MOST_SAID));
  figure.dimensions.forEach(({ name, codes }, number) => {
    if (!asked.has(name)) return;
    const known = new Set(codes.map(({ code }) => code));
    const [most, keep] = number === settings.chosen
      ? [settings.most, (found) => (choice.codes = found)]
      : [1, ([found]) => (choice.others[number] = found ?? choice.others[number])];
    const named = [...new Set(asked.getAll(name).flatMap((text) => text.split(PARTING)))].filter(Boolean);
    const found = named.filter((code) => known.has(code));
    for (const code of [...named.filter((one) => !known.has(one)), ...found.slice(most)]) drop(name, code);
    if (found.length || !named.length) keep(found.slice(0, most));
  });
  const periods = periodsOf(figure, settings, choice.others).map(({ code }) => code);
  [choice.first, choice.last] = [periods[0], periods[periods.length - 1]];
  for (const text of asked.getAll("period")) {
    const [first, last = first, ...more] = text.split(UP_TO);
    const there = periods.indexOf(first) >= 0 && periods.indexOf(first) <= periods.indexOf(last);
    if (there && !more.length) [choice.first, choice.last] = [first, last];
    else drop("period", text);
  }
  return { choice, ignored };
}

/** An address that holds a choice, or none; what else it asks for stays. */
export function write(search, figure, settings, choice) {
  const asked = new URLSearchParams(search);
  for (const name of [...settings.names, "period"]) asked.delete(name);
  if (choice) {
    figure.dimensions.forEach(({ name, total }, number) => {
      if (number === settings.chosen) asked.set(name, choice.codes.join(PARTING));
      else if (choice.others[number] !== total) asked.set(name, choice.others[number]);
    });
    if (choice.first) asked.set("period", [...new Set([choice.first, choice.last])].join(UP_TO));
  }
  return String(asked) && `?${asked}`;
}
