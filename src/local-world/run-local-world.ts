import { sendFirstSms } from "./first-sms.ts";
import { createHookLog } from "./hook-log.ts";
import { startLocalWorld } from "./local-world.ts";
import type { StartOptions } from "./options.ts";
import { phoneScreen } from "./phone-screen.ts";
import type { Stopper } from "./stop.ts";
import { textsIn } from "./texts.ts";

/** Brings the world up, sends one SMS through all of it, and stays. */
export async function runLocalWorld(options: StartOptions, stopper: Stopper, print: (text: string) => void) {
  const texts = textsIn(options.language);
  const startedAt = performance.now();
  const hookLog = createHookLog({ print, verbose: options.verbose });
  print(texts.notice);

  const world = await startLocalWorld({ ...options, onStop: stopper.onStop, onHookLine: hookLog.add });
  void world.hookEnded.then((lastLines) => stopper.fail(hookIsGone(lastLines)));

  const first = await sendFirstSms(world.links.auth, world.publishableKey, world.aliyun)
    .catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${hookLog.all()}`.trim(), {
        cause: error,
      });
    });
  const colour = process.stdout.isTTY && !process.env["NO_COLOR"];
  print(`\n${phoneScreen(first, { colour })}\n`);
  print(texts.ready(world, ((performance.now() - startedAt) / 1000).toFixed(1)));
  if (options.once) return stopper.stop();

  print(`${texts.another}\n${texts.stop}`);
  hookLog.follow();
  world.aliyun.onMessage((message) => print(`\n${phoneScreen(message, { colour })}`));
}

const hookIsGone = (lastLines: string): string =>
  `The function's process has ended, so everything stops\n函数进程已退出，本地环境随之停止\n${lastLines}`
    .trim();
