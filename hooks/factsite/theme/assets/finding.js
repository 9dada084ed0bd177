// What the search page finds: its own list of pages, terms and everyday words tells which page is about something,
// Pagefind which texts hold the words. Both are fetched when somebody begins to type.

const TITLE = 1;
const OTHER = 0.5;
const SUMMARY = 0.35;
// What lists say of a record, “law of 18 July 2025”, is a second title; the number of a series isn't.
const SAID = 0.7;
const ABOUT = 0.95;
const OFTEN = 0.7;
const BESIDE = 0.45;
// What an everyday word is worth on the page that it stands for.
const LED = 1.15;
// What series gain where somebody asks how many.
const COUNTED = 1.15;
const YEAR = 0.6;
// How alike two words are: below this a term isn't meant, and below that another word is looked for.
const MEANT = 0.7;
const KNOWN = 0.6;
const WHOLE = 0.8;
// So many first letters a word of a text must share with one that was typed.
const LIKE = 4;
// A page that matches less than this of what was asked isn't shown unless Pagefind finds it too.
const WEAK = 0.3;
const IN_TEXT = 0.15;

export const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae");
/** The words of a text as they stand there; an apostrophe, straight or not, parts them. */
export const words = (text) => text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];

// The browser answers the reader's hand between two parts of long work, each of some milliseconds.
const PART = 4;

/** What is asked between two steps of long work: it waits a moment when the part is over. */
function parts() {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < PART) return;
    await (globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done)));
    begun = performance.now();
  };
}

function shared(one, other) {
  let size = 0;
  while (size < one.length && one[size] === other[size]) size += 1;
  return size;
}

// In a language of compounds three letters more at the end of a word are mostly another word: asiel, asielwet.
const LONG_ENDINGS = /(en|ers|de|te|tje)$/;

/** Whether one word is another with other letters at its end: réfugiés, centrum and centra. */
function inflected(one, other, compounds) {
  const size = shared(one, other);
  const left = one.length - size;
  const right = other.length - size;
  if (size < 3 || left > 3 || right > 3 || (size === 3 && left + right > 1) || size * 2 <= Math.max(left, right) * 3)
    return 0;
  const ends = [one.slice(size), other.slice(size)];
  if (compounds && ends.some((end) => end.length === 3 && !LONG_ENDINGS.test(end))) return 0;
  return 0.98 - 0.03 * (left + right);
}

/** How alike a typed word is to one that is known, both folded: 1 for the same, 0 for none. */
function likeness(typed, known, compounds) {
  if (typed === known) return 1;
  if (/\d/.test(typed)) return known.startsWith(typed) && typed.length > 1 ? 0.5 : 0;
  const end = inflected(typed, known, compounds);
  if (end) return end;
  if (typed.length >= 3 && known.startsWith(typed)) return 0.55 + (0.3 * typed.length) / known.length;
  if (!compounds) return 0;
  if (typed.length >= 5 && known.includes(typed)) return known.endsWith(typed) ? 0.75 : 0.62;
  if (typed.length >= 3 && known.length >= typed.length + 5 && known.endsWith(typed)) return 0.5;
  // The end of a known compound in another form: opvangplaats in crisisopvangplaatsen.
  if (
    typed.length >= 7 &&
    known.length > typed.length &&
    inflected(typed, known.slice(known.lastIndexOf(typed.slice(0, 5))), true)
  )
    return 0.65;
  if (known.length >= 5 && typed.startsWith(known)) return 0.5 + (0.2 * known.length) / typed.length;
  if (known.length >= 6 && typed.includes(known)) return 0.5 + (0.2 * known.length) / typed.length;
  return 0;
}

