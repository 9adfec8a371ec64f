/** Words that devices glue together: `waterleak`, `lowbattery`, `smokealarm`. */
const GLUED =
  /^(smoke|gas|co|water|sos|fall|fire|tamper|low|battery|panic|leak|flood)(alarm|leak|leakage|leakages|detected|detect|detection|state|status|battery|low|down|button|sensor)$/;
/** A digit that belongs to the word: carbon dioxide is not carbon monoxide. */
const WITH_DIGIT: ReadonlySet<string> = new Set([
  'co2',
  'ch4',
  'h2',
  'o2',
  'o3',
  'no2',
  'pm1',
  'pm10',
  'pm25',
]);

export interface NameTokens {
  /** lower-case words in order, without numbers: `channel_3_leak_detect_19` → channel leak detect */
  words: string[];
  /** the numbers in the name, which tell one channel from another: `3.19` */
  numbers: string;
}

/** Splits a property name or an enumerated value into words, whatever its style: snake, camel, `smoke:0`. */
export function nameTokens(name: string): NameTokens {
  const words: string[] = [];
  const numbers: string[] = [];
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  for (const part of spaced.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    if (part === '') continue;
    const digits = WITH_DIGIT.has(part) ? undefined : /\d+$/.exec(part);
    const word = digits ? part.slice(0, digits.index) : part;
    if (digits) numbers.push(digits[0]);
    if (word === '') continue;
    const glued = GLUED.exec(word);
    if (glued?.[1] !== undefined && glued[2] !== undefined) words.push(glued[1], glued[2]);
    else words.push(word);
  }
  return { words, numbers: numbers.join('.') };
}
