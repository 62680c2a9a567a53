// A person with a device: what they do, in the words of the interface.
import { openDevice, openGuest } from "../../support/browsers.mjs";

/** How long a person waits for something that does not need the network; a machine under load needs most of it. */
const PATIENCE_MS = 45_000;
/** Where a pledge's own page is. */
const PLEDGE_PAGE = /\/pledges\/[0-9a-f]{32}$/;
/** Where the own page of a disclosure, a service point or a guide is. */
const NOTICE_PAGE = /\/(disclosures|points|guides)\/[0-9a-f]{32}$/;
/** What the browser says by itself about answers, and about connections, that the app expects and explains. */
const NOT_A_COMPLAINT = /Failed to load resource|ERR_INTERNET_DISCONNECTED|Cross-Origin-Opener-Policy header has been ignored/;

/** Somebody whose browser can be closed, killed and opened again. */
export async function personAt(baseUrl, options = {}) {
  const person = new Person(baseUrl, await openDevice(options));
  await person.takeUpTheDevice();
  return person;
}

/** Somebody on a device of their own in a browser that is running already. */
export async function guestAt(baseUrl, browser, options = {}) {
  const person = new Person(baseUrl, await openGuest(browser, options));
  await person.takeUpTheDevice();
  return person;
}

class Person {
  constructor(baseUrl, device) {
    this.baseUrl = baseUrl;
    this.device = device;
    /** What the page complained about; a test looks that there is nothing. */
    this.complaints = [];
  }

  async takeUpTheDevice() {
    this.page = this.device.context.pages()[0] ?? (await this.device.context.newPage());
    this.#listen(this.page);
  }

  /** Another tab on the same device. */
  async secondTab() {
    const page = await this.device.context.newPage();
    this.#listen(page);
    return page;
  }

