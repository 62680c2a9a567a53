// Photos and papers: picked on a phone without a network, made small there, brought when there is one, seen on the board.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";
import { everythingOn } from "./support/database.mjs";
import { asTakenByPhone, drawJpeg, heic, jpegMarkers, pdf, svg } from "./support/pictures.mjs";

const SLUG = "liuxi";
const NAME = "顾小满";
const PHOTO_LIMIT_MS = 60_000;
const PAUSE_MS = 2_000;
const PICK = "#attachments";
const BLOB = /\/o\/liuxi\/blobs\/[0-9a-f]{64}/g;
const LONGER_SIDE_PIXELS = 1_600;

let day, secretary, member, id, studio;

const formOf = (pledge) => `/app/o/${SLUG}/pledges/${pledge}/progress`;
const text = async (path) => (await day.worker.fetch(path)).text();
const bytes = async (path) => Buffer.from(await (await day.worker.fetch(path)).arrayBuffer());
const file = (name, buffer, mimeType = "application/octet-stream") => ({ name, mimeType, buffer });
const pick = (person, ...files) => person.page.locator(PICK).setInputFiles(files);
const previews = (person) => person.page.locator(".attached-picture");
const rows = (person) => person.page.locator(".attached-one");
/** A picture with measures, once it has been loaded. */
const measures = (picture) =>
  picture.evaluate(async (image) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
/** What a picture shows at a place, from 0 to 1, as colours from 0 to 255. */
const colourAt = (picture, x, y) =>
  studio.evaluate(
    async ({ base64, x, y }) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([data]));
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      context.drawImage(image, 0, 0);
      const [red, , blue] = context.getImageData(x * image.width, y * image.height, 1, 1).data;
      return { size: [image.width, image.height], red, blue };
    },
    { base64: picture.toString("base64"), x, y },
  );
/** The board's page of the pledge once it shows some words. */
async function pageWith(words, path = `/o/${SLUG}/pledges/${id}`) {
  await member.seesOnBoard(path, words, PHOTO_LIMIT_MS);
  return text(path);
}

before(async () => {
  day = await beginDay();
  studio = (await day.guest()).page;
  secretary = await day.secretaryOf(SLUG);
  member = await day.memberOf(SLUG, secretary, NAME, { device: await day.person() });
  await member.hasTheApp();
  id = await member.pledges(SLUG, { text: "修好三组的水闸", quantity: "3", unit: "处", due: inDays(20) });
  await member.allPublished();
});
after(() => day?.end());