/** How many letters differ between two words, neighbours that changed places counting once; more than `most` is all the same. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, before[column - 2] + 1);
      now.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = now;
  }
  return last[other.length];
}

/** The list as it is searched: which words stand where. */
export async function prepare(data) {
  const rest = parts();
  const known = new Map(); // a folded word → [row, weight of its place]
  const small = new Set(data.small.flatMap((one) => words(plain(one))));
  const counting = new Set(data.counting.map(plain));
  const folded = new Map(); // the same words stand on many pages
  const fold = (word) => folded.get(word) ?? folded.set(word, plain(word)).get(word);
  const telling = (text) =>
    words(text)
      .map(fold)
      .filter((word) => !small.has(word) && word.length > 1);
  const rows = [];
  for (const [name, title, kind, facts, summary, about, often, beside, other, years, reach, id] of data.rows) {
    const tokens = telling(title);
    for (const [found, weight] of [
      [telling(summary), SUMMARY],
      [telling(facts.join(" ")), years.length ? SUMMARY : SAID],
      [telling(other), OTHER],
      [tokens, TITLE],
    ]) {
      for (const word of found) {
        if (!known.has(word)) known.set(word, new Map());
        const places = known.get(word);
        places.set(rows.length, Math.max(weight, places.get(rows.length) ?? 0));
      }
    }
    rows.push({ name, title, kind, facts, summary, about, often, beside, years, reach, id, tokens });
    await rest();
  }
  // Every way to say a term, and what it leads to.
  const phrases = [];
  const phrase = (text, trust, terms, pages) => {
    const said = [...new Set(telling(text))];
    if (!said.length) return;
    phrases.push({ said, trust, terms, pages });
    for (const word of said) if (!known.has(word)) known.set(word, new Map());
  };
  for (const [term, [same, within]] of data.terms.entries()) {
    for (const text of same) phrase(text, 1, [term], []);
    for (const text of within) phrase(text, 0.6, [term], []);
    await rest();
  }
  for (const [said, terms, pages] of data.everyday) {
    for (const text of said) phrase(text, 1, terms, pages);
    await rest();
  }
  const sizes = data.terms.map(([[term]]) => telling(term).length);
  const stems = new Map();
  for (const word of known.keys()) {
    stems.set(word, bare(word));
    await rest();
  }
  return { ...data, rows, known, stems, phrases, small, counting, sizes };
}

/** A word without what endings and doubled letters say, for slips: repatriëringen, repatriëring; vraag, vragen. */
const bare = (word) => word.replace(/(en|es|s|e|x)$/, "").replace(/(.)\1/g, "$1");

/** The known word of which a typed one is a slip, if there is one; all that it may be are added to those found. */
function nearest(typed, list, found) {
  for (const known of list.known.keys()) if (known.startsWith(typed)) return ""; // it is being typed
  let slip = "";
  const own = bare(typed);
  const most = own.length >= 7 ? 2 : 1;
  let least = most + 1;
  for (const [known, stem] of list.stems) {
    const apart = stem.length < 3 ? most + 1 : distance(own, stem, most);
    if (apart > most) continue;
    found.set(known, Math.max(found.get(known) ?? 0, apart < 2 ? 0.8 : 0.65));
    const common = list.known.get(known).size;
    if (apart < least || (apart === least && common > list.known.get(slip).size)) {
      least = apart;
      slip = known;
    }
  }
  return slip;
}

/** Which known words a typed one may be, with how alike they are. */
function candidates(typed, list, slips = true) {
  const found = new Map();
  let best = 0;
  for (const known of list.known.keys()) {
    const like = likeness(typed, known, list.compounds);
    if (like) found.set(known, like);
    best = Math.max(best, like);
  }
  // Where the word itself is known, its parts mean it less.
  if (best > WHOLE) {
    for (const [known, like] of found) if (like < WHOLE && known.length < typed.length) found.set(known, like / 2);
  }
  const slip = slips && best < WHOLE && typed.length >= 4 && !/\d/.test(typed) ? nearest(typed, list, found) : "";
  // What is meant is found as if it had been typed, a little less surely.
  if (slip) {
    for (const known of list.known.keys()) {
      const like = 0.85 * likeness(slip, known, list.compounds);
      if (like > (found.get(known) ?? 0)) found.set(known, like);
    }
  }
  return { found, slip, best };
}

/** The two known words of which a compound consists, if there are such: beroepstermijn, asielcijfers. */
function parted(typed, list) {
  const knows = (part) => list.known.has(part) || list.small.has(part);
  const whole = (part) =>
    knows(part) ? part : [...list.known.keys()].find((known) => known[0] === part[0] && inflected(part, known, true));
  for (let size = typed.length - 3; size >= 4; size -= 1) {
    const head = typed.slice(0, size);
    const first = [head, head.replace(/s$/, ""), head.replace(/en?$/, "")].find((one) => one.length >= 4 && knows(one));
    const second = first && whole(typed.slice(size));
    if (second) return [first, second];
  }
  return [];
}

