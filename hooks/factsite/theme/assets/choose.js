// What a figure with many codes gains with script: a button by which readers choose among them. The program behind it, its
// style and the numbers are fetched when the button is pressed, or when the address holds a choice already.
const place = document.querySelector(".choose");
const settings = JSON.parse(place.dataset.choice);
const { words } = settings;
const button = document.createElement("button");
const panel = document.createElement("section");
let explorer;

/** Whether the address names something that can be chosen. */
function named() {
  const asked = new URLSearchParams(location.search);
  return [...settings.names, "period"].some((name) => asked.has(name));
}

/** What shows the choice, once its style is there. */
async function fetched() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = place.dataset.sheet;
  const styled = new Promise((done, fail) => Object.assign(sheet, { onload: done, onerror: fail }));
  document.head.append(sheet);
  const [{ explore }] = await Promise.all([import(new URL(place.dataset.program, document.baseURI)), styled]);
  return explore(panel, settings);
}

/** Show the panel or put it away; what it shows is fetched once. */
async function toggle(open) {
  button.setAttribute("aria-expanded", String(open));
  button.textContent = open ? words.close : words.title;
  panel.hidden = !open;
  if (!open) return explorer?.then((found) => found.forget(), () => {});
  explorer ??= fetched();
  try {
    (await explorer).show();
  } catch {
    explorer = undefined;
    panel.textContent = words.failed;
  }
}

button.type = "button";
panel.id = "choose";
panel.setAttribute("aria-label", words.title);
button.setAttribute("aria-controls", panel.id);
button.addEventListener("click", () => toggle(panel.hidden));
place.append(button, panel);
toggle(named());
