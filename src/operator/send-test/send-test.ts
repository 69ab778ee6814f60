import { createAliyunSender } from "../../hook/aliyun/sender.ts";
import { createSignForm } from "../../hook/aliyun/sign-form.ts";
import { createAskCredentials } from "../../hook/config/ask-credentials.ts";
import type { Config } from "../../hook/config/config.ts";
import { CAUSE_HINTS } from "../../hook/log/hints.ts";
import { decide } from "../../hook/sms/decide.ts";
import { maskPhone, parsePhoneNumber, type PhoneNumber } from "../../hook/sms/phone-number.ts";
import { type Route, routesFor } from "../../hook/sms/route.ts";
import { createAskProvider } from "../doctor/ask-provider.ts";
import { createCorrectedClock } from "../doctor/corrected-clock.ts";
import { type DoctorWorld, WAIT_MS } from "../doctor/world.ts";
import type { Text } from "../text.ts";
import type { SendTestFlags } from "./flags.ts";
import { readAddress, shownAddress } from "../typed-address.ts";
import { outcomeText } from "./outcome-text.ts";
import { refusedText } from "./refused-text.ts";
import { sendThroughHook } from "./through-hook.ts";
import { type Receipt, waitForReceipt } from "./wait-for-receipt.ts";

export interface SendTestDeps {
  config: Config;
  world: DoctorWorld;
  say(text: Text): void;
  confirm(question: Text): Promise<boolean>;
  sleep(ms: number): Promise<void>;
  /** Six random digits; whoever reads the SMS sees them, nobody else does. */
  makeCode(): string;
}

/** One real SMS by the real way. @returns the exit code: 0 where it was accepted and did not fail to arrive */
export async function sendTest(flags: SendTestFlags, deps: SendTestDeps): Promise<number> {
  const { config, say } = deps;
  const parsed = parsePhoneNumber(flags.number ?? "", config.bareNumbers);
  if (!parsed.ok || !flags.number?.startsWith("+")) {
    say({
      en: "Give one number in E.164, such as +8613800138000",
      zh: "请给出一个 E.164 格式的号码，例如 +8613800138000",
    });
    return 2;
  }
  const url = flags.through === "hook" ? flags.url ?? "" : undefined;
  const wrongUrl = url === undefined ? undefined : urlProblem(url);
  if (wrongUrl !== undefined) {
    say(wrongUrl);
    return 2;
  }
  const phone = parsed.value;
  const refusal = refusalOf(config, phone);
  if (refusal !== undefined) {
    say({ en: `Not sent: ${refusal.en}`, zh: `未发送：${refusal.zh}` });
    return 1;
  }
  const [route] = routesFor(config.routes, { phone, flow: flags.flow, locale: undefined });
  if (route === undefined) {
    say({ en: `Not sent: ${CAUSE_HINTS.no_route.en}`, zh: `未发送：${CAUSE_HINTS.no_route.zh}` });
    return 1;
  }
  say(costOf(phone, route));
  const question = {
    en: `Send one SMS to ${maskPhone(phone.e164)} now?`,
    zh: `现在向 ${maskPhone(phone.e164)} 发送一条短信？`,
  };
  if (!flags.yes && !await deps.confirm(question)) return 130;
  return url === undefined
    ? await byTheProvider(flags, phone, route, deps)
    : await byTheHook(url, flags, phone, route, deps);
}

function urlProblem(url: string): Text | undefined {
  if (url === "") {
    return {
      en: "--through hook needs the function's address: --url",
      zh: "--through hook 需要用 --url 指定函数地址",
    };
  }
  return readAddress(url) === undefined
    ? {
      en: `--url ${
        shownAddress(url)
      } is no address of a function: it has to begin with http:// or https:// and a host`,
      zh: `--url ${shownAddress(url)} 不是函数的地址：必须以 http:// 或 https:// 开头，后接主机名`,
    }
    : undefined;
}

function refusalOf({ policy }: Config, phone: PhoneNumber): Text | undefined {
  const allowed = decide(policy, phone);
  if (allowed.ok) return undefined;
  if (allowed.error.reason === "sending_disabled") return CAUSE_HINTS.sending_disabled;
  const { cause } = allowed.error;
  // A number that is given here has its country code: one of +1 is of +1, however it looks.
  return CAUSE_HINTS[cause === "bare_mainland_number" ? "country" : cause];
}