  #listen(page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => this.complaints.push(`${page.url()}: ${error}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !NOT_A_COMPLAINT.test(message.text())) {
        this.complaints.push(`${page.url()}: ${message.text()}`);
      }
    });
  }

  open(path) {
    return this.page.goto(this.baseUrl + path);
  }

  press(name) {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  follow(name) {
    return this.page.getByRole("link", { name, exact: true }).first().click();
  }

  fill(label, text) {
    const typed = this.page.locator("input:not([type=radio]):not([type=checkbox]), textarea");
    return this.page.getByLabel(label).and(typed).first().fill(text);
  }

  choose(label, option) {
    return this.page.getByLabel(label).and(this.page.locator("select")).first().selectOption(option);
  }

  /** Picks one of a few answers that are all to be seen. */
  picks(answer) {
    return this.page.getByRole("radio", { name: answer, exact: true }).check();
  }

  /** A list in a form, or in one of its rows. */
  list(name, within = this.page) {
    return within.getByRole("group", { name: new RegExp(`^${name}`) }).first();
  }

  /** The rows of a list. */
  rows(list, within) {
    return this.list(list, within).locator("> ol > li");
  }

  /** Adds a row to a list; answers it. */
  async addsRow(list, one, texts, within) {
    await this.list(list, within).getByRole("button", { name: `添加${one}`, exact: true }).click();
    const row = this.rows(list, within).last();
    await this.fillsRow(row, texts);
    return row;
  }

  /** Types into a row of a list: what each of its fields gets, or the only one. */
  async fillsRow(row, texts) {
    if (typeof texts === "string") return row.getByRole("textbox").first().fill(texts);
    for (const [label, text] of Object.entries(texts)) await row.getByLabel(label).first().fill(text);
  }

  sees(text) {
    return this.page.getByText(text).first().waitFor();
  }

  /** Whether the words are on the page now. */
  async nowSees(text) {
    return (await this.page.locator("body").innerText()).includes(text);
  }

  /** The app says that nothing waits on this device any more. */
  allPublished() {
    return this.sees("已全部发布");
  }

  /** Sees the words on a public page, asked for again and again as a person would reload it. */
  async seesOnBoard(path, text, withinMs) {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const html = await (await fetch(this.baseUrl + path)).text();
      if (html.includes(text)) return;
      if (Date.now() > deadline) throw new Error(`${path} does not show ${text} within ${withinMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async goesOffline() {
    await this.device.context.setOffline(true);
  }

  async goesOnline() {
    await this.device.context.setOffline(false);
    // A page that is in the background is not told of the network's return by every browser.
    await this.page.evaluate(() => window.dispatchEvent(new Event("online")));
  }

  /** The app is on this device: from here on it opens without a network. */
  async hasTheApp() {
    await this.page.evaluate(() => navigator.serviceWorker.ready);
  }

  /** Closes the browser and opens it again. */
  async closesAndOpens(path, offline) {
    await this.device.close();
    await this.opensAgain(path, offline);
  }

  /** Opens the browser after it was closed or killed. */
  async opensAgain(path, offline) {
    await this.device.open();
    await this.takeUpTheDevice();
    if (offline) await this.goesOffline();
    await this.open(path);
  }

  leaves() {
    return this.device.dispose();
  }

  // The app's main acts.

  async founds(code, { slug, name, person, post, parent }) {
    await this.open("/app/found");
    if (parent) {
      await this.page.locator(`option[value="${parent}"]`).waitFor({ state: "attached" });
      await this.choose("上级组织", parent);
    }
    await this.fill("建立码", code);
    await this.fill("组织名称", name);
    await this.fill("网址里的名字", slug);
    await this.fill("姓名", person);
    if (post) await this.fill("职务", post);
    await this.press("建立");
    await this.sees(`你是${person}`);
  }

  /** Adds a member; without a device until they are invited. */
  async addsMember(slug, name, role = "member") {
    await this.open(`/app/o/${slug}/members`);
    await this.fill("姓名", name);
    await this.choose("角色", role);
    await this.press("添加成员");
    await this.page.locator(".member", { hasText: name }).waitFor();
  }

  /** Makes an invitation, for a member's first device or another, and reads its code and link. */
  async invites(slug, name) {
    await this.open(`/app/o/${slug}/members`);
    await this.page.locator(".member", { hasText: name }).getByRole("button", { name: /^邀请/ }).click();
    await this.sees(`给${name}的邀请码`);
    await this.allPublished();
    return {
      code: await this.page.locator(".code code").innerText(),
      link: await this.page.locator(".code-link code").innerText(),
    };
  }

  async removesMember(slug, name) {
    await this.open(`/app/o/${slug}/members`);
    const row = this.page.locator(".member", { hasText: name });
    await row.getByRole("button", { name: "移出名册" }).click();
    await row.getByRole("button", { name: "确定移出？再按一次" }).click();
    await row.getByText("已离开").waitFor();
    await this.allPublished();
  }

  async joinsByLink(link) {
    await this.page.goto(link);
    await this.press("加入");
    await this.page.waitForURL(/\/app\/o\/[^/]+$/);
  }

  async joinsByCode(slug, code) {
    await this.open("/app/join");
    await this.choose("组织", slug);
    await this.fill("邀请码", code);
    await this.press("加入");
  }

  /** Fills in a pledge without publishing it. */
  async writesPledge(slug, { text, quantity, unit, due, forWhom }) {
    await this.open(`/app/o/${slug}/pledges/new`);
    if (forWhom) await this.choose("谁的承诺", { label: forWhom });
    await this.fill("承诺内容", text);
    if (quantity) await this.fill("数量", quantity);
    if (unit) await this.fill("单位", unit);
    if (due) await this.fill("最后一天", due);
  }

  /** Writes a pledge and presses Publish; answers its id. */
  async pledges(slug, pledge) {
    await this.writesPledge(slug, pledge);
    await this.press("公示");
    return this.seesThePledgesPage();
  }

  async seesThePledgesPage() {
    await this.page.waitForURL(PLEDGE_PAGE);
    return this.page.url().split("/").at(-1);
  }

  /** Publishes a disclosure; answers its id. */
  async discloses(slug, { title, kind = "village", body }) {
    await this.open(`/app/o/${slug}/disclosures/new`);
    await this.fill("标题", title);
    await this.choose("类别", kind);
    await this.fill("正文", body);
    await this.reviews();
    await this.press("公示");
    return this.seesTheNoticesPage();
  }

  /** Ticks that a disclosure was reviewed before it is published: all three looks. */
  async reviews() {
    for (const look of [/^保密：/, /^必要性：/, /^准确性：/]) await this.page.getByRole("checkbox", { name: look }).check();
  }

  /** Defines a row of the catalogue; answers its id. */
  async definesItem(slug, { matter, item, every, days, from }) {
    await this.open(`/app/o/${slug}/catalogue/new`);
    await this.fill("一级事项", matter);
    await this.fill("二级事项", item);
    if (every) {
      await this.choose("多久一次", every);
      await this.fill("期满后多少天内", days);
      await this.fill("从哪天起要求", from);
    } else {
      await this.picks("遇事公开");
      await this.fill("形成或变更后多少天内", days);
    }
    await this.press("公示");
    await this.page.waitForURL(/\/catalogue\/[0-9a-f]{32}$/);
    return this.page.url().split("/").at(-1);
  }

  /** Publishes a service point; answers its id. */
  async opensPoint(slug, { name, address, exception }) {
    await this.open(`/app/o/${slug}/points/new`);
    await this.fill("名称", name);
    await this.fill("地址", address);
    if (exception) await this.addsRow("特别日期", "特别日期", exception);
    await this.press("公示");
    return this.seesTheNoticesPage();
  }

  async seesTheNoticesPage() {
    await this.page.waitForURL(NOTICE_PAGE);
    return this.page.url().split("/").at(-1);
  }

  // From a pledge's page.

  async addsProgress(note, quantity) {
    await this.follow("记进展");
    await this.fill("做了什么", note);
    if (quantity) await this.fill("这次完成多少", quantity);
    await this.press("公示");
    await this.seesThePledgesPage();
  }

  async claims(evidence) {
    await this.follow("申报完成");
    await this.fill("凭据", evidence);
    await this.press("公示");
    await this.seesThePledgesPage();
  }

  /** Gives a verdict: 确认完成 or 提出异议. */
  async judges(verdict, seen) {
    await this.follow(verdict);
    await this.fill("你看到的情况", seen);
    await this.press(verdict);
    await this.seesThePledgesPage();
  }

  async revises(text, reason) {
    await this.follow("修改文字");
    await this.fill("承诺内容", text);
    await this.fill("为什么修改", reason);
    await this.press("公示修改");
    await this.seesThePledgesPage();
  }

  async ends(what, reason, explanation) {
    await this.follow("说明未完成或撤回");
    await this.picks(what);
    await this.choose("原因", { label: reason });
    await this.fill("向群众说明", explanation);
    await this.press("公示");
    await this.seesThePledgesPage();
  }
}
