// Workbooks as spreadsheet programs save them, as small as they can be: an archive of XML parts.
import { crc32, deflateRawSync } from "node:zlib";

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const columnName = (place) => (place < 26 ? "" : columnName(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** Days since the spreadsheet's day 0, for a date written as 2027-06-30. */
export const dayNumber = (date) => Math.round((Date.parse(date) - Date.parse("1899-12-30")) / 86_400_000);

/** A cell that shows a date, as `{ date: "2027-06-30" }`; a number; a text. */
function cell(value, place, row) {
  const at = `r="${columnName(place)}${row}"`;
  if (value === "" || value === null) return "";
  if (typeof value === "number") return `<c ${at}><v>${value}</v></c>`;
  if (value.date) return `<c ${at} s="1"><v>${dayNumber(value.date)}</v></c>`;
  return `<c ${at} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

function sheet({ rows, merges = [] }) {
  const lines = rows.map((cells, index) => {
    const row = index + 1;
    return `<row r="${row}">${cells.map((value, place) => cell(value, place, row)).join("")}</row>`;
  });
  const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join("");
  return part(
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join("")}</sheetData>${
      merged && `<mergeCells count="${merges.length}">${merged}</mergeCells>`
    }</worksheet>`,
  );
}

const part = (xml) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`;

/** A workbook of sheets, each `{ name, hidden, rows, merges }`. */
export function workbook(...sheets) {
  const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const named = sheets.map((one, place) => ({ name: `表${place + 1}`, ...one }));
  const tabs = named.map(
    ({ name, hidden }, place) =>
      `<sheet name="${escaped(name)}" sheetId="${place + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${place + 1}"/>`,
  );
  const relations = named.map(
    (_, place) => `<Relationship Id="rId${place + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${place + 1}.xml"/>`,
  );
  const packages = "http://schemas.openxmlformats.org/package/2006";
  return archive({
    "[Content_Types].xml": part(
      `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
    ),
    "_rels/.rels": part(
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": part(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets>${tabs.join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": part(
      `<Relationships xmlns="${packages}/relationships">${relations.join("")}<Relationship Id="rIdS" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
    ),
    "xl/styles.xml": part(
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    ...Object.fromEntries(named.map((one, place) => [`xl/worksheets/sheet${place + 1}.xml`, sheet(one)])),
  });
}

/** An archive of named texts, packed. */
export function archive(parts) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, place, title]));
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end]);
}

/** A ledger of so many pledges as a workbook. */
export const pledgeWorkbook = (count) =>
  workbook({
    rows: [
      ["承诺人", "职务", "承诺内容", "数量", "单位", "完成时限", "服务对象"],
      ...Array.from({ length: count }, (_, row) => [
        `余望舒${row % 40}`,
        "委员",
        `把第 ${row + 1} 段水渠清理干净`,
        (row % 90) + 10,
        "米",
        row % 3 === 0 ? { date: "2027-06-30" } : row % 3 === 1 ? "每季度" : "年底前",
        `${(row % 12) + 1} 组农户`,
      ]),
    ],
  });
