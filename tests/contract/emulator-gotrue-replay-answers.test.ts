import { describe, expect, it } from "vitest";
import { FLOWS } from "../support/auth/flows.ts";
import { formOf } from "../support/auth/form.ts";
import { accept } from "../support/auth/hook-stub.ts";
import { HOOK_ANSWERS, isSlow } from "../support/auth/hook-answers.ts";
import { type AnswerCell, answerCells, RECORDED_RELEASES } from "../support/auth/recordings.ts";
import { startTestAuth, type TestAuth } from "../support/auth/world.ts";

/** Recorded times are another machine's. */
const TOLERANCE_MS = 1500;

describe.each(RECORDED_RELEASES)("What an app sees of each hook answer, on %s", (release) => {
  it.each(Object.entries(answerCells(release)))("is as recorded: %s", async (flow, cells) => {
    const auth = await startTestAuth(release);
    try {
      for (const [name, recorded] of Object.entries(cells)) {
        if (!isSlow(name)) await expectAsRecorded(auth, flow, name, recorded);
      }
    } finally {
      await auth.close();
    }
  });
});

describe("What an app sees of a hook that takes seconds", () => {
  // Auth's three tries at 0, 2 and 4 of 5 seconds are real time, which a busy machine may not keep.
  it.concurrent.each(RECORDED_RELEASES)("is as recorded on %s", { retry: 2 }, async (release) => {
    const flows = Object.entries(answerCells(release));
    const cells = flows.flatMap(([flow, cells]) =>
      Object.entries(cells).map((cell) => [flow, ...cell] as const)
    );
    await Promise.all(
      cells.filter(([, name]) => isSlow(name)).map(async ([flow, name, recorded]) => {
        const auth = await startTestAuth(release);
        try {
          await expectAsRecorded(auth, flow, name, recorded);
        } finally {
          await auth.close();
        }
      }),
    );
  });
});

async function expectAsRecorded(
  auth: TestAuth,
  flow: string,
  name: string,
  recorded: AnswerCell,
): Promise<void> {
  const { ms, ...seen } = await playCell(auth, flow, name);
  const { ms: recordedMs, ...wanted } = recorded;
  expect(formOf(seen), `${flow} × ${name}`).toEqual(formOf(wanted));
  if (recordedMs !== undefined && isSlow(name)) {
    expect(Math.abs(ms - recordedMs), `${flow} × ${name}: ${ms} ms`).toBeLessThan(TOLERANCE_MS);
  }
}

async function playCell(auth: TestAuth, flowName: string, answerName: string) {
  auth.hook.answerWith(accept);
  const flow = await FLOWS[flowName]?.(auth);
  const answer = HOOK_ANSWERS[answerName];
  if (!flow || !answer) throw new Error(`Cannot replay ${flowName} × ${answerName}: unknown`);
  auth.hook.answerWith(answer);
  const started = performance.now();
  const { error } = await flow.act();
  const ms = performance.now() - started;
  const { calls } = auth.hook;
  const wire = auth.exchanges.at(-1);
  return {
    ms,
    attempts: calls.length,
    distinctWebhookIds: new Set(calls.map(({ headers }) => headers["webhook-id"])).size,
    sameBody: new Set(calls.map(({ body }) => body)).size <= 1,
    wire: { status: wire?.status, body: redacted(wire?.body), errorCodeHeader: wire?.errorCode },
    client: error && { name: error.name, status: error.status, code: error.code, message: error.message },
    ...(["signup", "otp_new_user"].includes(flowName) ? { userRow: await countRows(auth, flow.phone) } : {}),
  };
}

function redacted(body: unknown): unknown {
  const isRecord = typeof body === "object" && body !== null && ("access_token" in body || "id" in body);
  return isRecord ? "(user or session)" : body;
}

async function countRows({ emulator }: TestAuth, phone: string): Promise<number> {
  const headers = { authorization: `Bearer ${emulator.keys.serviceRole}` };
  const list = await fetch(`${emulator.url}/admin/users?per_page=5000`, { headers });
  return (await list.text()).split(`"phone":"${phone.slice(1)}"`).length - 1;
}
