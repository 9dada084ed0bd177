// The search page: shows what is found as somebody types. What finds it is fetched with the first key.
const form = document.querySelector("form.search");
const field = document.getElementById("query");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const help = document.getElementById("search-help");
const PAGE = 10;
const PAUSE = 120;

let finder;
let timer;
let turn = 0;

/** The search itself, fetched once; again if it couldn't be. */
function ready() {
  finder ??= import(new URL(list.dataset.finder, document.baseURI).href)
    .then(async (module) => ({ ...module, search: await module.begin(new URL(list.dataset.index, document.baseURI)) }))
    .catch((error) => {
      finder = undefined;
      throw error;
    });
  return finder;
}

/** A text with the words that were found in it marked. */
function marked(text, isFound) {
  return text.split(/([\p{L}\p{N}]+)/u).map((part, index) => {
    if (index % 2 === 0 || !isFound(part)) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}

/** An excerpt of Pagefind: its only markup is its own <mark>, put back as elements. */
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

/** Write one result: title, kind with number and period or day, its summary or where the words stand. */
async function row({ row: number, text, known }, { search, plain }, sought) {
  const { name, title, kind, facts, summary, years } = search.rows[number];
  const isFound = (word) => sought.some(({ found }) => (found.get(plain(word)) ?? 0) >= 0.7);
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(name, new URL(`${list.dataset.index}../`, document.baseURI)).href;
  link.append(...marked(title, isFound));
  const heading = document.createElement("h2");
  heading.append(link);
  const meta = document.createElement("p");
  meta.className = "meta";
  meta.append(search.kinds[kind][0]);
  facts.forEach((fact, index) => {
    const isNumber = years.length > 0 && index < facts.length - 1;
    const part = document.createElement(isNumber ? "strong" : "span");
    part.textContent = fact;
    meta.append(index ? ", " : " · ", part);
  });
  const words = document.createElement("p");
  // The text itself is shown only where nothing else tells why the page was found.
  words.append(...(text && !known ? excerpt((await text.data()).excerpt) : marked(summary, isFound)));
  item.append(heading, meta, words);
  return item;
}

async function rows(found, from, tools, sought) {
  const shown = await Promise.all(found.slice(from, from + PAGE).map((one) => row(one, tools, sought)));
  if (found.length > from + PAGE) {
    const more = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = list.dataset.more;
    button.addEventListener("click", async () => {
      const next = await rows(found, from + PAGE, tools, sought);
      more.replaceWith(...next);
      next[0]?.querySelector("a")?.focus();
    });
    more.append(button);
    shown.push(more);
  }
  return shown;
}

function say(count, instead) {
  const { none, one, many, instead: too } = status.dataset;
  const number = new Intl.NumberFormat(document.documentElement.lang).format(count);
  const said = count === 0 ? none : count === 1 ? one : many.replace("{n}", number);
  status.textContent = instead.length && count ? `${said} ${too.replace("{words}", instead.join(" "))}` : said;
}

async function show() {
  clearTimeout(timer);
  const own = (turn += 1);
  const query = field.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
  help.hidden = query !== "";
  if (!query) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const tools = await ready();
    const { found, sought, instead } = await tools.search.find(query);
    const shown = await rows(found, 0, tools, sought);
    if (own !== turn) return; // something else was typed meanwhile
    list.replaceChildren(...shown);
    say(found.length, instead);
  } catch {
    if (own !== turn) return;
    list.replaceChildren();
    status.textContent = status.dataset.failed;
  }
  list.dispatchEvent(new Event("answered"));
}

/** The arrows lead from the field to the results, and through them. */
function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [field, ...list.querySelectorAll("h2 a, button")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!stops.includes(document.activeElement) || !next) return;
  event.preventDefault();
  next.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void show();
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  void ready().catch(() => {});
  timer = setTimeout(show, PAUSE);
});
document.querySelector("main").addEventListener("keydown", move);
// What was typed before this script was there stays; else what the address asks.
field.value ||= new URLSearchParams(location.search).get("q")?.trim() ?? "";
if (field.value.trim()) await show();
