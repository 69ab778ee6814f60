import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { MAINLAND, sendSms, sendToGlobe, verifyCode } from "../support/emulator-aliyun-client.ts";
import { globeReport, smsReport } from "../support/hook/pushes.ts";
import { type ReceiptsListener, startReceiptsListener, TAKEN } from "../support/receipts-listener.ts";

let emulator: AliyunEmulator;
let listener: ReceiptsListener;
beforeAll(async () => {
  emulator = await createAliyunEmulator({ receiptRetryMs: [20, 40, 60] });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  emulator.reset();
  listener = await startReceiptsListener();
  emulator.updateReceiptSettings({ url: listener.url });
  emulator.updateSettings({ flowControl: false });
});
afterEach(() => listener.close());

const OUT_ID = "0123456789abcdef0123456789abcdef";
const quiet = () => sleep(150);
/** Every row of every push. */
const rows = (): Record<string, unknown>[] => listener.bodies.flat() as Record<string, unknown>[];
const outIds = () => rows().map(({ out_id }) => out_id);
const newest = () => emulator.messages().at(-1)?.id ?? "";

const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${emulator.url}/_emulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

describe("what is pushed", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["SmsReport", () => sendSms(emulator.url, { OutId: OUT_ID })],
    ["DypnsSmsVerifyReport", () => verifyCode(emulator.url, { OutId: OUT_ID })],
  ])("has the fields of %s and no other, its times in Beijing's", async (_, send) => {
    await send();
    await listener.until(1);
    const { receiptId, at } = emulator.messages()[0] ?? { receiptId: "", at: "" };
    const beijing = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    const fields = { phone_number: MAINLAND, biz_id: receiptId, out_id: OUT_ID };
    expect(listener.bodies).toEqual([
      [smsReport({ ...fields, send_time: beijing, report_time: beijing })],
    ]);
    expect(listener.heads).toEqual([{ type: "application/json;charset=utf-8", method: "POST" }]);
  });

  test("from abroad has the fields of the 2018 API and no other", async () => {
    await sendToGlobe(emulator.url, { TaskId: OUT_ID });
    await listener.until(1);
    const [row = {}] = rows();
    expect(Object.keys(row).sort()).toEqual(Object.keys(globeReport()).sort());
    expect(row).toMatchObject({ To: "13105551234", Status: "1", ErrorCode: "success", TaskId: OUT_ID });
    expect(row["MessageId"]).toBe(emulator.messages()[0]?.receiptId);
    expect(row["ReceiveDate"]).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0800$/);
  });

  test("never mixes the products in one body, and merges what falls due together", async () => {
    await Promise.all([
      sendSms(emulator.url),
      sendSms(emulator.url, { PhoneNumbers: "13800000002" }),
      verifyCode(emulator.url, { PhoneNumber: "13800000003" }),
      sendToGlobe(emulator.url),
    ]);
    await expect.poll(() => rows().length, { timeout: 5_000 }).toBe(4);
    const kinds = listener.bodies.map((body) => (body as object[]).map((row) => "TaskId" in row));
    expect(kinds.every((kind) => new Set(kind).size === 1)).toBe(true);
  });
});

describe("the carrier", () => {
  test("reports after its delay, and until then QuerySendDetails is told to wait", async () => {
    emulator.updateReceiptSettings({ delayMs: 600_000 });
    await sendSms(emulator.url, { OutId: OUT_ID });
    await quiet();
    expect(await details()).toMatchObject([{ SendStatus: 1, OutId: OUT_ID }]);
    expect(listener.bodies).toEqual([]);
    emulator.clearMessages();
    emulator.updateReceiptSettings({ delayMs: 20 });
    await sendSms(emulator.url, { OutId: OUT_ID });
    await listener.until(1);
    expect(await details()).toMatchObject([{ SendStatus: 3, ErrCode: "DELIVERED" }]);
  });

  test("fails every SMS on demand, with the code that it is told", async () => {
    emulator.updateReceiptSettings({ code: "MOBILE_NOT_ON_SERVICE" });
    await sendSms(emulator.url);
    await sendToGlobe(emulator.url);
    await listener.until(2);
    expect(rows()).toMatchObject([
      { success: false, err_code: "MOBILE_NOT_ON_SERVICE", err_msg: expect.stringContaining("关机") },
      { Status: "2", ErrorCode: "MOBILE_NOT_ON_SERVICE" },
    ]);
    expect(await details()).toMatchObject([{ SendStatus: 2, ErrCode: "MOBILE_NOT_ON_SERVICE" }]);
  });

  test("reports by hand only, where its delay is for ever", async () => {
    emulator.updateReceiptSettings({ delayMs: null });
    await sendSms(emulator.url);
    await quiet();
    expect(listener.bodies).toEqual([]);
    emulator.report({ message: newest(), code: "MOBILE_IN_BLACK" });
    await listener.until(1);
    expect(rows()).toMatchObject([{ success: false, err_code: "MOBILE_IN_BLACK" }]);
  });

  test("may report again, and an older report later", async () => {
    await sendSms(emulator.url);
    await listener.until(1);
    emulator.report({ message: newest(), code: "UNDELIV", secondsAgo: 60 });
    await listener.until(2);
    const [first, second] = rows().map(({ report_time }) => String(report_time));
    expect((second ?? "") < (first ?? "")).toBe(true);
  });

  test("is asked by the page through the control surface, and the page is told", async () => {
    const events = await fetch(`${emulator.url}/_emulator/events`);
    await sendSms(emulator.url);
    const { status, body } = await control("POST", "/receipts", { message: newest(), code: "USER_REJECT" });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { message: { receipt: { delivered: false } } },
    });
    const reader = events.body?.getReader();
    let text = "";
    while (!text.includes("USER_REJECT")) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(text).toContain("event: receipt\n");
  });
});