/** What was typed, as words to look for: small words aside, unless there are no others. */
export async function asked(query, list, slips = true) {
  const rest = parts();
  const every = words(query).map((written) => ({ written, typed: plain(written) }));
  const telling = ({ typed }) => !list.small.has(typed) && (typed.length > 1 || /\d/.test(typed));
  const chosen = every.some(telling) ? every.filter(telling) : every;
  const counts = every.some(({ typed }) => list.counting.has(typed));
  const sought = [];
  for (const word of chosen) {
    await rest();
    const found = { ...word, ...candidates(word.typed, list, slips) };
    const within = list.compounds && found.best < WHOLE && !found.slip ? parted(word.typed, list) : [];
    const meant = within.filter((part) => !list.small.has(part));
    if (!meant.length) sought.push(found);
    for (const part of meant) sought.push({ written: part, typed: part, ...candidates(part, list) });
  }
  return { sought, counts: counts || words(query).some((word) => endsCounting(plain(word), list)) };
}

/** Whether a compound asks for numbers: asielcijfers. */
function endsCounting(typed, list) {
  return list.compounds && [...list.counting].some((word) => typed.length > word.length && typed.endsWith(word));
}

/** The rows that answer, with how well they do so: 0 to 1 or a little more. */
export async function rank(query, list, slips = true) {
  const rest = parts();
  const { sought, counts } = await asked(query, list, slips);
  await rest();
  const best = sought.map(() => new Map());
  const inTitle = new Map();
  const put = (number, row, worth) => {
    if (worth > (best[number].get(row) ?? 0)) best[number].set(row, worth);
  };
  const rarity = sought.map(({ typed, found }, number) => {
    const pages = new Set();
    for (const [known, like] of found) {
      for (const [row, weight] of list.known.get(known)) {
        put(number, row, like * weight);
        if (weight === TITLE && like > KNOWN) inTitle.set(row, (inTitle.get(row) ?? new Set()).add(number));
        if (like > 0.85) pages.add(row);
      }
    }
    if (/^(19|20)\d\d$/.test(typed)) {
      list.rows.forEach(({ years: [first, last] }, row) => {
        if (first <= Number(typed) && Number(typed) <= last) put(number, row, YEAR);
      });
      return 1.5;
    }
    return Math.log(1 + list.rows.length / (1 + pages.size));
  });
  await rest();
  const covered = byPhrases(sought, list, put);
  await rest();
  const all = rarity.reduce((sum, one) => sum + one, 0) || 1;
  const scores = new Map();
  for (const row of new Set(best.flatMap((one) => [...one.keys()]))) {
    const part = best.reduce((sum, one, number) => sum + rarity[number] * (one.get(row) ?? 0), 0) / all;
    const { kind, tokens, reach, years } = list.rows[row];
    const beside = Math.max(0, tokens.length - Math.max(inTitle.get(row)?.size ?? 0, covered.get(row) ?? 0));
    const worth = part * list.kinds[kind][1] * (1 + 0.04 * Math.log1p(reach)) * (counts && years.length ? COUNTED : 1);
    scores.set(row, { part, worth: worth / (1 + 0.05 * beside) });
  }
  return { scores, sought };
}

/** What is meant by several words together, or by one that a page says otherwise: terms, and what stands for them. */
function byPhrases(sought, list, put) {
  const covered = new Map(); // a row → how many words of its title are meant
  const terms = new Map();
  const pages = new Map();
  for (const { said, trust, terms: meant, pages: led } of list.phrases) {
    const matched = said.map((word) => {
      let [like, number] = [0, -1];
      sought.forEach(({ found }, index) => {
        const one = found.get(word) ?? 0;
        if (one > like) [like, number] = [one, index];
      });
      return [like, number];
    });
    const least = Math.min(...matched.map(([like]) => like));
    if (least < MEANT) continue;
    const note = (where, key) => {
      if (!where.has(key)) where.set(key, new Map());
      for (const [, number] of matched) {
        const worth = least * trust;
        if (worth > (where.get(key).get(number) ?? 0)) where.get(key).set(number, worth);
      }
    };
    for (const term of meant) note(terms, term);
    for (const page of led) note(pages, page);
  }
  list.rows.forEach(({ about, often, beside }, row) => {
    for (const [listed, weight] of [
      [beside, BESIDE],
      [often, OFTEN],
      [about, ABOUT],
    ]) {
      for (const term of listed) {
        if (!terms.has(term)) continue;
        for (const [number, worth] of terms.get(term)) put(number, row, worth * weight);
        if (weight === ABOUT) covered.set(row, (covered.get(row) ?? 0) + list.sizes[term]);
      }
    }
  });
  for (const [page, numbers] of pages) {
    for (const [number, worth] of numbers) put(number, page, worth * LED);
    covered.set(page, list.rows[page].tokens.length);
  }
  return covered;
}

