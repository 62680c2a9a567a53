// The browsers of the tests: Debian's Chromium and Firefox ESR, driven by playwright-core.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, firefox } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const FIREFOX = "/usr/bin/firefox-esr";
// No sandbox: tests run as root in containers. The rest keeps the browser from talking to anybody.
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A small phone in the hand of somebody in China. */
const PHONE = { locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport: { width: 390, height: 844 } };

/**
 * A browser with a profile of its own, as one device: closing and opening it again on the same
 * profile is what closing and opening the app means. Options go to playwright's context.
 */
export async function openDevice(options = {}) {
  const device = new Device(options);
  await device.open();
  return device;
}

class Device {
  #options;

  constructor(options) {
    this.#options = options;
    this.profile = mkdtempSync(join(tmpdir(), "jiannuo-device-"));
  }

  /** Opens the browser; after `close` and `kill` with everything that was stored. */
  async open() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: CHROMIUM,
      headless: true,
      args: CHROMIUM_FLAGS,
      ...PHONE,
      ...this.#options,
    });
    return this.context;
  }

  /** Closes the browser as its user would. */
  async close() {
    await this.context.close();
  }

  /** Ends the browser's processes at once, and nothing else. */
  async kill() {
    const gone = new Promise((resolve) => this.context.once("close", resolve));
    const session = await this.context.browser()?.newBrowserCDPSession();
    // The browser dies before it can answer.
    session?.send("Browser.crash").catch(() => {});
    await gone;
  }

  /** Closes the browser and removes its profile. */
  async dispose() {
    await this.context.close().catch(() => {});
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/**
 * A device that shares a running browser's processes with others, and nothing else: cheap, but it cannot be closed and
 * opened again. Options go to playwright's context.
 */
export async function openGuest(browser, options = {}) {
  const context = await browser.newContext({ ...PHONE, ...options });
  return { context, dispose: () => context.close() };
}

/** A browser without a profile that lasts: "chromium" or "firefox". More flags are for Chromium alone. */
export async function launch(name, flags = []) {
  switch (name) {
    case "chromium":
      return chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...CHROMIUM_FLAGS, ...flags] });
    case "firefox":
      return firefox.launch({ channel: "moz-firefox", executablePath: FIREFOX, headless: true });
    default:
      throw new Error(`there is no browser ${name}`);
  }
}