describe("the provider", () => {
  test("pushes each receipt as often as it is told", async () => {
    emulator.updateReceiptSettings({ times: 3 });
    await sendSms(emulator.url);
    await listener.until(3);
    expect(new Set(listener.bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  test("pushes the newest first on demand", async () => {
    emulator.updateReceiptSettings({ newestFirst: true, delayMs: null });
    for (const OutId of ["1", "2", "3"]) await sendSms(emulator.url, { OutId });
    for (const { id } of emulator.messages()) emulator.report({ message: id, code: "DELIVERED" });
    await listener.until(1);
    expect(outIds()).toEqual(["3", "2", "1"]);
  });

  test.each([
    ["an error", { status: 503, body: TAKEN.body }],
    ["a success without a code that is a number", { status: 200, body: '{"code":"0"}' }],
    ["a page", { status: 200, body: "<html>" }],
    ["nothing, for 700 ms", null],
  ])("pushes again where it is answered with %s, until it is taken, and then no more", async (_, answer) => {
    listener.answers = [answer, answer, TAKEN];
    await sendSms(emulator.url);
    await listener.until(3);
    await quiet();
    expect(listener.bodies).toHaveLength(3);
  });

  test("gives up after its third repetition", async () => {
    listener.answers = [{ status: 500, body: "" }];
    await sendSms(emulator.url);
    await listener.until(4);
    await quiet();
    expect(listener.bodies).toHaveLength(4);
  });

  test("takes any code that is a number for a success, as documented", async () => {
    listener.answers = [{ status: 200, body: '{"code":1}' }];
    await sendSms(emulator.url);
    await listener.until(1);
    await quiet();
    expect(listener.bodies).toHaveLength(1);
  });

  test("pushes nowhere without an address, and forgets what was due at a reset", async () => {
    emulator.updateReceiptSettings({ delayMs: 50 });
    await sendSms(emulator.url);
    emulator.reset();
    await sendSms(emulator.url);
    await quiet();
    expect(listener.bodies).toEqual([]);
    expect(emulator.receiptSettings()).toMatchObject({ url: null, delayMs: 0 });
  });
});

describe("settings of receipts", () => {
  test("are read and changed one by one", async () => {
    expect((await control("PUT", "/receipts", { delayMs: 5 })).body).toMatchObject({ delayMs: 5, times: 1 });
    expect((await control("GET", "/receipts")).body).toMatchObject({ delayMs: 5, url: listener.url });
  });

  test.each([[{ url: "ftp://127.0.0.1/" }], [{ times: 0 }], [{ delay: 5 }], [{ code: "用户" }]])(
    "are refused where they do not fit: %o",
    async (input) => {
      expect(await control("PUT", "/receipts", input)).toMatchObject({
        status: 400,
        body: { error: expect.stringMatching(/^Cannot set the receipts: /) },
      });
    },
  );
});

test("QueryMessage says by its id what became of an SMS abroad", async () => {
  emulator.updateReceiptSettings({ delayMs: null });
  await sendToGlobe(emulator.url);
  const MessageId = emulator.messages()[0]?.receiptId ?? "";
  const query = async (id: string) =>
    (await sendSms(emulator.url, {
      Action: "QueryMessage",
      Version: "2018-05-01",
      PhoneNumbers: undefined,
      SignName: undefined,
      TemplateCode: undefined,
      TemplateParam: undefined,
      MessageId: id,
    })).body;
  expect(await query(MessageId)).toMatchObject({ ResponseCode: "OK", Status: "3" });
  emulator.report({ message: newest(), code: "UNDELIV" });
  expect(await query(MessageId)).toMatchObject({ Status: "2", ErrorCode: "UNDELIV" });
  expect(await query("1")).toMatchObject({ ResponseCode: "isv.DATA_NOT_EXIST" });
});

/** The rows of QuerySendDetails for today's SMS to the mainland number. */
async function details(): Promise<unknown> {
  const { body } = await sendSms(emulator.url, {
    Action: "QuerySendDetails",
    PhoneNumbers: undefined,
    SignName: undefined,
    TemplateCode: undefined,
    TemplateParam: undefined,
    PhoneNumber: MAINLAND,
    SendDate: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", ""),
    PageSize: "10",
    CurrentPage: "1",
  });
  const found = body["SmsSendDetailDTOs"];
  return typeof found === "object" && found !== null && "SmsSendDetailDTO" in found
    ? found.SmsSendDetailDTO
    : undefined;
}
