// What a list gains with script: a field that leaves only the rows with some words, at an address that can be shared.
// Without it the choices by theme, body, year and more are pages of their own.
const lists = document.querySelector(".lists");
const field = document.querySelector("#filter");
const status = document.querySelector("#filter-status");
// Of a long list, of which only a part stands here.
const search = document.querySelector("#filter-search");
const letters = document.querySelector(".alphabet");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const rows = [...lists.querySelectorAll(".rows > li, .tiles > .tile, .glossary > div")].map((row) => [row, plain(row.textContent)]);
const written = new Intl.NumberFormat(document.documentElement.lang);
const every = status.textContent;

function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [row, text] of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    count += row.hidden ? 0 : 1;
  }
  for (const section of lists.querySelectorAll("section:not(.progress)")) {
    section.hidden = !section.querySelector(".rows > li:not([hidden]), .tile:not([hidden]), .glossary > div:not([hidden])");
  }
  if (letters) letters.hidden = words.length > 0;
  const told = status.dataset.found.replace("{n}", written.format(count)).replace("{all}", written.format(rows.length));
  status.textContent = words.length ? told : every;
  if (search) {
    search.hidden = !words.length;
    search.search = new URLSearchParams({ q: field.value });
  }
  const address = new URL(location.href);
  if (field.value) address.searchParams.set("q", field.value);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

// A link to a row that has moved to another part of the list since leads to the way there: go on to the row.
const moved = document.getElementById(location.hash.slice(1))?.closest(".beyond li");
if (moved) location.replace(moved.querySelector("a").href + location.hash);

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", filter);
if (field.value) filter();

// One list of choices is open at a time; it is closed by Escape, and by a look elsewhere.
const choices = [...document.querySelectorAll("details.facet")];
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && choices.find((one) => one.open);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const one of choices) if (one.open && !one.contains(event.target)) one.open = false;
});
