// The search page: asks Pagefind's index in the page's own language, and shows what it finds.
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const field = document.getElementById("query");
const PAGE = 10;

const words = new URLSearchParams(location.search).get("q")?.trim() ?? "";
field.value = words;

/** Write one result; the excerpt's only markup is Pagefind's own <mark>, put back as elements. */
function row(result) {
  const item = document.createElement("li");
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.meta.title;
  heading.append(link);
  const text = document.createElement("p");
  const parsed = new DOMParser().parseFromString(result.excerpt, "text/html");
  for (const node of parsed.body.childNodes) {
    const mark = node.nodeName === "MARK" ? document.createElement("mark") : null;
    if (mark) mark.textContent = node.textContent;
    text.append(mark ?? node.textContent);
  }
  item.append(heading, text);
  return item;
}

async function show(results, from) {
  const found = await Promise.all(results.slice(from, from + PAGE).map((result) => result.data()));
  list.append(...found.map(row));
  if (results.length > from + PAGE) {
    const more = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = list.dataset.more;
    button.addEventListener("click", async () => {
      more.remove();
      await show(results, from + PAGE);
      list.children[from + PAGE]?.querySelector("a")?.focus();
    });
    more.append(button);
    list.append(more);
  }
}

async function search() {
  try {
    const base = new URL(list.dataset.index, location.href);
    const pagefind = await import(new URL("pagefind.js", base).href);
    // Results carry addresses from the root of the site, which may stand on a sub-path.
    await pagefind.options({ basePath: base.pathname, baseUrl: new URL("..", base).pathname });
    const { results } = await pagefind.search(words);
    const { none, one, many } = status.dataset;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(results.length);
    status.textContent = results.length === 0 ? none : results.length === 1 ? one : many.replace("{n}", number);
    await show(results, 0);
  } catch {
    status.textContent = status.dataset.failed;
  }
}

if (words) await search();
