// A CSV as lines: the cells of each, and its text as it stands in the file, to be handed on unchanged.

/** Part a CSV (RFC 4180) into lines, the head first: `{text, cells}` each. */
export function csvLines(text, separator) {
  const found = [];
  let [cells, cell, quoted, start] = [[], "", false, 0];
  const end = (at) => {
    found.push({ text: text.slice(start, at), cells: [...cells, cell] });
    [cells, cell, start] = [[], "", at];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += sign;
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (quoted) cell += sign;
    else if (sign === separator) {
      cells.push(cell);
      cell = "";
    } else if (sign === "\n") end(at + 1);
    else if (sign !== "\r") cell += sign;
  }
  if (start < text.length) end(text.length);
  return found;
}
