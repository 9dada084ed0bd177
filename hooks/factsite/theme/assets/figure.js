// What a page of figures gains with script: tables that sort, and a chart's values under pointer, finger and arrow keys.
// Without it all values stand in the table.

/** Names in the order of the page's language, whether or not they have capitals and accents. */
const names = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

/** By what a cell is sorted: where nothing is said, a row by its name and a number by the digits of its text. */
function key(cell, column) {
  const said = column ? cell?.firstChild?.data?.replace(/[^0-9]/g, "") : cell?.textContent;
  return cell?.dataset.sort ?? said ?? "";
}

/** Sort the rows of a table by a column; totals stay first. */
function sort(table, column, descending) {
  const compare = (one, two) => {
    const [a, b] = [one, two].map((row) => key(row.cells[column], column));
    if (a === "" || b === "") return (a === "") - (b === "");
    const difference = column ? Number(a) - Number(b) : names.compare(a, b);
    return descending ? -difference : difference;
  };
  for (const body of table.tBodies) {
    const stays = (row) => row.classList.contains("block") || row.classList.contains("total");
    const rows = [...body.rows];
    body.append(...rows.filter(stays), ...rows.filter((row) => !stays(row)).sort(compare));
  }
}

/** Turn the heads of a table's columns into buttons. */
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const descending = head.ariaSort ? head.ariaSort === "ascending" : column > 0;
      for (const other of heads) other.ariaSort = null;
      head.ariaSort = descending ? "descending" : "ascending";
      sort(table, column, descending);
    });
    head.append(button);
  });
}

/** Say the value of the nearest point beside it: under the pointer, the finger, and by keys. */
function tellable(drawing) {
  const told = drawing.dataset.told.split("\n");
  const shown = () => [...drawing.children].find((one) => one.dataset.at && one.getBoundingClientRect().width);
  const [ring, readout] = ["span", "p"].map((name) => document.createElement(name));
  ring.className = "told";
  readout.className = "readout";
  readout.setAttribute("role", "status");
  drawing.append(ring, readout);
  ring.hidden = readout.hidden = true;
  drawing.tabIndex = 0;
  drawing.setAttribute("role", "application"); // so that screen readers leave the arrow keys to it
  drawing.setAttribute("aria-label", `${drawing.getAttribute("aria-label")} ${drawing.dataset.keys}`);
  let current = -1;
  const points = () => {
    const svg = shown();
    const wide = svg.getBoundingClientRect().width / 100; // places across are parts of the width
    return svg.dataset.at.split(" ").map((one) => one.split(",").map((n, i) => (i ? Number(n) : n * wide)));
  };
  const end = () => {
    current = -1;
    ring.hidden = readout.hidden = true;
  };
  const tell = (index, at = points()) => {
    const [x, y] = at[index];
    current = index;
    if (readout.textContent !== told[index]) readout.textContent = told[index];
    ring.hidden = readout.hidden = false;
    ring.style.left = `${x}px`;
    ring.style.top = `${y}px`;
    const { offsetWidth: wide, offsetHeight: high } = readout;
    readout.style.left = `${Math.max(0, Math.min(x - wide / 2, drawing.clientWidth - wide))}px`;
    readout.style.top = `${y > high + 14 ? y - high - 12 : y + 14}px`;
  };
  const near = (event) => {
    const box = drawing.getBoundingClientRect();
    const at = points();
    // On a line one looks for the moment, so the way across counts more.
    const far = ([x, y]) => (x - event.clientX + box.left) ** 2 + (y - event.clientY + box.top) ** 2 / 9;
    tell(at.reduce((best, point, index) => (far(point) < far(at[best]) ? index : best), 0), at);
  };
  drawing.addEventListener("pointermove", near);
  drawing.addEventListener("pointerdown", near);
  drawing.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && end());
  drawing.addEventListener("blur", end);
  drawing.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const last = told.length - 1;
    const next = current < 0 ? last : Math.min(last, Math.max(0, current + step)); // the first key tells the newest
    const to = { Home: 0, End: last }[event.key] ?? (step && next);
    if (event.key === "Escape" && current >= 0) end();
    else if (to === undefined) return;
    else tell(to);
    event.preventDefault();
  });
  addEventListener("resize", () => current >= 0 && tell(current));
}

document.querySelectorAll("table[data-sortable]").forEach(sortable);
document.querySelectorAll(".drawing").forEach(tellable);