test("P8: a photo taken offline survives closing, is on the board small and in full, tells nothing but what it shows, and stands in the log of its member", async () => {
  const drawn = await drawJpeg(studio, 4_000, 3_000, { left: "#e01010", right: "#1010e0" });
  const taken = asTakenByPhone(drawn, 6);
  assert.ok(jpegMarkers(taken).includes("e1") && taken.includes("Exif") && taken.includes("PhoneCamera"));
  await member.goesOffline();
  await member.open(formOf(id));
  await member.fill("做了什么", "闸门换好了，试了一次水");
  await member.fill("这次完成多少", "1");
  await pick(member, file("IMG_0001.JPG", taken, "image/jpeg"));
  await previews(member).waitFor();
  await member.fill("照片里是什么", "换好的闸门");
  await member.sees("草稿已存本机");
  // A pause in typing, after which a form is kept.
  await member.page.waitForTimeout(PAUSE_MS);
  // The page is closed before anything is published, and opened again.
  await member.closesAndOpens(formOf(id), true);
  assert.deepEqual(await measures(previews(member)), [240, 320], "held upright");
  assert.equal(await member.page.getByLabel("照片里是什么").inputValue(), "换好的闸门");
  await member.press("公示");
  await member.seesThePledgesPage();
  // Shown from the device: it is nowhere else.
  const inApp = () => member.page.locator(".photo img[alt='换好的闸门'][src^='blob:']");
  await measures(inApp());
  await member.closesAndOpens(`/app/o/${SLUG}/pledges/${id}`, true);
  await measures(inApp());
  await member.goesOnline();

  const html = await pageWith("换好的闸门");
  const [full, small] = html.match(BLOB);
  assert.match(html, /<img src="[^"]+" width="240" height="320" alt="换好的闸门" loading="lazy"/);
  for (const [path, longest] of [[full, LONGER_SIDE_PIXELS], [small, 320]]) {
    const picture = await bytes(path);
    const markers = jpegMarkers(picture);
    // What browsers write besides: the name of the colour space of everything that they draw.
    assert.deepEqual(markers.filter((marker) => /^(e[13-9a-f]|fe)$/.test(marker)), [], `${markers}`);
    if (markers.includes("e2")) assert.ok(picture.includes("ICC_PROFILE"));
    for (const trace of ["Exif", "GPS", "PhoneCamera", "http://ns.adobe.com"]) assert.ok(!picture.includes(trace), trace);
    const top = await colourAt(picture, 0.5, 0.1);
    const bottom = await colourAt(picture, 0.5, 0.9);
    assert.deepEqual(top.size, [longest * 0.75, longest]);
    assert.ok(top.red > 180 && top.blue < 80 && bottom.blue > 180 && bottom.red < 80, "the right way up");
  }
  // What the words in the log name is what the server hands out.
  const [row] = (await day.board(SLUG)).pledges;
  assert.equal(row.id, id);
  const said = await attachmentsOf("换好");
  const published = await bytes(full);
  assert.equal(published.length, said[0].file.bytes);
  const salted = createHash("sha256").update(Buffer.from(said[0].file.salt, "hex")).update(published).digest("hex");
  assert.ok(full.endsWith(salted) && salted === said[0].file.hash);

  const pledge = await text(`/o/${SLUG}/pledges/${id}`);
  const [log] = pledge.match(new RegExp(`/o/${SLUG}/members/[0-9a-f]{32}`));
  const listed = await text(log);
  for (const part of ["履职记录", NAME, "闸门换好了", "1 处", "换好的闸门", small, `/o/${SLUG}/pledges/${id}`]) {
    assert.ok(listed.includes(part), part);
  }
  await member.allPublished();
  await member.open(log.replace("/o/", "/app/o/"));
  await member.sees("闸门换好了");
});

/** What the words in the log that contain something say about files. */
async function attachmentsOf(words) {
  const lines = (await text(`/o/${SLUG}/log/bodies/from/0`)).trim().split("\n").map((line) => JSON.parse(line));
  const body = lines.map((line) => line.body?.text ?? line.text ?? "").find((text) => text.includes(words));
  return JSON.parse(body).attachments;
}

test("bad files are refused one by one, each with what to do, and good ones beside them are kept", async () => {
  const good = await drawJpeg(studio, 800, 600, { left: "#20a020", right: "#c0c0c0", type: "image/png" });
  await member.open(formOf(id));
  const bad = [
    [file("IMG_2.HEIC", heic(), "image/heic"), "兼容性最佳"],
    [file("图.svg", svg(), "image/svg+xml"), "SVG"],
    [file("图.png", svg(), "image/png"), "SVG"],
    [file("合同.pdf", pdf({ catalogue: "/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>" }), "application/pdf"), "打印"],
    [file("夹带.pdf", pdf({ hidden: "<< /S /JavaScript /JS (1) >>" }), "application/pdf"), "打印"],
    [file("程序.jpg", Buffer.from("MZ\x90\0\x03\0\0\0 this program", "latin1"), "image/jpeg"), "改文件名没有用"],
    [file("空.jpg", Buffer.alloc(0), "image/jpeg"), "空文件"],
    [file("大.pdf", Buffer.concat([pdf(), Buffer.alloc(5 * 1024 * 1024, 32)]), "application/pdf"), "最大 4 MB"],
    [file("坏.jpg", Buffer.from("ffd8ffe000104a46", "hex"), "image/jpeg"), "打不开"],
    [file("通知.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"), "application/msword"), "另存为 PDF"],
  ];
  await pick(member, ...bad.map(([picked]) => picked), file("好.png", good, "image/png"));
  await previews(member).waitFor();
  const refused = member.page.locator(".attaching-refused > li");
  await refused.nth(bad.length - 1).waitFor();
  assert.equal(await refused.count(), bad.length);
  const lines = await refused.allInnerTexts();
  bad.forEach(([{ name }, advice], index) => {
    assert.ok(lines[index].startsWith(name) && lines[index].includes(advice), `${name}: ${lines[index]}`);
  });
  assert.equal(await rows(member).count(), 1, "what is good was taken");

  await member.press("English");
  await member.sees("Most Compatible");
  await member.press("中文");
  await member.sees("兼容性最佳");
});

