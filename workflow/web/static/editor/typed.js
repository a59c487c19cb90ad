// What is typed as words and meant as structure or as a reference: 第十二条 and a blank, （三）, 第十七条. Undoing takes it back to words.
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey } from "prosemirror-state";
import { valueOf } from "./numerals.js";
import { numberOf } from "./number.js";
import { OF_WORDS, schema } from "./schema.js";

const NUMERAL = "[零〇一二三四五六七八九十百千0-9]{1,7}";
const UNITS = { 条: "article", 條: "article", 章: "chapter", 节: "section", 節: "section", 编: "part", 編: "part" };
const WORDS = { article: "article", chapter: "chapter", section: "section", part: "part" };
const HEAD = new RegExp(`^第(${NUMERAL})(条|條|章|节|節|编|編)(?:之(${NUMERAL}))?[ \\u3000]$`);
const ENGLISH_HEAD = /^(Article|Chapter|Section|Part) ([0-9]{1,3})\.? $/i;
const LISTED = [
  [/^[（(][一二三四五六七八九十]{1,3}[）)]$/, 1], [/^(\d{1,2})[.．、]\s?\D?$/, 2], [/^[（(](\d{1,2}|[a-z])[）)] ?$/, 0],
];
const CITED = new RegExp(`(第${NUMERAL}[条條](?:之${NUMERAL})?)(?:第(${NUMERAL})款)?(?:第[（(]?(${NUMERAL})[）)]?项)?`, "g");
const CITED_ENGLISH = /(Article [0-9]{1,3})(?:\(([0-9a-z]+)\))?/g;
export const typing = new PluginKey("typing");

// The piece for words that name a provision of this text, or null.
export const pieceFor = (numbers, words, [article, paragraph, item]) => {
  const wanted = numberOf(article.replace(/^article/i, "Article"));
  const same = (label) => {
    const number = numberOf(label);
    return number && wanted && number.main === wanted.main && number.sub === wanted.sub;
  };
  const all = [...numbers.places.values()];
  const target = all.find((one) => one.kind === "article" && same(one.label));
  if (!target) return null;
  let found = target;
  if (paragraph && !numbers.english) {
    found = all.find((one) => one.kind === "paragraph" && one.article === target && one.number === valueOf(paragraph));
    if (!found?.key) return null;
  }
  if (item) {
    const within = paragraph ? found : null;
    found = all.find((one) => one.kind === "item" && one.article === target && !one.above && (!within || one.paragraph === within)
      && valueOf(one.label.replace(/[（()）.、]/g, "")) === valueOf(item));
    if (!found) return null;
  }
  return { to: found.key, words, figures: [], picked: true };
};

// Structure: what stands before the caret at the beginning of a block of words.
const structured = (state, block, pos, before, english) => {
  const head = (english ? ENGLISH_HEAD : HEAD).exec(before);
  const node = state.doc.nodeAt(pos);
  const set = (attrs) => state.tr.delete(pos + 1, pos + 1 + before.length).setNodeMarkup(pos, null, {
    ...node.attrs, level: 0, label: "", fixed: false, more: null, own: "", first: false, captioned: false, ...attrs,
  });
  if (head) {
    const kind = english ? WORDS[head[1].toLowerCase()] : UNITS[head[2]];
    if (kind === "article" && !english && head[3]) {
      return set({ kind, label: before.slice(0, -1), more: { between: true } });
    }
    return set({ kind });
  }
  if (block.attrs.kind === "title") return null;
  for (const [pattern, level] of LISTED) {
    if (!pattern.test(before) || (level === 2 && /\d$/.test(before))) continue;
    if (level === 2 && !/[\s]$/.test(before)) continue;
    const above = state.doc.resolve(pos).nodeBefore;
    const open = above?.attrs.kind === "item" ? above.attrs.level : 0;
    return set({ kind: "item", level: Math.min(level || 1, open + 1) });
  }
  return null;
};

// A reference: words that name a provision, with one character typed behind them that does not go on with it.
const cited = (state, numbers, before, from) => {
  if (!before || /[第之款项項目0-9一二三四五六七八九十百千零〇(（]$/.test(before) || /^[条條]/.test(before)) return null;
  const pattern = numbers.english ? CITED_ENGLISH : CITED;
  pattern.lastIndex = 0;
  let match = null;
  for (const one of before.matchAll(pattern)) match = one;
  if (!match || match.index + match[0].length !== before.length - 1) return null;
  if (/[》”"]\s*$|[法例规定章程]$/.test(before.slice(0, match.index)) && !/本[^，。；]{0,6}$/.test(before.slice(0, match.index))) return null;
  const piece = pieceFor(numbers, match[0], match.slice(1));
  if (!piece) return null;
  const start = from + match.index;
  return state.tr.replaceWith(start, start + match[0].length, schema.nodes.reference.create({ piece }));
};

export const typed = (numbers) => new Plugin({
  key: typing,
  state: {
    // The words that somebody took back by undoing are left alone.
    init: () => "",
    apply: (tr, left) => (tr.getMeta("history$") && !tr.getMeta("addToHistory") ? "undone" : tr.getMeta(typing) ? "" : left),
  },
  view: () => ({
    update(view, before) {
      const { state } = view;
      if (view.composing || before.doc === state.doc || !state.selection.empty) return;
      if (typing.getState(state) === "undone") {
        view.dispatch(state.tr.setMeta(typing, "seen").setMeta("addToHistory", false));
        return;
      }
      const { $from } = state.selection;
      if (state.doc.content.size <= before.doc.content.size || $from.depth !== 1) return;
      const block = $from.parent;
      const inText = $from.nodeBefore?.isText ? $from.nodeBefore.text : "";
      let made = null;
      if (inText.length === $from.parentOffset && (OF_WORDS.has(block.attrs.kind) || block.attrs.kind === "title" || !block.attrs.kind)) {
        made = structured(state, block, $from.before(1), inText, numbers.english);
      }
      made ||= cited(state, numbers, inText.slice(-40), $from.pos - Math.min(inText.length, 40));
      if (made) view.dispatch(closeHistory(made).scrollIntoView());
    },
  }),
});
