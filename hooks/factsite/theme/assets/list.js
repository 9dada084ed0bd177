// What a list gains with script: a field that leaves only the rows with some words, at an address that can be shared.
// Without it the choices by theme, body, year and more are pages of their own.
const lists = document.querySelector(".lists");
const field = document.querySelector("#filter");
const status = document.querySelector("#filter-status");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of lists.querySelectorAll(".rows > li, .tiles > .tile, .overview tbody > tr")) {
    const text = plain(row.textContent);
    row.hidden = !words.every((word) => text.includes(word));
    count += row.hidden ? 0 : 1;
  }
  for (const section of lists.querySelectorAll("section")) {
    section.hidden = !section.querySelector(".rows > li:not([hidden]), .tile:not([hidden]), tbody > tr:not([hidden])");
  }
  const { one, many } = status.dataset;
  const number = new Intl.NumberFormat(document.documentElement.lang).format(count);
  status.textContent = words.length ? (count === 1 ? one : many.replace("{n}", number)) : "";
  const address = new URL(location.href);
  if (field.value) address.searchParams.set("q", field.value);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

if (field) {
  field.closest("[hidden]").hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", filter);
  if (field.value) filter();
}
