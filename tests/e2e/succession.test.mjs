// A log that nobody can fill again: the office above and a new secretary continue it, and both boards say what is missing.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const TOWN = "hekou";
const OLD = "liuxi";
const NEW = "liuxi-2";
const CODE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/;
const PATIENCE_MS = 20_000;
const PICTURES = process.env.JIANNUO_PICTURES;

let day, town, village, resident, old;

/** Makes a code by a button of the roster page and reads it. */
const makesCode = async (person, label) => {
  await person.open(`/app/o/${TOWN}/members`);
  await person.press(label);
  const shown = person.page.locator(".code code").first();
  await shown.waitFor();
  await person.allPublished();
  const code = (await shown.innerText()).trim();
  assert.match(code, CODE);
  return code;
};

const listed = async (slug) =>
  (await (await day.worker.fetch("/organisations.json")).json()).organisations.find((one) => one.slug === slug);

const until = async (what, look) => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** A picture of the page for somebody who looks at it, where one is asked for. */
const picture = async (person, name) => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [look, width, height] of [["phone", 390, 844], ["desk", 1280, 800], ["hall", 1080, 1920]]) {
    await person.page.setViewportSize({ width, height });
    await person.page.screenshot({ path: `${PICTURES}/${name}-${look}.png` });
  }
};

before(async () => {
  day = await beginDay({ faults: true });
  resident = await day.resident();
  town = await day.secretaryOf(TOWN, "河口镇", "梁一禾");
  const code = await makesCode(town, "生成建立码");
  village = await day.guest();
  await village.founds(code, { slug: OLD, name: "柳溪村", person: "顾小满", parent: TOWN });
  await village.pledges(OLD, { text: "给后山路口装 6 盏路灯", due: inDays(20) });
  await village.pledges(OLD, { text: "修好三组的水闸", due: inDays(30) });
  await village.allPublished();
  // The only device that remembers is gone, and then the server loses an entry.
  await village.leaves();
  old = (await listed(OLD)).org;
  assert.equal((await day.worker.fetch(`/o/${old}/__fault/lose-last-entry`, { method: "POST" })).status, 204);
});
after(() => day?.end());

test("the board says that entries are missing, and its figures are not passed over in silence", async () => {
  await resident.open(`/o/${OLD}/`);
  await resident.sees("这份记录有缺失");
  await until("the directory never heard of it", async () => (await listed(OLD)).lost);
});

test("the office above makes a code for the continuation and is shown what it will say for ever", async () => {
  await town.open(`/app/o/${TOWN}/members`);
  await town.sees("柳溪村的记录有缺失");
  await town.sees("将永久公开写明");
  await picture(town, "succession-code");
});

test("a new secretary continues it with that code and with no other", async () => {
  const plain = await makesCode(town, "生成建立码");
  const code = await makesCode(town, "生成接续用的建立码");
  const founder = await day.guest();
  await founder.open("/app/found");
  await founder.page.locator(`option[value="${TOWN}"]`).waitFor({ state: "attached" });
  await founder.choose("上级组织", TOWN);
  await founder.choose("是否接续旧记录", { label: "柳溪村" });
  await founder.sees("将永久公开写明");
  await picture(founder, "succession-found");
  await founder.fill("建立码", plain);
  await founder.fill("组织名称", "柳溪村（接续）");
  await founder.fill("网址里的名字", NEW);
  await founder.fill("姓名", "方一苇");
  await founder.press("建立");
  await founder.sees("这个建立码不是为接续这份记录生成的");
  await founder.fill("建立码", code);
  await founder.press("建立");
  await founder.sees("你是方一苇");
  await founder.pledges(NEW, { text: "补装剩下的路灯", due: inDays(40) });
  await founder.allPublished();
});

test("both boards say what is missing and lead to each other, for readers without any script", async () => {
  await until("the old board never leads on", async () => {
    await resident.open(`/o/${OLD}/`);
    return resident.nowSees("不再续写");
  });
  await picture(resident, "succession-old");
  await resident.page.locator(`main a[href="/o/${NEW}/"]`).first().click();
  await resident.sees("补装剩下的路灯");
  assert.ok(await resident.nowSees("接续"));
  await picture(resident, "succession-new");
  await resident.open("/");
  await until("the front page never says it", async () => {
    await resident.open("/");
    return resident.nowSees("已另有公示接续");
  });
});

test("at the end of the day the logs are whole and no page has complained", () => day.isInOrder(TOWN, NEW));
