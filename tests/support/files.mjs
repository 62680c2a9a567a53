// Files that go with words: made up here byte for byte, named, and brought to a worker piece by piece.
import { createHash, randomBytes } from "node:crypto";

/** Bytes of each piece but the last (docs/spec/http.md, W32). */
export const PIECE_BYTES = 256 * 1024;

const JFIF = "ffd8ffe000104a46494600010100000100010000";

/** A JPEG's frame around `length` bytes of coded data; `segments` are further segments in hexadecimal. */
export function jpeg(length = 1_000, segments = "") {
  // No 0xff among the coded data, which would be a marker.
  const coded = randomBytes(length).map((byte) => byte & 0x7f);
  return Buffer.concat([Buffer.from(`${JFIF}${segments}ffda0008010100003f00`, "hex"), coded, Buffer.from("ffd9", "hex")]);
}

/** An Exif segment that says nothing but that it is one. */
export const EXIF = "ffe1000a457869660000ffff";

/** What words say about bytes: `{ hash, salt, media, bytes }`. */
export function blobOf(bytes, media = "image/jpeg", salt = randomBytes(32)) {
  const hash = createHash("sha256").update(salt).update(bytes).digest("hex");
  return { hash, salt: salt.toString("hex"), media, bytes: bytes.length };
}

/** A photo with its small one, as words name them, and the bytes of both by their hash. */
export function photo(length = 1_000, shows = "修好的水闸") {
  const [large, small] = [jpeg(length), jpeg(100)];
  const [file, thumbnail] = [blobOf(large), blobOf(small)];
  const attachment = { file, thumbnail, size: { width_pixels: 1_600, height_pixels: 1_200 }, shows };
  return { attachment, files: [[file, large], [thumbnail, small]] };
}

/** A paper. */
export function paper(bytes = Buffer.from("%PDF-1.7\nagreement\n"), name = "协议.pdf", media = "application/pdf") {
  const file = blobOf(bytes, media);
  return { attachment: { file, name }, files: [[file, bytes]] };
}

/** The header by which a member shows who asks about a file. */
export async function reader(signer, method, hash, timeMs = Date.now(), org = signer.org) {
  const text = `jiannuo/reader/v1\njiannuo/${org}/public\n${method} blobs/${hash}\n${timeMs}\n`;
  return { "jiannuo-reader": `${signer.key.id} ${timeMs} ${await signer.key.signBytes(Buffer.from(text))}` };
}

/** Asks how much of a file is there: `{ status, offset, isComplete }`. */
export async function offsetOf(worker, slug, signer, hash, headers = {}) {
  const token = await reader(signer, "GET", hash);
  return told(await worker.fetch(`/o/${slug}/blobs/${hash}`, { method: "HEAD", headers: { ...token, ...headers } }));
}

/** Sends one piece; without a signer nobody vouches for it. */
export async function sendPiece(worker, slug, signer, blob, piece, offset, headers = {}) {
  const token = signer ? await reader(signer, "PATCH", blob.hash) : {};
  return worker.fetch(`/o/${slug}/blobs/${blob.hash}`, {
    method: "PATCH",
    body: piece,
    headers: {
      "content-type": "application/partial-upload",
      "upload-offset": String(offset),
      "upload-length": String(blob.bytes),
      "upload-complete": offset + piece.length === blob.bytes ? "?1" : "?0",
      "jiannuo-blob-salt": blob.salt,
      "jiannuo-blob-media": blob.media,
      ...token,
      ...headers,
    },
  });
}

/** Brings a file from an offset on; the last answer. */
export async function upload(worker, slug, signer, blob, bytes, { from = 0, headers } = {}) {
  let answer;
  for (let offset = from; offset < bytes.length; offset += PIECE_BYTES) {
    answer = await sendPiece(worker, slug, signer, blob, bytes.subarray(offset, offset + PIECE_BYTES), offset, headers);
    if (answer.status !== 204) return answer;
  }
  return answer;
}

/** What an answer says of how much is there. */
export const told = (answer) => ({
  status: answer.status,
  offset: Number(answer.headers.get("upload-offset")),
  isComplete: answer.headers.get("upload-complete") === "?1",
});
