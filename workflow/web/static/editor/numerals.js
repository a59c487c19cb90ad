// Numbers as labels print them. A picture of workflow/text/labels/numerals.py, held against it in a test.
const DIGITS = "零一二三四五六七八九";
const VALUES = new Map([...Array.from(DIGITS, (one, at) => [one, at]), ["〇", 0], ["○", 0], ["两", 2]]);
const SCALE = { 十: 10, 百: 100, 千: 1000 };

export const chinese = (number) => {
  if (number < 10) return DIGITS[number];
  let words = "";
  const digits = String(number).padStart(4, "0");
  for (const [at, digit] of [...digits].entries()) {
    if (digit !== "0") words += DIGITS[digit] + ["千", "百", "十", ""][at];
    else if (words && !words.endsWith("零")) words += "零";
  }
  words = words.replace(/零+$/, "");
  return words.startsWith("一十") ? words.slice(1) : words;
};

// What a numeral says, in Chinese or in figures; NaN for what is none.
export const valueOf = (numeral) => {
  if (/^\d+$/.test(numeral)) return Number(numeral);
  if (/^[０-９]+$/.test(numeral)) return Number(numeral.normalize("NFKC"));
  let [total, digit] = [0, null];
  for (const one of numeral) {
    if (VALUES.has(one)) digit = digit === null || digit === 0 ? VALUES.get(one) : digit * 10 + VALUES.get(one);
    else if (one in SCALE) {
      total += (digit || 1) * SCALE[one];
      digit = null;
    } else return NaN;
  }
  return numeral ? total + (digit || 0) : NaN;
};

export const roman = (number) => {
  let words = "";
  for (const [value, letters] of [[1000, "m"], [900, "cm"], [500, "d"], [400, "cd"], [100, "c"], [90, "xc"], [50, "l"],
    [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]]) {
    while (number >= value) {
      words += letters;
      number -= value;
    }
  }
  return words;
};

export const letters = (number) => "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26].repeat(Math.floor((number - 1) / 26) + 1);