/** Prices change and differ by contract, so the console is the one to say them. */
const costOf = (phone: PhoneNumber, { api, name, sign, template }: Route): Text => {
  const by = `${api} ${name}${sign ? ` 【${sign}】` : ""}${
    template?.startsWith("SMS_") ? ` ${template}` : ""
  }`;
  return phone.country === "CN"
    ? {
      en:
        `It costs what one SMS to the mainland costs (a few fen; texts beyond 70 characters count as several), by ${by}.`,
      zh: `费用为一条国内短信（几分钱；超过 70 字按多条计），路由 ${by}。`,
    }
    : {
      en: `It costs what one SMS to ${
        phone.country ?? "that country"
      } costs, delivered or not; Alibaba Cloud's SMS console has the price. By ${by}.`,
      zh: `费用为一条发往 ${
        phone.country ?? "该地区"
      } 的短信，无论是否送达；价格见阿里云短信控制台。路由 ${by}。`,
    };
};

async function byTheProvider(
  flags: SendTestFlags,
  phone: PhoneNumber,
  route: Route,
  deps: SendTestDeps,
): Promise<number> {
  const { config, world, say } = deps;
  const sender = createAliyunSender({
    askCredentials: createAskCredentials(config),
    signForm: createSignForm(world),
    fetch: world.fetch,
  });
  const sentAt = world.now();
  const message = { phone, otp: deps.makeCode(), route, outId: world.randomUuid(), locale: undefined };
  const outcome = await sender.send(message, {
    signal: world.timeout(WAIT_MS.provider),
  });
  say(outcomeText(outcome));
  if (outcome.status === "rejected") return 1;
  const names = outcome.status === "accepted" ? { bizId: outcome.receiptId } : { outId: message.outId };
  return await report(await receipt(flags, phone, route, { ...names, sentAt }, deps), say);
}

async function byTheHook(
  url: string,
  flags: SendTestFlags,
  phone: PhoneNumber,
  route: Route,
  deps: SendTestDeps,
): Promise<number> {
  const { config, world, say } = deps;
  const sentAt = world.now();
  const answer = await sendThroughHook({
    url,
    config,
    phone,
    otp: deps.makeCode(),
    flow: flags.flow,
  }, world);
  if (answer.status === "failed") {
    const at = shownAddress(url);
    say({
      en:
        `The function at ${at} could not be asked (${answer.cause}): check the address, and that it runs there. npm run doctor -- --url looks closer.`,
      zh:
        `无法调用 ${at} 的函数（${answer.cause}）：请检查地址，并确认函数在该处运行。npm run doctor -- --url 可进一步诊断。`,
    });
    return 1;
  }
  if (answer.status === "refused") {
    say(refusedText(answer));
    return 1;
  }
  say({
    en:
      "The function answered 200 {}: Alibaba Cloud took it, or gave no readable answer (the function's log says which).",
    zh: "函数返回 200 {}：阿里云已接受，或应答无法识别（函数日志中有说明）。",
  });
  return await report(await receipt(flags, phone, route, { outId: answer.outId, sentAt }, deps), say);
}

type Sent = { bizId?: string; outId?: string; sentAt: number };

async function receipt(
  flags: SendTestFlags,
  phone: PhoneNumber,
  route: Route,
  sent: Sent,
  deps: SendTestDeps,
): Promise<Receipt> {
  if (route.api !== "dysmsapi") return { status: "unknown", cause: `${route.api} has no such question` };
  const { config, world, sleep } = deps;
  const ask = createAskProvider(createAskCredentials(config), world, createCorrectedClock(world.now));
  return await waitForReceipt({ phone, route, ...sent, waitMs: flags.wait * 1000 }, {
    ask,
    now: world.now,
    sleep,
  });
}

function report(receipt: Receipt, say: SendTestDeps["say"]): number {
  if (receipt.status === "delivered") {
    say({ en: `Delivered (${receipt.code}).`, zh: `已送达（${receipt.code}）。` });
    return 0;
  }
  if (receipt.status === "failed") {
    say({ en: `The carrier did not deliver it (${receipt.code}).`, zh: `运营商未送达（${receipt.code}）。` });
    return 1;
  }
  say({
    en: `No receipt (${receipt.cause}): look at your phone, or at the number in Alibaba Cloud's SMS console.`,
    zh: `没有回执（${receipt.cause}）：请查看手机，或在阿里云短信控制台按号码查询。`,
  });
  return 0;
}
