// Elements made in short.

/** An element with properties (those with a hyphen, and `role`, `scope` and `for`, are attributes) and what is in it. */
export function element(name, properties = {}, ...inner) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || ["role", "scope", "for"].includes(key)) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...inner.flat(Infinity).filter((one) => one !== "" && one !== undefined && one !== null));
  return made;
}

/** A sentence with its places filled in: “{names}”. */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
