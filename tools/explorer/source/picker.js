// The list of codes: a field that leaves those with some words, and boxes to tick, which are one stop of the Tab key.
import { element } from "./element.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** The list of the codes of a dimension; `changed` is told all that are chosen, and says whether it takes them. */
export function picker(dimension, { words, locale }, changed) {
  const collator = new Intl.Collator(locale);
  const grouped = ({ code }) => code === dimension.total || dimension.aggregates.has(code);
  const sorted = [...dimension.codes].sort((one, two) => collator.compare(one.label, two.label));
  const parts = [sorted.filter(grouped), sorted.filter((one) => !grouped(one))];
  const rows = parts.map((codes) => codes.map(row));
  const all = rows.flat();
  const nothing = element("p", { className: "nothing", hidden: true }, words.none);
  const field = element("input", { type: "search", id: "choose-find", autocomplete: "off" });
  const list = element("div", { className: "codes", role: "group", "aria-label": dimension.label });
  const named = parts[0].length && element("p", { className: "part", "aria-hidden": "true" }, words.groups);
  list.append(...rows[1].map(({ line }) => line), ...(named ? [named] : []), ...rows[0].map(({ line }) => line), nothing);

  const shown = () => all.filter(({ line }) => !line.hidden);
  const stop = (box) => all.forEach((one) => (one.box.tabIndex = one.box === box ? 0 : -1));
  const tick = (event) => {
    const chosen = all.filter(({ box }) => box.checked).map(({ code }) => code);
    if (!changed(chosen, event.target.value)) event.target.checked = false;
    stop(event.target);
  };
  const step = (event) => {
    const boxes = list.contains(event.target) && STEPS[event.key] && inOrder(list, shown());
    if (!boxes) return;
    event.preventDefault();
    const to = Math.min(Math.max(boxes.indexOf(event.target) + STEPS[event.key], 0), boxes.length - 1);
    stop(boxes[to]);
    boxes[to].focus();
  };
  const find = () => {
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    for (const { line, text } of all) line.hidden = !asked.every((word) => text.includes(word));
    nothing.hidden = shown().length > 0;
    if (named) named.hidden = rows[0].every(({ line }) => line.hidden);
    stop(inOrder(list, shown())[0]);
  };
  field.addEventListener("input", find);
  list.addEventListener("change", tick);
  list.addEventListener("keydown", step);
  find();
  return {
    field,
    elements: [
      element("p", { className: "find-code" }, element("label", { for: field.id }, words.find), " ", field),
      element("p", { className: "unseen", id: "choose-keys" }, words.keys),
      list,
    ],
    set: (codes) => all.forEach(({ code, box }) => (box.checked = codes.includes(code))),
  };
}

/** A code with its box. */
function row({ code, label }) {
  const box = element("input", { type: "checkbox", value: code, "aria-describedby": "choose-keys" });
  return { code, box, text: plain(label), line: element("label", {}, box, " ", label) };
}

/** The boxes of rows in the order in which the list shows them. */
function inOrder(list, rows) {
  const boxes = new Set(rows.map(({ box }) => box));
  return [...list.querySelectorAll("input")].filter((box) => boxes.has(box));
}
