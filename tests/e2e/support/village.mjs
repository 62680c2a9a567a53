// A village whose record was told by devices in plain Node: one of everything that public pages show.
import assert from "node:assert/strict";

import { found, outcomes, push } from "../../support/client.mjs";
import { Key, Organisation } from "../../support/member.mjs";
import { beginDay, inDays } from "./day.mjs";

export const SLUG = "liuxi";

/** Text as somebody sends it who means harm, and what of it a reader must be able to read. */
export const HARMFUL = {
  direction: { text: "先写\u{202E}后面的字会倒过来", visible: "后面的字会倒过来" },
  hidden: { text: "路\u{200B}灯\u{200D}和水\u{2060}渠", visible: "水" },
  markup: { text: "<script>document.title='偷换'</script><img src=x onerror=alert(1)>修路", visible: "<script>" },
};

const MORNING = [{ opens: "08:30", closes: "12:00" }];
const WEEK = [MORNING, MORNING, MORNING, MORNING, MORNING, [], []];

/** Begins a day in a village with a record; answers the day and the ids of what is on its pages. */
export async function beginVillageDay(options) {
  const root = await Key.make();
  const day = await beginDay({ foundingKey: root.publicKey, ...options });
  const village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(day.worker, SLUG, village)).status, 201);
  const ids = {};
  const tell = async (name, kind, fields) => {
    const said = await village.secretary.say(kind, fields);
    assert.deepEqual(outcomes(await push(day.worker, SLUG, [said])), ["accepted"], name);
    if (!fields.record) ids[name] = said.record;
    return said;
  };
  const pledge = (name, words) => tell(name, "pledge.published", { words });
  const lamps = await pledge("lamps", {
    text: "给后山路口装 6 盏路灯",
    field: "道路",
    measure: "现场可数",
    quantity: "6",
    unit: "盏",
    due: { kind: "on", on: inDays(30) },
    milestones: [{ text: "买好灯杆", on: inDays(10) }],
    responsible: "林秋实",
    beneficiaries: "后山二十户",
  });
  await tell("progress", "progress.added", {
    record: lamps.record,
    words: { on: inDays(0), note: "量好了位置，定了灯杆", quantity: "2" },
  });
  const overdue = await pledge("overdue", { text: "修好三组的水闸", due: { kind: "on", on: inDays(-40) } });
  await tell("reworded", "pledge.revised", {
    record: overdue.record,
    prev: overdue.entry,
    words: { text: "修好三组和四组的水闸", due: { kind: "on", on: inDays(-40) }, reason: "四组的也坏了" },
  });
  for (const [name, { text }] of Object.entries(HARMFUL)) {
    await pledge(name, { text, due: { kind: "every", every: "month", from: inDays(-5) } });
  }
  await tell("disclosure", "disclosure.published", {
    words: { title: "第三季度收支", kind: "finance", date: inDays(-3), body: "收入 12,000 元。\n\n支出 9,500 元。" },
  });
  const monthly = await tell("monthly", "catalogue.defined", {
    words: {
      matter: "财务",
      item: "收支明细",
      kind: "finance",
      level: "village",
      mode: "proactive",
      time_limit: { kind: "every", every: "month", from: inDays(-100), days: 10, count: "calendar" },
    },
  });
  const cell = (head, role) => ({ head, role });
  await tell("accounts", "disclosure.published", {
    words: {
      title: "上季收支明细",
      kind: "finance",
      date: inDays(-2),
      body: "",
      item: monthly.record,
      tables: [
        {
          caption: "收支明细",
          unit: "元",
          columns: [cell("事由", "text"), cell("收入", "income"), cell("支出", "spending")],
          rows: [{ cells: ["鱼塘租金", "1,200", ""] }, { cells: ["电费", "", "640.5"] }, { cells: ["合计", "1,200", "604.5"], role: "total" }],
        },
      ],
    },
  });
  await tell("notice", "disclosure.published", {
    words: {
      title: "路灯位置公示",
      kind: "notice",
      date: inDays(0),
      body: "拟在六处装灯。",
      notice: { from: inDays(0), until: { kind: "after-working-days", days: 5 }, phone: "0595-00000000" },
    },
  });
  await tell("point", "point.published", {
    words: {
      name: "柳溪村便民服务点",
      level: "village",
      address: "村委会一楼",
      phone: "0595-00000000",
      services: "社保、医保、证明",
      hours: { weekly: WEEK, follows_working_days: true },
      windows: [{ name: "1 号窗口", matters: ["医保", "社保"], duties: [{ weekdays: [1, 2, 3], on_duty: "顾小满", stand_in: "余望舒" }] }],
      access: ["step-free-entrance"],
    },
  });
  await tell("guide", "guide.published", {
    words: {
      matter: "申请残疾人两项补贴",
      group: "社会保障",
      points: [ids.point],
      legal_limit: "20 个工作日",
      promised_limit: "2 个工作日",
      papers: [{ name: "身份证", format: "原件", copies: 1, issuer: "公安机关" }, { name: "申请表" }],
      steps: ["到窗口交材料", "两天后取结果"],
      fee: "不收费",
      phone: "0595-00000000",
    },
  });
  await tell("described", "organisation.described", {
    record: village.id,
    prev: village.founding.entry,
    words: {
      name: "柳溪村",
      level: "village",
      hotlines: [{ name: "政务服务热线", number: "12345" }],
      contacts: [{ name: "林秋实", post: "书记", phone: "0595-00000001", reception: { time: "每周三上午", place: "村委会" } }],
    },
  });

  await tell("post", "post.defined", { words: { title: "矛盾调解岗", class: "服务类", duties: "接到求助当天上门", places: 3 } });
  await tell("claimed post", "post.claimed", { record: ids.post });
  await tell("cycle", "cycle.opened", {
    words: {
      year: new Date().getFullYear(),
      pledge_by: inDays(20),
      mid_check: inDays(120),
      account_by: inDays(220),
      close_on: inDays(240),
    },
  });
  await pledge("service", {
    text: "残疾人补贴申请办结",
    kind: "service",
    service: {
      promised: { amount: "2", unit: "working-days" },
      legal: { amount: "20", unit: "working-days" },
    },
    cycle: ids.cycle,
    due: { kind: "as-written", written: "每一件" },
  });

  return { day, ids, village };
}