test("a name says nothing: a PDF that is called a photo is published as the paper that it is", async () => {
  await member.open(formOf(id));
  await pick(member, file("照片.jpg", pdf({ catalogue: "/OpenAction [3 0 R /XYZ null null 0]" }), "image/jpeg"));
  await member.page.locator("input[id$='-name']").waitFor();
  assert.equal(await member.page.locator("input[id$='-name']").inputValue(), "照片.jpg.pdf");
});

test("photos are put in order, removed and brought back by keyboard", async () => {
  await member.open(formOf(id));
  await rows(member).nth(1).waitFor();
  const kinds = () => rows(member).locator("input").evaluateAll((all) => all.map((one) => one.id.split("-").at(-1)));
  assert.deepEqual(await kinds(), ["shows", "name"], "kept from before");
  await member.page.getByRole("button", { name: "下移第 1 件" }).focus();
  await member.page.keyboard.press("Enter");
  await member.page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "上移第 2 件");
  assert.deepEqual(await kinds(), ["name", "shows"]);
  await member.page.getByRole("button", { name: "移除第 2 件" }).focus();
  await member.page.keyboard.press("Enter");
  await member.page.waitForFunction(() => document.activeElement?.textContent === "撤销移除");
  assert.deepEqual(await kinds(), ["name"]);
  await member.page.keyboard.press("Enter");
  await rows(member).nth(1).waitFor();
  assert.deepEqual(await kinds(), ["name", "shows"]);
  for (const number of [2, 1]) await member.page.getByRole("button", { name: `移除第 ${number} 件` }).click();
});

test("a photo of forty megapixels is made small on the phone", async () => {
  const huge = await drawJpeg(studio, 8_000, 5_000, { left: "#208020", right: "#d0d0d0" });
  await member.open(formOf(id));
  await member.fill("做了什么", "四千万像素也发得出去");
  await pick(member, file("DSC_9.jpg", huge, "image/jpeg"));
  await previews(member).waitFor();
  await member.press("公示");
  await member.seesThePledgesPage();
  const html = await pageWith("四千万像素也发得出去");
  const event = html.split("四千万像素也发得出去")[1];
  const picture = await bytes(event.match(BLOB)[0]);
  assert.deepEqual((await colourAt(picture, 0.1, 0.5)).size, [LONGER_SIDE_PIXELS, LONGER_SIDE_PIXELS * 0.625]);
  assert.ok(event.includes("没有文字说明"), "what nobody has described says so");
});

