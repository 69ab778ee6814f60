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
        if (isSlow(name)) continue;
        const act = await arrange(auth, flow, name, recorded);
        await act();
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
    const worlds: TestAuth[] = [];
    try {
      const acts: (() => Promise<void>)[] = [];
      // One after another, so that no timer of Auth runs while others are being set up.
      for (const [flow, name, recorded] of cells.filter(([, name]) => isSlow(name))) {
        const auth = await startTestAuth(release);
        worlds.push(auth);
        acts.push(await arrange(auth, flow, name, recorded));
      }
      await Promise.all(acts.map((act) => act()));
    } finally {
      await Promise.all(worlds.map((auth) => auth.close()));
    }
  });
});

/** @returns the step that asks the hook, and compares what comes of it with the recording */
async function arrange(
  auth: TestAuth,
  flowName: string,
  answerName: string,
  recorded: AnswerCell,
): Promise<() => Promise<void>> {
  auth.hook.answerWith(accept);
  const flow = await FLOWS[flowName]?.(auth);
  const answer = HOOK_ANSWERS[answerName];
  if (!flow || !answer) throw new Error(`Cannot replay ${flowName} × ${answerName}: unknown`);
  auth.hook.answerWith(answer);
  return async () => {
    const started = performance.now();
    const { error } = await flow.act();
    const ms = performance.now() - started;
    const seen = {
      ...seenBy(auth),
      client: error &&
        { name: error.name, status: error.status, code: error.code, message: error.message },
      ...(["signup", "otp_new_user"].includes(flowName)
        ? { userRow: await countRows(auth, flow.phone) }
        : {}),
    };
    const cell = `${flowName} × ${answerName}`;
    const { ms: recordedMs, ...wanted } = recorded;
    expect(formOf(seen), cell).toEqual(formOf(wanted));
    if (recordedMs !== undefined && isSlow(answerName)) {
      expect(Math.abs(ms - recordedMs), `${cell}: ${ms} ms`).toBeLessThan(TOLERANCE_MS);
    }
  };
}

function seenBy({ hook: { calls }, exchanges }: TestAuth) {
  const wire = exchanges.at(-1);
  return {
    attempts: calls.length,
    distinctWebhookIds: new Set(calls.map(({ headers }) => headers["webhook-id"])).size,
    sameBody: new Set(calls.map(({ body }) => body)).size <= 1,
    wire: { status: wire?.status, body: redacted(wire?.body), errorCodeHeader: wire?.errorCode },
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