/** The addresses of every kind of public page. */
export const publicPages = (ids) => [
  "/",
  `/o/${SLUG}/`,
  `/o/${SLUG}/?q=ludeng`,
  ...Object.keys(HARMFUL).map((name) => `/o/${SLUG}/pledges/${ids[name]}`),
  `/o/${SLUG}/pledges/${ids.lamps}`,
  `/o/${SLUG}/pledges/${ids.overdue}`,
  `/o/${SLUG}/disclosures/`,
  `/o/${SLUG}/disclosures/${ids.disclosure}`,
  `/o/${SLUG}/disclosures/${ids.accounts}`,
  `/o/${SLUG}/disclosures/${ids.notice}`,
  `/o/${SLUG}/catalogue/`,
  `/o/${SLUG}/catalogue/${ids.monthly}`,
  `/o/${SLUG}/points/`,
  `/o/${SLUG}/points/${ids.point}`,
  `/o/${SLUG}/guides/`,
  `/o/${SLUG}/guides/${ids.guide}`,
  `/o/${SLUG}/contacts/`,
  `/o/${SLUG}/pledges/${ids.service}`,
  `/o/${SLUG}/?kind=service`,
  `/o/${SLUG}/posts/`,
  `/o/${SLUG}/cycles/${ids.cycle}`,
  "/o/nowhere/",
];

/**
 * The addresses of every kind of page of the app, for a secretary who has the pledges `own` and `claimed`, and of those of
 * a disclosure and a service point where there are such.
 */
export const appPages = (slug, { own, claimed, disclosure, point, item, service, post, cycle, guide }) => [
  ...["posts", "posts/new", "cycles", "cycles/new", `pledges/new?part_of=${own}`].map((end) => `/app/o/${slug}/${end}`),
  ...(service ? [`/app/o/${slug}/pledges/${service}/progress`] : []),
  ...(post ? ["revise", "withdraw", "erase"].map((end) => `/app/o/${slug}/posts/${post}/${end}`) : []),
  ...(cycle ? ["", "/revise", "/account", "/erase"].map((end) => `/app/o/${slug}/cycles/${cycle}${end}`) : []),

  "/app/",
  "/app/join",
  "/app/found",
  "/app/settings",
  "/app/settings/backup",
  `/app/o/${slug}/download`,
  "/app/how",
  "/app/compare",
  `/app/compare/${slug}`,
  "/app/nothing-here",
  "/app/search",
  `/app/o/${slug}/search?q=ld`,
  `/app/o/${slug}`,
  ...["write", "outbox", "disclosures/", "points/", "manage", "members", "import", "office", "office/new", "custodian", "pledges/new", "disclosures/new", "points/new", "catalogue", "catalogue/new", "catalogue/starter", "describe", "describe/erase", "contacts", "guides/", "guides/new"].map(
    (end) => `/app/o/${slug}/${end}`,
  ),
  `/app/o/${slug}/pledges/${own}`,
  ...["revise", "progress", "claim", "end", "withdraw-progress", "contest", "erase"].map((end) => `/app/o/${slug}/pledges/${own}/${end}`),
  ...["confirm", "dispute"].map((end) => `/app/o/${slug}/pledges/${claimed}/${end}`),
  ...(disclosure ? [`/app/o/${slug}/disclosures/${disclosure}/conclude`, `/app/o/${slug}/disclosures/new?again=${disclosure}`] : []),
  ...Object.entries({ disclosures: disclosure, points: point, guides: guide, catalogue: item })
    .filter(([, id]) => id)
    .flatMap(([kind, id]) => ["", "/revise", "/withdraw", "/erase"].map((end) => `/app/o/${slug}/${kind}/${id}${end}`)),
];
