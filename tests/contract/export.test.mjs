// Boards leave as tables: CSV, workbooks, JSON (W36).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { board, found, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";
import { byHeading, sheets } from "../support/workbook.mjs";

const TABLES = ["pledges", "progress", "posts", "cycles", "disclosures", "figures", "catalogue", "points", "guides"];
const WITHOUT_JSON = ["progress", "figures"];
const FORMULA = '=HYPERLINK("http://evil.example","x")';

let worker;
let village;
let pledge;
let point;
const get = (path, headers) => worker.fetch(path, { headers, redirect: "manual" });
const bytes = async (path, headers) => Buffer.from(await (await get(path, headers)).arrayBuffer());

before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, today: "2026-11-22", clock: "adjustable" });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  const { secretary } = village;
  const words = { ...pledgeWords(FORMULA), quantity: "12.5", unit: "公里", field: "+86 修路" };
  pledge = await secretary.say("pledge.published", { words });
  const progress = await secretary.say("progress.added", {
    record: pledge.record,
    words: { on: "2026-11-20", note: "修了“一段”\n路", quantity: "2" },
  });
  const disclosure = await secretary.say("disclosure.published", {
    words: {
      title: "三季度收支",
      kind: "finance",
      date: "2026-10-08",
      body: "见表",
      tables: [
        {
          caption: "收支表",
          unit: "元",
          columns: [{ head: "项目", role: "text" }, { head: "金额", role: "amount" }],
          rows: [{ cells: ["-租金", "1,200.50"] }, { cells: ["合计", "1200.5"], role: "total" }],
        },
      ],
    },
  });
  point = await secretary.say("point.published", {
    words: {
      name: "便民服务点",
      level: "village",
      address: "村委会一楼",
      phone: "0570-5550101",
      hours: { weekly: Array(7).fill([{ opens: "08:30", closes: "17:00" }]), follows_working_days: true },
    },
  });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [pledge, progress, disclosure, point])), Array(4).fill("accepted"));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
});
after(() => worker.dispose());

test("w36_every_table_is_there_as_csv_and_as_a_workbook", async () => {
  for (const table of TABLES) {
    const csv = await get(`/o/liuxi/${table}.csv`);
    assert.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8", table);
    assert.equal(csv.headers.get("content-disposition"), `attachment; filename="liuxi-${table}-2026-11-22.csv"`);
    const text = Buffer.from(await csv.arrayBuffer());
    assert.ok(text.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])), table);
    const headings = text.toString("utf8").split("\r\n")[0].slice(1).split(",");
    const [sheet, ...more] = sheets(await bytes(`/o/liuxi/${table}.xlsx`));
    assert.equal(more.length, 0);
    assert.deepEqual(Object.values(sheet.rows[0]).map((heading) => `"${heading}"`), headings, table);
  }
  const answer = await get("/o/liuxi/board.xlsx");
  assert.equal(answer.headers.get("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  assert.equal(sheets(Buffer.from(await answer.arrayBuffer())).length, TABLES.length);
  const english = sheets(await bytes("/o/liuxi/board.xlsx", { "accept-language": "en" }));
  assert.deepEqual(english.slice(0, 2).map((sheet) => sheet.name), ["Pledges", "Progress"]);
});

