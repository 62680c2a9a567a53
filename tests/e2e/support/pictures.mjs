// Real files to pick in forms: pictures that a browser draws, with what cameras write into them, and papers.
import { deflateSync } from "node:zlib";

/** Has a browser draw a JPEG: the upper half of one colour, the lower of another, and noise over it as cameras see it. */
export async function drawJpeg(page, width, height, { left, right, noise = 0, type = "image/jpeg" }) {
  const base64 = await page.evaluate(
    async ({ width, height, left, right, noise, type }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.fillStyle = left;
      context.fillRect(0, 0, width / 2, height);
      context.fillStyle = right;
      context.fillRect(width / 2, 0, width / 2, height);
      if (noise > 0) {
        // Squares of a pixel of the shrunk picture, so that shrinking does not even them out.
        for (let x = 0; x < width; x += noise) {
          for (let y = 0; y < height; y += noise) {
            context.fillStyle = `hsl(${Math.random() * 360} 90% ${20 + Math.random() * 60}%)`;
            context.fillRect(x, y, noise, noise);
          }
        }
      }
      const blob = await canvas.convertToBlob({ type, quality: 0.9 });
      const reader = new FileReader();
      return new Promise((resolve) => {
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.readAsDataURL(blob);
      });
    },
    { width, height, left, right, noise, type },
  );
  return Buffer.from(base64, "base64");
}

/** The same JPEG as a phone would have written it: place, device and the way it was held in an EXIF segment. */
export function asTakenByPhone(jpeg, orientation) {
  const exif = exifSegment(orientation);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

const CAMERA = "PhoneCamera X1\0";

/** An APP1 segment: IFD0 with make, orientation and a way to the GPS directory, which names a latitude. */
function exifSegment(orientation) {
  const tiff = Buffer.alloc(8 + 2 + 3 * 12 + 4 + 2 + 2 * 12 + 4 + 24 + CAMERA.length);
  const gps = 8 + 2 + 3 * 12 + 4;
  const rationals = gps + 2 + 2 * 12 + 4;
  const camera = rationals + 24;
  tiff.write("II", 0, "latin1");
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  const entry = (at, tag, type, count, value) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  tiff.writeUInt16LE(3, 8);
  entry(10, 0x010f, 2, CAMERA.length, camera);
  entry(22, 0x0112, 3, 1, orientation);
  entry(34, 0x8825, 4, 1, gps);
  tiff.writeUInt16LE(2, gps);
  entry(gps + 2, 1, 2, 2, "N".charCodeAt(0));
  entry(gps + 14, 2, 5, 3, rationals);
  [30, 1, 15, 1, 30, 1].forEach((number, index) => tiff.writeUInt32LE(number, rationals + index * 4));
  tiff.write(CAMERA, camera, "latin1");
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The markers of a JPEG's segments up to its coded data, such as `e0` for the first application segment. */
export function jpegMarkers(bytes) {
  const markers = [];
  let at = 2;
  while (at < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    markers.push(marker.toString(16));
    if (marker === 0xda) break;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return markers;
}

/** A picture as some phones keep it: the box that says so, and data that no browser of the tests reads. */
export const heic = () =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic", "latin1"), Buffer.alloc(4_000, 7)]);

/** A drawing that runs something. */
export const svg = () =>
  Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>');

/** A PDF of one page; `catalogue` is put into its catalogue, `hidden` into a compressed stream of objects. */
export function pdf({ catalogue = "", hidden } = {}) {
  const parts = [
    "%PDF-1.5\n",
    `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalogue} >>\nendobj\n`,
    "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n",
  ].map((part) => Buffer.from(part));
  if (hidden) {
    const packed = deflateSync(Buffer.from(`5 0 ${hidden}`));
    parts.push(Buffer.from(`4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`));
    parts.push(packed, Buffer.from("\nendstream\nendobj\n"));
  }
  parts.push(Buffer.from("trailer\n<< /Root 1 0 R >>\n%%EOF\n"));
  return Buffer.concat(parts);
}
