// A village on a running product: founded, with members who each have a device, and pledges ready to be sent.
import assert from "node:assert/strict";

import { inDays } from "../e2e/support/day.mjs";
import { found, outcomes, push } from "../support/client.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";
import { startProduct } from "./engine.mjs";

export const SLUG = "liuxi";
/** A push holds at most 100 statements; a member with a device takes three. */
const MEMBERS_A_PUSH = 33;
const TEXTS = ["把三组的机耕路补平", "给村口装上太阳能路灯", "每月上门给独居老人送药", "清理村东的水渠", "办两期电商培训", "公布集体账目的明细"];

/** Starts the product with a village that has so many members, each with a device. */
export async function openVillage(members) {
  const root = await Key.make();
  const product = await startProduct(root.publicKey);
  const village = await Organisation.make({ foundingKey: root });
  const answer = await found(product, SLUG, village);
  assert.equal(answer.status, 201, await answer.text());
  const devices = [];
  while (devices.length < members) {
    const arriving = await Promise.all(
      Array.from({ length: Math.min(MEMBERS_A_PUSH, members - devices.length) }, () => village.newMember()),
    );
    await send(product, arriving.flatMap((one) => [one.added, one.invited, one.joined]));
    devices.push(...arriving.map((one) => one.device));
  }
  return { product, devices, organisation: village.id, secretary: village.secretary, founder: village.founder };
}

/** Sends what was said; everything has to be taken in. */
export async function send(product, said) {
  const refused = outcomes(await push(product, SLUG, said)).filter((outcome) => outcome !== "accepted");
  assert.deepEqual(refused, []);
}

/** So many pledges, signed by the devices in turn. */
export async function sign(devices, count) {
  const said = [];
  for (let number = 0; number < count; number += 1) {
    const device = devices[number % devices.length];
    const words = pledgeWords(`${TEXTS[number % TEXTS.length]}，第 ${number + 1} 件`, { kind: "on", on: inDays(1 + (number % 60)) });
    said.push(await device.say("pledge.published", { words: { ...words, quantity: String(1 + number), unit: "户" } }));
  }
  return said;
}

/** The text of a push. */
export const pushText = (said) => JSON.stringify(toPush(said));
