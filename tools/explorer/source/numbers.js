// Numbers as the page writes them (localising/numbers.py): with their own decimals, percent sign or currency.

const MILLION = 1e6;
const DIGITS = "{n}";

/** What writes the number that a text holds ("43.50") for readers: digits in their way, in the pattern of the unit. */
export function writer({ locale, currency, patterns }) {
  const kept = new Map();
  const format = (decimals) => {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: true };
    if (!kept.has(decimals)) kept.set(decimals, new Intl.NumberFormat(locale, digits));
    return kept.get(decimals);
  };
  return (text) => {
    const decimals = (text.split(".")[1] ?? "").length;
    const value = Number(text);
    const size = format(currency ? cents(value, decimals) : decimals).format(Math.abs(value));
    return patterns[value < 0 ? 1 : 0].replace(DIGITS, size);
  };
}

/** How many decimals money keeps: below a million its cents, where some were given. */
function cents(value, decimals) {
  const some = decimals > 0 && (decimals <= 2 || Math.round(Math.abs(value) * 100) % 100 > 0);
  return some && Math.abs(value) < MILLION ? 2 : 0;
}
