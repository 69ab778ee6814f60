import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  type EmulatedMessage,
} from "../../src/emulator/aliyun/index.ts";
import { injectedRefusal } from "../../src/emulator/aliyun/answer.ts";
import { faultSchema } from "../../src/emulator/aliyun/fault-schema.ts";
import { MAINLAND, sendSms } from "../support/emulator-aliyun-client.ts";

let emulator: AliyunEmulator;
beforeAll(async () => {
  emulator = await createAliyunEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const PAGE = new URL("../../src/emulator/inbox/page/", import.meta.url);
const files = readdirSync(PAGE);
const read = (name: string) => readFileSync(new URL(name, PAGE), "utf8");
const get = (path: string) => fetch(`${emulator.url}/_emulator/inbox${path}`);

/** The files of the page are JavaScript without types; what is imported here is said in the type argument. */
const load = async <Exports>(name: string): Promise<Exports> => await import(new URL(name, PAGE).href);

interface FaultSwitch {
  readonly name: string;
  readonly fault: { readonly kind: string; readonly code?: string };
}
const switches = async () =>
  (await load<{ FAULT_GROUPS: { faults: FaultSwitch[] }[] }>("fault-list.js")).FAULT_GROUPS.flatMap((
    { faults },
  ) => faults);

describe("the page", () => {
  test("is HTML that may run and load nothing but the emulator's own files", async () => {
    const response = await get("");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  test("finds every file that it names, each with its type", async () => {
    const named = [...read("index.html").matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(named).toHaveLength(5);
    const modules = files.filter((name) => name.endsWith(".js"));
    for (const path of [...named, ...modules.map((name) => `/_emulator/inbox/${name}`)]) {
      const response = await fetch(emulator.url + path);
      expect(response.status, path).toBe(200);
      expect(response.headers.get("content-type")).toMatch(
        path.endsWith(".css") ? /^text\/css/ : /^text\/javascript/,
      );
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect((await get("/create-inbox.ts")).status).toBe(404);
    expect((await get("/..%2fcreate-inbox.ts")).status).toBe(404);
  });

  test.each(files)("%s names no other server and makes no markup out of text", (name) => {
    const text = read(name).replace("http://www.w3.org/2000/svg", "");
    expect(text).not.toMatch(/https?:\/\/|\/\/[a-z0-9-]+\.[a-z]{2,}/i);
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/);
    expect(text).not.toMatch(/<(script|style)>|\son[a-z]+="|\sstyle="/);
  });

  test("has every text in both languages, and each is used", async () => {
    const { ENGLISH } = await load<{ ENGLISH: Record<string, unknown> }>("texts-en.js");
    const { CHINESE } = await load<{ CHINESE: Record<string, unknown> }>("texts-zh.js");
    expect(Object.keys(CHINESE)).toEqual(Object.keys(ENGLISH));
    const sources = files.filter((name) => !name.startsWith("texts-")).map(read).join("\n");
    expect(Object.keys(ENGLISH).filter((name) => !sources.includes(`"${name}"`))).toEqual([]);
  });
});

describe("the switches", () => {
  test("are faults that the emulator takes, one for each kind", async () => {
    const faults = (await switches()).map(({ fault }) => faultSchema.parse(fault));
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(
      new Set(["code", "delay", "hang", "reset", "html", "garbage", "truncated", "no-code"]),
    );
  });

  test("name codes that the emulator has a text for", async () => {
    const codes = (await switches()).flatMap(({ fault }) => fault.code ?? []);
    expect(codes).toContain("isv.AMOUNT_NOT_ENOUGH");
    const withoutText = codes.filter((code) => {
      const answer = injectedRefusal(code);
      return answer.kind !== "success" && answer.message.includes(code);
    });
    // Its real text begins with the number, which an injected answer does not know.
    expect(withoutText).toEqual(["isv.MOBILE_NUMBER_ILLEGAL"]);
  });

  test("know a fault again that the emulator has completed", async () => {
    const { isSameFault } = await load<{ isSameFault: (set: object, fault: object) => boolean }>(
      "fault-list.js",
    );
    const all = await switches();
    for (const { name, fault } of all) {
      const set = faultSchema.parse({ ...fault, times: 1 });
      expect(all.filter((entry) => isSameFault(set, entry.fault)).map((entry) => entry.name)).toEqual([name]);
    }
  });
});

describe("the events that the page listens to", () => {
  async function eventsDuring(act: () => Promise<unknown>, count: number) {
    const giveUp = new AbortController();
    const response = await fetch(`${emulator.url}/_emulator/events`, { signal: giveUp.signal });
    await act();
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.split("\n\n").filter((event) => event.startsWith("event: ")).length >= count) break;
    }
    giveUp.abort();
    return [...text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, event, data = ""]) => ({
      event,
      data: JSON.parse(data),
    }));
  }

  test("bring an SMS with all that a phone shows, then the request that it came from, with its answer", async () => {
    const events = await eventsDuring(() => sendSms(emulator.url), 2);
    expect(events.map(({ event }) => event)).toEqual(["message", "request"]);
    const [message, request] = events.map(({ data }) => data);
    expect(message).toMatchObject(
      {
        phone: `+86${MAINLAND}`,
        text: "【模拟短信测试】您的验证码是123456，5分钟内有效，请勿告诉他人。",
        params: { code: "123456" },
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        receipt: { delivered: true },
        request: { id: request.id },
      } satisfies Partial<Record<keyof EmulatedMessage, unknown>>,
    );
    expect(request).toMatchObject({ action: "SendSms", accepted: true, answer: { code: "OK" }, fault: null });
  });

  test("bring refused and unanswered requests, too", async () => {
    emulator.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH", times: 1 }, {
      kind: "reset",
      when: "before",
      times: 1,
    });
    const events = await eventsDuring(async () => {
      await sendSms(emulator.url).catch(() => undefined);
      await sendSms(emulator.url);
    }, 2);
    expect(events).toMatchObject([
      { event: "request", data: { accepted: false, answer: null, fault: "reset" } },
      { event: "request", data: { accepted: false, answer: { code: "isv.AMOUNT_NOT_ENOUGH" } } },
    ]);
  });
});
