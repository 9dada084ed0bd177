// What a page of figures gains with script: tables that sort, and a chart's values under pointer, finger and arrow keys.
// Without it all values stand in the table, and the browser shows a point's value by itself.

/** Sort the rows of a table by a column; totals stay first. */
function sort(table, column, descending) {
  const compare = (one, two) => {
    const [a, b] = [one, two].map((row) => row.cells[column]?.dataset.sort ?? "");
    if (a === "" || b === "") return (a === "") - (b === "");
    const difference = column ? Number(a) - Number(b) : a.localeCompare(b, "en", { numeric: true });
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

/** Say the value of the nearest point under the chart. */
function tellable(figure) {
  const drawing = figure.querySelector(".drawing");
  const readout = figure.querySelector(".readout");
  const points = [...drawing.querySelectorAll("title")].map((title) => [title.parentNode, title.textContent]);
  if (!points.length) return;
  let current = -1;
  const tell = (index) => {
    points[current]?.[0].classList.remove("told");
    current = index;
    points[current][0].classList.add("told");
    readout.textContent = points[current][1];
    readout.hidden = false;
  };
  const nearest = (x, y) => {
    const distance = ([point]) => {
      const box = point.getBoundingClientRect();
      const dx = Math.max(box.left - x, 0, x - box.right);
      const dy = Math.max(box.top - y, 0, y - box.bottom);
      return dx * dx + dy * dy / 9; // on a line one looks for the moment, so the way across counts more
    };
    return points.reduce((best, point, index) => (distance(point) < distance(points[best]) ? index : best), 0);
  };
  drawing.addEventListener("pointermove", (event) => tell(nearest(event.clientX, event.clientY)));
  drawing.addEventListener("pointerdown", (event) => tell(nearest(event.clientX, event.clientY)));
  drawing.tabIndex = 0;
  drawing.addEventListener("focus", () => current < 0 && tell(points.length - 1));
  drawing.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const to = { Home: 0, End: points.length - 1 }[event.key] ?? (step && current + step);
    if (to === undefined || !points[to]) return;
    event.preventDefault();
    tell(to);
  });
  readout.setAttribute("role", "status");
}

document.querySelectorAll("table[data-sortable]").forEach(sortable);
document.querySelectorAll("figure.chart").forEach(tellable);
