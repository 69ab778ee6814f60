import { ANOTHER_NUMBER, FIRST_NUMBER } from "./defaults.ts";
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

  let rehearsed = false;
  let number = FIRST_NUMBER;
  const world = await startLocalWorld({
    ...options,
    onStop: stopper.onStop,
    onHookLine: hookLog.add,
    onRehearsal(rehearsal) {
      rehearsed = rehearsal.inForce.length > 0;
      number = rehearsal.trialNumber;
      texts.rehearsal(rehearsal).forEach(print);
    },
  });
  void world.hookEnded.then((lastLines) => stopper.fail(hookIsGone(lastLines)));

  const colour = process.stdout.isTTY && !process.env["NO_COLOR"];
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
  try {
    const first = await sendFirstSms(world.links.auth, world.publishableKey, world.aliyun, {
      number,
      language: options.language,
    });
    print(`\n${phoneScreen(first, { colour })}\n`);
    print(texts.sent(world, seconds()));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The developer's own list, limit or kill switch may well be what refused it, and is to be tried.
    if (!rehearsed || options.once) throw new Error(`${reason}\n${hookLog.all()}`.trim(), { cause: error });
    print(texts.refused(reason));
  }
  // Nothing answers there any more.
  if (options.once) return stopper.stop();

  print(texts.links(world));
  if (world.missing.length > 0) print(texts.missing(world.missing));
  print(`${texts.another(number === FIRST_NUMBER ? ANOTHER_NUMBER : undefined)}\n${texts.stop}`);
  hookLog.follow();
  world.aliyun.onMessage((message) => print(`\n${phoneScreen(message, { colour })}`));
}

const hookIsGone = (lastLines: string): string =>
  `The function's process has ended, so everything stops\n函数进程已退出，本地环境随之停止\n${lastLines}`
    .trim();
