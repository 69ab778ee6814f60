import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createTerminal } from "../../../src/demo/terminal/terminal.ts";

/** A person's terminal: what is typed, and all that was written to it. */
function personAt() {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  let screen = "";
  output.setEncoding("utf8").on("data", (text: string) => (screen += text));
  const terminal = createTerminal({ input, output, error: output, refreshMs: 2 });
  return { terminal, type: (text: string) => void input.write(text), screen: () => screen };
}

test("a question that changes is asked anew, and what was typed stays", async () => {
  const { terminal, type, screen } = personAt();
  let seconds = 60;
  const answer = terminal.ask(() => `Code (r: Resend in ${seconds} s): `);
  type("12");
  seconds = 59;
  await expect.poll(screen).toContain("Resend in 59 s): 12");
  type("34\r");
  expect(await answer).toBe("1234");
  const before = screen();
  seconds = 58;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(screen()).toBe(before);
  terminal.close();
});
