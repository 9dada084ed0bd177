// A figure on another site, and the page of all its values. Without script each stands as it is: the newest value, or one
// of those that the page holds. Marked enhancements: every value by its name, and that an address names none.
"use strict";

// Light or dark as the page around asks by ?theme=, where the address of this page doesn't say it already.
const asked = new URLSearchParams(location.search).get("theme");
const dark = document.querySelector("link[media]");
if (dark && ["light", "dark"].includes(asked)) dark.media = asked === "dark" ? "all" : "not all";

/** The name of a value that the address gives after #; what WordPress puts there (#?secret=…) is none. */
function named() {
  const hash = location.hash.slice(1);
  if (hash.startsWith("?")) return "";
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** An element with a class that holds texts and elements, parted by spaces. */
function made(name, kind, ...inner) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  inner.filter((one) => one).forEach((one, place) => element.append(place ? " " : "", one));
  return element;
}

/** A number for people, and as it is for programs. */
function amount(number, text) {
  const data = made("data", "", text);
  data.value = number;
  return data;
}

/** A value as the template writes those that the page holds; all its texts come from the file. */
function block(key, all) {
  const [number, text, label, period, flags, revisions, source, newer, held] = all.values[key];
  const say = (place) => all.texts[place];
  const piece = (name, kind, words) => words && made(name, kind, words);
  const pills = (places) => places.map((place) => made("span", "flag", say(place)));
  const unit = document.body.dataset.unit;
  const told = number === null ? [say(text)] : [amount(number, say(text)), piece("span", "unit", unit)];
  const part = made("span", "part", ...told, piece("span", "label", say(label)));
  const more = [...pills(flags), piece("strong", "held", say(held))];
  const found = made("div", "pinned served", made("p", "headline", part, made("span", "period", say(period), ...more)));
  found.id = key;
  found.append(...revisions.map((place) => made("p", "key", say(place))), piece("p", "key", say(source)));
  if (newer >= 0) {
    const [sentence, value, words, marks] = all.newer[newer];
    const strong = made("strong", "", amount(value, say(words)));
    found.append(made("p", "newer", say(sentence), strong, unit, ...pills(marks)));
  }
  return found;
}

let fetched;
/** All values of the figure; nothing if they can't be had. */
function values() {
  fetched ??= fetch(document.body.dataset.values).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  return fetched;
}

/** Show the value that the address names, or say that it can't be shown. */
async function show() {
  const key = named();
  document.querySelector(".served")?.remove();
  let there = !key || Boolean(document.getElementById(key)?.matches(".pinned, .part, tr, h2, li a, dt a"));
  if (!there && document.body.dataset.values) {
    document.body.classList.add("waiting");
    const all = await values();
    if (key !== named()) return;
    there = Boolean(all) && Object.hasOwn(all.values, key);
    if (there) document.getElementById("unserved").before(block(key, all));
  }
  document.body.classList.remove("waiting");
  document.getElementById("unserved").hidden = there;
}

/** What WordPress writes behind the address of a frame; it listens to what comes with it only. */
const secret = /^#\?secret=([a-zA-Z0-9]+)$/.exec(location.hash)?.[1];

/** Tell the page around how high this one is: to embed-height.js, and to the script of WordPress. */
function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ factsite: "height", height }, "*");
  if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
}

/** In a frame of WordPress no link opens by itself: its script opens those that lead to the site of the frame. */
function follow(event) {
  const link = event.target.closest("a");
  if (!link || !secret) return;
  event.preventDefault();
  parent.postMessage({ message: "link", value: link.href, secret }, "*");
}

/** In a frame the height is told at once, whenever it changes, and when it is asked for. */
function framed() {
  if (parent === window || !document.body.matches(".embed")) return;
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", ({ data, source }) => source === parent && data?.factsite === "ask" && tell());
  addEventListener("click", follow);
}

addEventListener("DOMContentLoaded", show);
addEventListener("DOMContentLoaded", framed);
addEventListener("hashchange", show);