/** All that is found, the best first, out of the list and of what Pagefind found, whose pages it knows by their names. */
export function merged(ranked, list, texts) {
  const { scores, sought } = ranked;
  // What no title, term or summary holds, only the texts can tell.
  const unknown = sought.length ? sought.filter(({ best, slip }) => best < KNOWN && !slip).length / sought.length : 1;
  const share = IN_TEXT + (1 - IN_TEXT) * unknown;
  const most = Math.max(...texts.map(({ score }) => score), 0) || 1;
  const numbers = new Map(list.rows.map(({ id }, row) => [id, row]));
  const found = new Map();
  for (const [row, { part, worth }] of scores) if (part >= WEAK) found.set(row, { row, worth, known: true });
  for (const text of texts) {
    const row = numbers.get(text.id);
    if (row === undefined) continue;
    const worth = (share * text.score * list.kinds[list.rows[row].kind][1]) / most;
    found.set(row, { row, known: found.has(row), worth: worth + (scores.get(row)?.worth ?? 0), text });
  }
  return [...found.values()].sort((one, other) => other.worth - one.worth || one.row - other.row);
}

/** Whether the texts know the words that look like slips; Pagefind also finds what only begins like a word. */
async function know(result, sought) {
  if (!result) return false;
  const { excerpt } = await result.data();
  const marks = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].flatMap(([, text]) => words(text).map(plain));
  return sought.every(
    ({ typed, slip }) => !slip || marks.some((mark) => mark === typed || inflected(typed, mark, true)),
  );
}

/** Whether a text holds a word that was typed, or one that begins like it; Pagefind is content with one letter. */
async function holds(result, sought) {
  if (!result) return false;
  const { excerpt } = await result.data();
  const marks = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].flatMap(([, text]) => words(text).map(plain));
  return sought.some(({ typed }) => marks.some((mark) => mark.slice(0, LIKE) === typed.slice(0, LIKE)));
}

/** A search in a language: its list and its texts, fetched once. */
export async function begin(base) {
  const [data, pagefind] = await Promise.all([
    fetch(new URL("pages.json", base)).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    }),
    import(new URL("pagefind.js", base).href),
  ]);
  // Results carry addresses from the root of the site, which may stand on a sub-path.
  await pagefind.options({ basePath: base.pathname, baseUrl: new URL("..", base).pathname });
  const list = await prepare(data);
  return {
    kinds: list.kinds,
    rows: list.rows,
    async find(query) {
      const asks = query.replace(/[“”«»„]/g, '"').replaceAll("'", "’");
      if (asks.includes('"')) {
        // Words in this order: only texts tell.
        const { results } = await pagefind.search(asks);
        return { found: merged({ scores: new Map(), sought: [] }, list, results), sought: [], instead: [] };
      }
      let ranked = await rank(query, list);
      const instead = ranked.sought.filter(({ slip }) => slip).map(({ slip }) => slip);
      let { results } = await pagefind.search(ranked.sought.map(({ written }) => written).join(" "));
      if (instead.length && (await know(results[0], ranked.sought))) {
        // It is no slip.
        ranked = await rank(query, list, false);
        instead.length = 0;
      } else if (instead.length) {
        ({ results } = await pagefind.search(ranked.sought.map(({ written, slip }) => slip || written).join(" ")));
      }
      const isKnown = [...ranked.scores.values()].some(({ part }) => part >= WEAK);
      if (!isKnown && !(await holds(results[0], ranked.sought))) results = [];
      return { found: merged(ranked, list, results), sought: ranked.sought, instead };
    },
  };
}
