// Reads a QR code off a screenshot, as a phone's camera app would: with a reader that nobody of this project wrote.
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

const jsQR = createRequire(import.meta.url)("jsqr");
const SIGNATURE_BYTES = 8;
/** A chunk beside its content: length, type, checksum. */
const CHUNK_EXTRA_BYTES = 12;

/** The text of the code in a picture (PNG), or undefined when there is none to be read. */
export function readCode(png) {
  const { width, height, pixels } = decode(png);
  return jsQR(pixels, width, height)?.data;
}

/** A screenshot's pixels as RGBA: eight bits a channel, three or four channels, not interlaced. */
function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !channels || png[28] !== 0) throw new Error("a picture of another kind");
  const rows = inflateSync(Buffer.concat(contents(png, "IDAT")));
  const stride = width * channels;
  const plain = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const kind = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < channels ? 0 : plain[at - channels];
      const up = y === 0 ? 0 : plain[at - stride];
      const corner = x < channels || y === 0 ? 0 : plain[at - stride - channels];
      plain[at] = rows[y * (stride + 1) + 1 + x] + guess(kind, left, up, corner);
    }
  }
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) pixels[pixel * 4 + channel] = plain[pixel * channels + channel];
  }
  return { width, height, pixels };
}

/** What a row's filter foretells (PNG, section 9). */
function guess(kind, left, up, corner) {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    default: {
      const [a, b, c] = [left, up, corner].map((near) => Math.abs(left + up - corner - near));
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
  }
}

function contents(png, wanted) {
  const found = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const start = at + 8;
    if (png.toString("latin1", at + 4, start) === wanted) found.push(png.subarray(start, start + length));
    at += length + CHUNK_EXTRA_BYTES;
  }
  return found;
}
