// What counting makes of a row of blocks: their labels, drawn and never in the document. A picture of the engine's own counting
// (workflow/text/keyed/numbered.py), held against it in tests; the server's word comes a moment later and stands.
import { chinese, letters, roman, valueOf } from "./numerals.js";

const NUMERAL = "[零〇○一二三四五六七八九十百千万两0-9０-９]+";
const CHINESE = new RegExp(`^第(${NUMERAL})(条|條|章|节|節|分?编|分?編|篇|部分)(?:之(${NUMERAL}))?$`);
const ENGLISH = /^(.*?)([0-9]+|[IVXLC]+)$/;
const ITEM = /^([（(]?)([^（()）.、]+)([）).、]?)$/;
const BETWEEN = /^\([0-9]{1,3}[A-Z]{1,2}\)$/;
const ORDER = ["part", "division", "chapter", "section", "heading"];
const FIRST = {
  zh: { part: "第一编", chapter: "第一章", section: "第一节", article: "第一条" },
  hant: { part: "第一編", chapter: "第一章", section: "第一節", article: "第一條" },
  en: { part: "Part 1", chapter: "Chapter 1", section: "Section 1", article: "Article 1" },
};
const LISTS = {
  zh: ["（一）", "1.", "（1）", "a)", "①"], hant: ["一、", "（一）", "1.", "（1）", "a)"], en: ["(a)", "(1)", "(i)", "(A)", "1."],
};

export const tongueOf = (language) => (/^en/i.test(language) ? "en" : /hant|tw|hk|trad/i.test(language) ? "hant" : "zh");

const figures = (sample, number) => (/^[0-9０-９]+$/.test(sample) ? String(number) : chinese(number));
const romanValue = (numeral) => {
  for (let value = 1; value < 400; value += 1) if (roman(value) === numeral.toLowerCase()) return value;
  return NaN;
};

// The number in a label, and behind 之; null for a label without a plain one.
export const numberOf = (label) => {
  const found = CHINESE.exec(label);
  if (found) return { main: valueOf(found[1]), sub: found[3] ? valueOf(found[3]) : 0 };
  const plain = ENGLISH.exec(label);
  if (plain && !/[.-]$/.test(plain[1])) {
    const main = /^\d/.test(plain[2]) ? Number(plain[2]) : romanValue(plain[2]);
    return Number.isNaN(main) ? null : { main, sub: 0 };
  }
  return null;
};

// A label with another number, in its own numerals.
export const relabel = (label, main, sub = 0) => {
  const found = CHINESE.exec(label);
  if (found) return `第${figures(found[1], main)}${found[2]}${sub ? "之" + figures(found[3] || found[1], sub) : ""}`;
  const plain = ENGLISH.exec(label);
  if (!plain || /[.-]$/.test(plain[1])) return label;
  if (/^\d/.test(plain[2])) return plain[1] + main;
  return plain[1].endsWith(" ") ? plain[1] + roman(main).toUpperCase() : label;
};

const circled = (label) => label >= "①" && label[0] <= "⑳";
export const listStyle = (label) => {
  const found = ITEM.exec(label);
  return found ? found[1] + (/^\d+$/.test(found[2]) ? "1" : "一") + found[3] : label;
};

export const itemValue = (label, isRoman) => {
  if (label && circled(label)) return label.codePointAt(0) - 0x2460 + 1;
  const found = ITEM.exec(label);
  if (!found) return NaN;
  const word = found[2];
  if (!/^[A-Za-z]+$/.test(word)) return valueOf(word);
  if (isRoman) return romanValue(word);
  return new Set(word).size === 1 ? word.toLowerCase().codePointAt(0) - 96 + 26 * (word.length - 1) : NaN;
};

export const relabelItem = (label, number, isRoman) => {
  if (label && circled(label)) return number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : label;
  const found = ITEM.exec(label);
  if (!found || BETWEEN.test(label)) return label;
  const word = found[2];
  let fresh = chinese(number);
  if (/^\d+$/.test(word)) fresh = String(number);
  else if (/^[A-Za-z]+$/.test(word)) {
    fresh = isRoman ? roman(number) : letters(number);
    if (word === word.toUpperCase()) fresh = fresh.toUpperCase();
  }
  return found[1] + fresh + found[3];
};

