// Ledgers as offices send them: small CSV files in the encodings and with the habits that occur.

export const HEADINGS = "承诺人,职务,承诺内容,数量,单位,完成时限";

/** A CSV file's text with the usual headings over rows. */
export const ledger = (...rows) => [HEADINGS, ...rows, ""].join("\r\n");

/** UTF-8 as most programs write it, and as Excel does. */
export const utf8 = (text) => Buffer.from(text);
export const utf8WithMark = (text) => Buffer.from(`\u{FEFF}${text}`);

/** The bytes of a text in GBK, from the decoder that the platform has. */
export function gbk(text) {
  const bytes = new Map();
  const decoder = new TextDecoder("gbk");
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1 && !bytes.has(character)) bytes.set(character, [first, second]);
    }
  }
  const encoded = [...text].map((character) => (character < "\u{80}" ? [character.charCodeAt(0)] : bytes.get(character)));
  return Buffer.from(encoded.flat());
}

/** A number in the form of an identity card's, with the right check character; nobody's. */
export function inventedIdNumber(digits = "35990019000101000") {
  const sum = [...digits].reduce((sum, digit, place) => sum + Number(digit) * (2 ** (17 - place) % 11), 0);
  return digits + "10X98765432"[sum % 11];
}