test("a page that is closed in the middle of bringing a photo goes on by itself when it is opened again, where it was", async () => {
  const noisy = await drawJpeg(studio, 3_200, 2_400, { left: "#fff", right: "#fff", noise: 2 });
  await member.open(formOf(id));
  await member.fill("做了什么", "半路断了也接得上");
  await pick(member, file("noisy.jpg", noisy, "image/jpeg"));
  await previews(member).waitFor();
  let brought = 0;
  await member.device.context.route(/\/blobs\/[0-9a-f]{64}/, (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    brought += 1;
    return brought === 1 ? route.continue() : route.abort();
  });
  await member.press("公示");
  await member.seesThePledgesPage();
  const deadline = Date.now() + PHOTO_LIMIT_MS;
  while (brought < 2 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(brought >= 2, "more than one piece");
  await member.device.kill();
  assert.ok(!(await text(`/o/${SLUG}/pledges/${id}`)).includes("半路断了也接得上"));
  await member.device.open();
  await member.takeUpTheDevice();
  const offsets = [];
  member.page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await member.open(`/app/o/${SLUG}`);
  const html = await pageWith("半路断了也接得上");
  assert.ok(offsets.length > 0 && offsets[0] > 0, `it went on at ${offsets}`);
  const picture = await bytes(html.split("半路断了也接得上")[1].match(BLOB)[0]);
  assert.equal(jpegMarkers(picture).at(-1), "da");
});

test("P8: a claim shows what was done: its photo is on the board beside the evidence", async () => {
  const pledge = await member.pledges(SLUG, { text: "给晒场装一盏灯", due: inDays(20) });
  await member.allPublished();
  const drawn = await drawJpeg(studio, 1_200, 900, { left: "#e0e010", right: "#101010" });
  await member.follow("申报完成");
  await member.fill("凭据", "灯装好了，晚上去看过");
  await pick(member, file("IMG_0077.JPG", drawn, "image/jpeg"));
  await previews(member).waitFor();
  await member.fill("照片里是什么", "晚上亮着的灯");
  await member.press("公示");
  await member.seesThePledgesPage();
  const html = await pageWith("晚上亮着的灯", `/o/${SLUG}/pledges/${pledge}`);
  const event = html.split("灯装好了，晚上去看过")[1];
  assert.match(event, /alt="晚上亮着的灯"/);
  const picture = await bytes(event.match(BLOB)[0]);
  assert.deepEqual((await colourAt(picture, 0.1, 0.5)).size, [1_200, 900]);
  assert.equal((await attachmentsOf("灯装好了，晚上去看过")).length, 1);
  const board = await day.board(SLUG);
  assert.equal(board.pledges.find((one) => one.id === pledge).standing.status, "claimed");
});

test("P8: a claim and a progress entry that are taken back take their files along: into the form, and off the device with its draft", async () => {
  const pledge = await member.pledges(SLUG, { text: "清一次晒场边的水沟", due: inDays(20) });
  await member.allPublished();
  const filesOf = async () => {
    const { outbox, ...stores } = await everythingOn(member);
    const names = Object.keys(stores).filter((name) => /file|blob/.test(name));
    assert.ok(names.length > 0, Object.keys(stores).join(" "));
    return { waiting: outbox.length, files: names.reduce((sum, name) => sum + stores[name].length, 0) };
  };
  const before = await filesOf();
  const drawn = await drawJpeg(studio, 900, 600, { left: "#10e0e0", right: "#101010" });
  await member.goesOffline();
  for (const [way, label, end] of [["记进展", "做了什么", "progress"], ["申报完成", "凭据", "claim"]]) {
    await member.open(`/app/o/${SLUG}/pledges/${pledge}`);
    await member.follow(way);
    await member.fill(label, "沟清到一半，又想了想");
    await pick(member, file("IMG_0088.JPG", drawn, "image/jpeg"));
    await previews(member).waitFor();
    await member.fill("照片里是什么", "清到一半的沟");
    await member.press("公示");
    await member.seesThePledgesPage();
    const held = await filesOf();
    assert.ok(held.waiting > before.waiting && held.files > before.files, `${end} waits with its files`);
    await member.open(`/app/o/${SLUG}/outbox`);
    await member.press("取回");
    await member.sees("已取回，没有公示。");
    await member.follow("接着改");
    await member.page.waitForURL(new RegExp(`/pledges/${pledge}/${end}$`));
    await previews(member).waitFor();
    assert.equal(await member.page.getByLabel("照片里是什么").inputValue(), "清到一半的沟");
    assert.equal((await filesOf()).waiting, before.waiting, "the outbox holds it no more");
    await member.press("移除第 1 件");
    await member.page.waitForTimeout(PAUSE_MS);
    // Left by a link the file goes at once; after the page was closed, when the form is opened again.
    if (end === "claim") {
      await member.page.reload();
      await member.sees("凭据");
    } else {
      await member.page.locator("nav.tabs a").first().click();
    }
    await member.page.waitForTimeout(PAUSE_MS);
    assert.equal((await filesOf()).files, before.files, `${end} has left a file on the device`);
  }
  await member.goesOnline();
  await member.allPublished();
  assert.ok(!(await text(`/o/${SLUG}/pledges/${pledge}`)).includes("又想了想"));
});

test("papers go with a disclosure; a name with a phone number in it is found before publishing", async () => {
  const table = Buffer.from("姓名,金额\n一组,1200\n");
  const agreement = pdf();
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.fill("标题", "水闸修缮支出");
  await secretary.fill("正文", "钱花在哪里，见附件。");
  await pick(secretary, file("明细13800138000.csv", table, "text/csv"), file("协议.pdf", agreement, "application/pdf"));
  await rows(secretary).nth(1).waitFor();
  await secretary.reviews();
  await secretary.press("公示");
  await secretary.sees("138****8000");
  await secretary.press("用遮盖后的文字");
  await secretary.press("公示");
  const notice = await secretary.seesTheNoticesPage();
  const html = await pageWith("明细138****8000.csv", `/o/${SLUG}/disclosures/${notice}`);
  assert.ok(html.includes("CSV 表格") && html.includes("协议.pdf") && !html.includes("13800138000"));
  const [csv, paper] = html.match(BLOB);
  assert.deepEqual(await bytes(csv), table);
  assert.deepEqual(await bytes(paper), agreement);
});

test("what is erased leaves its words' place, its address is gone, and no cache of the app has kept it", async () => {
  await secretary.open(`/app/o/${SLUG}/pledges/${id}`);
  await measures(secretary.page.getByRole("img", { name: "换好的闸门" }));
  const before = await text(`/o/${SLUG}/pledges/${id}`);
  const [full, small] = before.split("换好了，试了一次水")[1].match(BLOB);
  const cached = await secretary.page.evaluate(async (path) => (await caches.match(path)) !== undefined, small);
  assert.equal(cached, false);
  await secretary.follow("永久删除文字");
  const entry = secretary.page.locator(".outbox > li", { hasText: "闸门换好了" });
  await entry.getByRole("checkbox").check();
  assert.match(await entry.innerText(), /一起删除：1 张照片。/);
  await secretary.press("下一步：核对");
  await secretary.sees("一起删除：1 张照片。");
  await secretary.press("永久删除，不能恢复");
  await secretary.seesThePledgesPage();
  const after = await pageWith("依规删除");
  assert.ok(!after.includes(full) && !after.includes(small) && !after.includes("换好的闸门"));
  for (const path of [full, small]) assert.equal((await day.worker.fetch(path)).status, 410, path);
});

test("a photo that is added while a disclosure is corrected is there again after a reload, and published with the correction", async () => {
  const disclosure = await secretary.discloses(SLUG, { title: "修渠支出", kind: "finance", body: "支出 9,500 元。" });
  await secretary.allPublished();
  await secretary.follow("更正");
  const drawn = await drawJpeg(studio, 800, 600, { left: "#209020", right: "#202020" });
  await pick(secretary, file("IMG_0042.JPG", drawn, "image/jpeg"));
  await previews(secretary).waitFor();
  await secretary.fill("照片里是什么", "修好的水渠");
  await secretary.fill("为什么修改", "补上照片");
  await secretary.page.waitForTimeout(PAUSE_MS);
  await secretary.page.reload();
  assert.deepEqual(await measures(previews(secretary)), [320, 240]);
  assert.equal(await secretary.page.getByLabel("照片里是什么").inputValue(), "修好的水渠");
  assert.equal(await secretary.page.getByLabel("为什么修改").inputValue(), "补上照片");
  await secretary.reviews();
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  assert.match(await pageWith("修好的水渠", `/o/${SLUG}/disclosures/${disclosure}`), BLOB);
  // Another correction begins with what is published, and with nothing else.
  await secretary.open(`/app/o/${SLUG}/disclosures/${disclosure}/revise`);
  await rows(secretary).waitFor();
  assert.equal(await rows(secretary).count(), 1);
  assert.equal(await secretary.page.getByLabel("为什么修改").inputValue(), "");
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
