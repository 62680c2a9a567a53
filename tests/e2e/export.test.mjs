// Out of the app: tables made on the device, and the whole device as one file and back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { byHeading, sheets } from "../support/workbook.mjs";
import { everythingOn } from "./support/database.mjs";
import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const NAME = "顾小满";
const BACKUP = "/app/settings/backup";

let day, secretary, phone;

/** What a person downloads by doing something: its name and its bytes. */
const downloads = async (person, act) => {
  const [download] = await Promise.all([person.page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};
const backsUp = async (person) => {
  await person.open(BACKUP);
  const file = await downloads(person, () => person.press("备份到文件"));
  await person.sees("备份文件已交给浏览器保存");
  return file;
};
const picks = (person, buffer, name = "jiannuo-backup.jsonl") =>
  person.page.getByLabel("备份文件").setInputFiles({ name, mimeType: "application/jsonl", buffer });
/** Restores a file, at the second press. */
const restores = async (person, buffer) => {
  await person.open(BACKUP);
  await picks(person, buffer);
  await person.sees("备份完好");
  await person.press("恢复到这台设备");
  await person.press("确定恢复");
  await person.sees("已恢复");
};
before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG);
  phone = await day.memberOf(SLUG, secretary, NAME, { device: await day.guest() });
  await phone.hasTheApp();
});
after(() => day?.end());

test("D3: a board's tables are made on the device without a network: CSV, a workbook and JSON", async () => {
  await phone.pledges(SLUG, { text: "=给后山路口装 6 盏路灯", quantity: "6", unit: "盏", due: inDays(20) });
  await phone.allPublished();
  await phone.open(`/app/o/${SLUG}/manage`);
  await phone.follow("下载表格");
  // What the page itself needs is there; the writer of workbooks comes out of the app's own files.
  await phone.goesOffline();
  const csv = await downloads(phone, () => phone.press("公开承诺 CSV"));
  assert.match(csv.name, /^liuxi-pledges-\d{4}-\d\d-\d\d\.csv$/);
  assert.ok(csv.bytes.toString("utf8").includes(`"'=给后山路口装 6 盏路灯"`));
  const xlsx = await downloads(phone, () => phone.press("公开承诺 Excel"));
  const [row] = byHeading(sheets(xlsx.bytes)[0]);
  assert.deepEqual([row["承诺人"], row["承诺内容"], row["数量"]], [NAME, "=给后山路口装 6 盏路灯", 6]);
  const json = await downloads(phone, () => phone.press("公开承诺 JSON"));
  assert.equal(JSON.parse(json.bytes).rows[0].words.text, "=给后山路口装 6 盏路灯");
  const all = await downloads(phone, () => phone.press("全部表格 Excel"));
  assert.ok(sheets(all.bytes).length >= 5);
  await phone.goesOnline();
  const served = await day.worker.fetch(`/o/${SLUG}/pledges.csv`);
  assert.equal(csv.bytes.toString("utf8"), Buffer.from(await served.arrayBuffer()).toString("utf8"), "the same on both sides");
});

test("S23: a device's backup brings drafts and what waits to another device, whose waiting entries go out", async () => {
  await phone.goesOffline();
  const waiting = "每月清理一次排水沟";
  const id = await phone.pledges(SLUG, { text: waiting, due: inDays(30) });
  await phone.writesPledge(SLUG, { text: "还没想好的话", due: inDays(40) });
  await phone.sees("已存本机");
  const { name, bytes } = await backsUp(phone);
  assert.match(name, /^jiannuo-backup-\d{4}-\d\d-\d\d\.jsonl$/);
  assert.doesNotMatch(bytes.toString("utf8"), /"kept":"keys"|privateKey/);
  const before_ = await everythingOn(phone);

  const other = await day.guest();
  await restores(other, bytes);
  await other.sees("这台设备没有签名钥匙");
  const after_ = await everythingOn(other);
  for (const name of ["packs", "bundles", "drafts"]) {
    // What waited goes out from there by itself, so that there may be more by now.
    const there = new Map(after_[name]);
    for (const [key, value] of before_[name]) assert.equal(there.get(key), value, `${name} ${key}`);
  }
  // It goes out from there, though nobody there could have signed it.
  await day.boardShows(SLUG, (board) => board.pledges.some((pledge) => pledge.id === id && pledge.words?.text === waiting));
  // The first phone finds it in the log: it is there once.
  await phone.goesOnline();
  await phone.allPublished();
  assert.equal((await day.onBoard(SLUG, waiting)).length, 1);

  // The same file again brings nothing: what waited is in the log.
  await restores(other, bytes);
  await other.sees("什么也没有改动");
  // After an invitation the member writes there again.
  const { link } = await secretary.invites(SLUG, NAME);
  await other.joinsByLink(link);
  await other.pledges(SLUG, { text: "恢复以后又写的一条", due: inDays(50) });
  await other.allPublished();
  assert.equal((await day.onBoard(SLUG, "恢复以后又写的一条")).length, 1);
});

test("S23: what is damaged, newer or something else is refused with words, and nothing is changed", async () => {
  const { bytes } = await backsUp(secretary);
  const other = await day.guest();
  await other.open(BACKUP);
  // A new device asks once whether this is a demonstration, and keeps the answer.
  let before_;
  do before_ = await everythingOn(other);
  while (before_.settings.length === 0);
  const text = bytes.toString("utf8");
  for (const [content, said] of [
    [text.slice(0, text.length / 2), "备份文件不完整或被改动过"],
    [text.replace("梁一禾", "梁二禾"), "备份文件不完整或被改动过"],
    [text.replace('"version":1', '"version":9'), "更新版本的应用"],
    ["承诺人,承诺内容\n", "这不是本应用的备份文件"],
  ]) {
    await other.open(BACKUP);
    await picks(other, Buffer.from(content));
    await other.sees(said);
  }
  assert.deepEqual(await everythingOn(other), before_);
});

test("S23: what a device has by itself is not overwritten, and a page that is closed before the second press changes nothing", async () => {
  const { bytes } = await backsUp(secretary);
  await secretary.pledges(SLUG, { text: "备份以后写的一条", due: inDays(60) });
  await secretary.allPublished();
  const before_ = await everythingOn(secretary);
  await secretary.open(BACKUP);
  await picks(secretary, bytes);
  await secretary.sees("备份完好");
  await secretary.press("恢复到这台设备");
  await secretary.open(BACKUP);
  assert.deepEqual((await everythingOn(secretary)).bundles, before_.bundles);
  await restores(secretary, bytes);
  await secretary.sees("什么也没有改动");
  const after_ = await everythingOn(secretary);
  for (const name of ["bundles", "packs", "checkpoints", "memberships", "outbox"]) {
    assert.deepEqual(after_[name], before_[name], name);
  }
});