test("w36_words_are_no_formulas_numbers_are_numbers_and_days_are_days", async () => {
  const text = (await bytes("/o/liuxi/pledges.csv")).toString("utf8");
  assert.ok(text.includes(`"'=HYPERLINK(""http://evil.example"",""x"")"`));
  assert.ok(text.includes(`"'+86 修路"`));
  assert.ok(text.includes(",12.5,"), "a number is bare");
  const [sheet] = sheets(await bytes("/o/liuxi/pledges.xlsx"));
  assert.doesNotMatch(sheet.xml, /<f[ >]/);
  assert.match(sheet.xml, /<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
  assert.match(sheet.xml, /<col min="1" max="1" width="\d+" customWidth="1"\/>/);
  const [row] = byHeading(sheet).filter((one) => one["编号"] === pledge.record);
  assert.equal(row["承诺内容"], FORMULA);
  assert.equal(row["服务领域"], "+86 修路");
  assert.equal(row["数量"], 12.5);
  assert.equal(row["已完成"], 2);
  assert.equal(row["完成时限"].toISOString().slice(0, 10), "2026-12-31");
  assert.equal(row["状态"], "进行中");
  const [entry] = byHeading(sheets(await bytes("/o/liuxi/progress.xlsx"))[0]);
  assert.equal(entry["做了什么"], "修了“一段”\n路");
  const figures = byHeading(sheets(await bytes("/o/liuxi/figures.xlsx"))[0]);
  assert.deepEqual(figures.map((one) => one["内容"]), ["-租金", 1200.5, "合计", 1200.5]);
  assert.deepEqual(figures.map((one) => one["行别"]), ["明细", "明细", "合计", "合计"]);
  const [place] = byHeading(sheets(await bytes("/o/liuxi/points.xlsx"))[0]);
  assert.equal(place["编号"], point.record);
  assert.equal(place["电话"], "0570-5550101");
});

/** Whether a value is as a schema of the description says; fields that it does not describe may come. */
function conforms(schemas, schema, value, path) {
  if (schema.$ref) return conforms(schemas, schemas[schema.$ref.split("/").at(-1)], value, path);
  if (schema.anyOf) return conforms(schemas, schema.anyOf.find((one) => fits(schemas, one, value)) ?? schema.anyOf[0], value, path);
  if (schema.enum) assert.ok(schema.enum.includes(value), `${path}: ${value}`);
  if (schema.type === "array") {
    assert.ok(Array.isArray(value), path);
    value.forEach((one, place) => schema.items && conforms(schemas, schema.items, one, `${path}[${place}]`));
  } else if (schema.type === "integer") assert.ok(Number.isInteger(value), path);
  else if (schema.type) assert.equal(typeof value, schema.type, path);
  if (schema.pattern) assert.match(value, new RegExp(schema.pattern), path);
  for (const name of schema.required ?? []) assert.ok(name in value, `${path}.${name}`);
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (value[name] !== undefined) conforms(schemas, inner, value[name], `${path}.${name}`);
  }
}

function fits(schemas, schema, value) {
  try {
    conforms(schemas, schema, value, "");
    return true;
  } catch {
    return false;
  }
}

test("w36_each_kind_as_json_has_the_boards_rows_and_is_as_described", async () => {
  const { components } = await (await get("/openapi.json")).json();
  const whole = await board(worker, "liuxi");
  conforms(components.schemas, components.schemas.Board, whole, "board");
  for (const table of TABLES) {
    const answer = await get(`/o/liuxi/${table}.json`);
    if (WITHOUT_JSON.includes(table)) {
      assert.equal(answer.status, 404, table);
      continue;
    }
    const { identity, rows } = await answer.json();
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.deepEqual(identity, whole.identity);
    assert.deepEqual(rows, whole[table] ?? [], table);
    conforms(components.schemas, components.schemas.Rows, { identity, rows }, table);
  }
  assert.throws(() => conforms(components.schemas, components.schemas.Rows, { identity: whole.identity, rows: [{}] }, "x"));
});

test("w36_pages_that_list_link_to_their_tables_and_the_links_lead_somewhere", async () => {
  for (const [page, files] of [
    ["", ["pledges.csv", "pledges.xlsx", "board.xlsx", "board.json"]],
    ["disclosures/", ["disclosures.csv", "disclosures.xlsx", "figures.csv", "disclosures.json"]],
    ["points/", ["points.csv", "points.xlsx", "points.json"]],
  ]) {
    for (const question of ["", "?on=2026-12-01"]) {
      const html = await (await get(`/o/liuxi/${page}${question}`)).text();
      for (const file of files) {
        const href = `/o/liuxi/${file}${question}`;
        assert.ok(html.includes(`<a href="${href}"`), `${page}${question} ${file}`);
        assert.equal((await get(href)).status, 200, href);
      }
    }
  }
  const moved = await get("/o/liuxi/board.csv?on=2026-12-01");
  assert.deepEqual([moved.status, moved.headers.get("location")], [308, "/o/liuxi/pledges.csv?on=2026-12-01"]);
  for (const path of ["members.csv", "pledges.ods", "pledges.csv.xlsx", "board.csv/x"]) {
    assert.equal((await get(`/o/liuxi/${path}`)).status, 404, path);
  }
});

test("w36_a_workbook_is_the_same_bytes_and_is_not_sent_twice", async () => {
  const first = await get("/o/liuxi/board.xlsx");
  const etag = first.headers.get("etag");
  const before = Buffer.from(await first.arrayBuffer());
  assert.equal((await get("/o/liuxi/board.xlsx", { "if-none-match": etag })).status, 304);
  await worker.restart();
  const again = await get("/o/liuxi/board.xlsx");
  assert.equal(again.headers.get("etag"), etag);
  assert.ok(Buffer.from(await again.arrayBuffer()).equals(before));
  assert.notEqual((await get("/o/liuxi/board.xlsx?on=2026-12-31")).headers.get("etag"), etag);
});
