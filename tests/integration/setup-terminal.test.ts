import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createClackAsk } from "../../src/operator/setup/clack-ask.ts";
import * as q from "../../src/operator/setup/questions.ts";

test("on a terminal, the arrow and enter choose, and what is typed for a secret is not shown", async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { columns: 80 });
  let screen = "";
  output.on("data", (chunk: Buffer) => screen += chunk.toString());
  const ask = createClackAsk("zh", { input, output });
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      input.write(key);
    }
  };
  const choice = ask.choose(q.WHERE_AUTH, q.AUTH_OPTIONS);
  await press("\x1b[B", "\r");
  expect(await choice).toBe("self-hosted");
  expect(screen).toContain("Auth 运行在哪里？");
  const typed = ask.secret(q.KEY_SECRET, () => undefined);
  await press("s3cr3t-of-mine", "\r");
  expect(await typed).toBe("s3cr3t-of-mine");
  expect(screen).not.toContain("s3cr3t");
  const left = ask.confirm(q.RUN_DOCTOR, true);
  await press("\x03");
  await expect(left).rejects.toThrow(expect.objectContaining({ name: "Cancelled" }));
});
