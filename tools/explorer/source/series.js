// What is chosen as series: a point for each period, with its words, and where a line may not go on.
import { combined, periodsOf, stretch } from "./choice.js";

/** The chosen series and their periods. */
export function seriesOf(figure, settings, choice, written) {
  const periods = stretch(periodsOf(figure, settings, choice.others), choice.first, choice.last);
  const names = new Map(figure.dimensions[settings.chosen].codes.map(({ code, label }) => [code, label]));
  const series = choice.codes.map((code) => {
    const codes = combined(settings, choice.others, code);
    return { code, label: names.get(code), points: periods.map((one) => point(figure, settings, one, codes, written)) };
  });
  return { periods, series };
}

const days = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Whether a period is missing between two that follow a beat, or the beat changes; single days follow none. */
export function apart(before, one, { steps }) {
  const [first, second] = [before, one].map(({ start, end }) => {
    const length = days(start, end) + 1;
    return length > 1 && steps.find((step) => length <= step);
  });
  return first !== second || (first && days(before.start, one.start) > first);
}

/** An observation as it is drawn and written; without a number with the reason, without an observation empty. */
function point(figure, settings, period, codes, written) {
  const found = figure.at(period.code, codes);
  if (!found) return { period, value: null, text: "", letters: [], remarks: [] };
  const { value, letters, remarks, text: line } = found;
  if (!value) {
    const reason = settings.absences.find((letter) => letters.includes(letter));
    return { period, value: null, text: figure.flags[reason] ?? "", letters: [], remarks, line };
  }
  const open = letters.some((letter) => settings.unsettled.includes(letter));
  return { period, value: Number(value), text: written(value), letters, remarks, line, open };
}

/** The points of a series in stretches that one line may join: without gaps, and without a break between them. */
export function stretches(points, settings) {
  const found = [];
  let before;
  for (const one of points) {
    if (one.value !== null) {
      if (before && !broken(before, one, settings)) found[found.length - 1].push(one);
      else found.push([one]);
    }
    before = one.value === null ? undefined : one;
  }
  return found;
}

/** Whether a line may not join two numbers: a period lies between, or a break is declared there or told by a flag. */
function broken(before, one, settings) {
  if (apart(before.period, one.period, settings)) return true;
  const declared = settings.breaks.some(([start]) => before.period.end < start && start <= one.period.end);
  return declared || one.letters.includes(settings.breaking);
}