const isBullet = (label) => /^[·•●○◆■□\-*—]$/.test(label);

// The lists of a row: which list units are numbered with one another. [{units: places, last, above: the place of its parent}]
const listsOf = (blocks) => {
  const lists = new Map();
  let [last, open] = [new Map(), []];
  for (const [at, one] of blocks.entries()) {
    if (one.kind === "item") {
      const level = Math.min(Math.max(one.level, 1), open.length + 1);
      open.length = Math.min(open.length, level);
      if (open.length < level) open.push({ units: [], last: level === 1 ? last : new Map(), parent: open.at(-1)?.units.at(-1) });
      open[level - 1].units.push(at);
      lists.set(at, open[level - 1]);
      continue;
    }
    if (one.kind === "paragraph" && one.level) open.length = Math.min(open.length, one.level);
    else open = [];
    if (one.kind !== "paragraph" && one.kind !== "table") last = new Map();
  }
  return lists;
};

// blocks: [{kind, label, fixed, level, more}] in their order → the label of each, "" where nothing is numbered.
export const labelsOf = (blocks, language, anew = []) => {
  const tongue = tongueOf(language);
  const styles = {};
  for (const { kind, label } of blocks) if (label && FIRST[tongue][kind]) styles[kind] ??= label;
  const lists = listsOf(blocks);
  const out = Array.from(blocks, () => "");
  const counts = Object.fromEntries(ORDER.map((one) => [one, 0]));
  let article = { main: 0, sub: 0 };

  const container = (one) => {
    const kind = one.kind === "part" && /分[编編]$/.test(one.label) ? "division" : one.kind;
    for (const inner of ORDER.slice(ORDER.indexOf(kind) + 1)) {
      if ((inner === "division" || inner === "heading" || anew.includes(inner)) && !(inner === "chapter" && kind === "division")) {
        counts[inner] = 0;
      }
    }
    if (!one.label && one.kind === "heading") return "";
    const style = one.label || styles[one.kind] || FIRST[tongue][one.kind];
    const label = one.fixed ? one.label : relabel(style, counts[kind] + 1);
    if (label) counts[kind] = numberOf(label)?.main || counts[kind] + 1;
    return label;
  };
  const ofArticle = (one) => {
    const style = one.label || styles.article || FIRST[tongue].article;
    let label = relabel(style.replace(/之.*$/, ""), article.main + 1);
    if (one.more?.between && article.main) label = relabel(style, article.main, article.sub + 1);
    else if (one.fixed) label = one.label;
    styles.article = label || style;
    article = numberOf(label) || article;
    return label;
  };
  const ofList = (one, at) => {
    const list = lists.get(at);
    const above = [];
    for (let parent = list.parent; parent !== undefined; parent = lists.get(parent).parent) above.push(listStyle(out[parent]));
    list.isRoman ??= list.units.some((place) => blocks[place].more?.roman);
    list.known ??= list.units.map((place) => blocks[place].label).find(Boolean)
      || LISTS[tongue].find((style) => !above.includes(style) && !above.includes(listStyle(style))) || "1.";
    const style = one.label || list.before || list.known;
    let label = style;
    if (!BETWEEN.test(style) && !isBullet(style)) {
      const on = list.number === undefined ? list.last.get(listStyle(style)) || 0 : 0;
      label = relabelItem(style, (list.number || 0) + 1, list.isRoman);
      if (one.more?.continues && on) label = relabelItem(style, on + 1, list.isRoman);
      else if (one.fixed) label = one.label;
      list.number = itemValue(label, list.isRoman) || (list.number || 0) + 1;
      list.last.set(listStyle(label), list.number);
    }
    list.before = label || list.before;
    return label;
  };

  for (const [at, one] of blocks.entries()) {
    if (one.kind === "annex") {
      out[at] = one.label;
      article = { main: 0, sub: 0 };
      for (const kind of ORDER) counts[kind] = 0;
    } else if (ORDER.includes(one.kind)) out[at] = container(one);
    else if (one.kind === "article") out[at] = ofArticle(one);
    else if (one.kind === "item") out[at] = ofList(one, at);
    else out[at] = one.label;
  }
  return out;
};
