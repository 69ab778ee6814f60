import process from "node:process";
import { readPort } from "../../command-line/read-port.ts";
import { runCommand } from "../../command-line/run-command.ts";
import {
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "./index.ts";

const HELP = {
  en: `npm run emulator:aliyun

  The Alibaba Cloud emulator alone, with the inbox, on 127.0.0.1:$PORT (default 4010). It prints the variables under
  which the function talks to it, and pushes receipts to RECEIPTS_URL where that is set. For development and tests:
  no real SMS is sent.`,
  zh: `npm run emulator:aliyun

  仅启动阿里云模拟器（含短信收件箱），地址为 127.0.0.1:$PORT（默认 4010），并输出函数连接它所需的变量；
  设置了 RECEIPTS_URL 时，会向该地址推送短信回执。仅供开发和测试，不会发送真实短信。`,
};

await runCommand({ name: "npm run emulator:aliyun", flags: {}, help: HELP }, async () => {
  const port = readPort("PORT=", process.env.PORT || "4010");
  const receiptsUrl = process.env.RECEIPTS_URL || null;
  if (receiptsUrl !== null && !(/^https?:/.test(receiptsUrl) && URL.canParse(receiptsUrl))) {
    throw new Error(
      "Cannot start the Alibaba Cloud emulator: RECEIPTS_URL is not the URL of a receipts path\n" +
        "无法启动阿里云模拟器：RECEIPTS_URL 不是回执路径的 URL",
    );
  }
  const emulator = await createAliyunEmulator({ port });
  emulator.updateReceiptSettings({ url: receiptsUrl });
  // Before the first line: who starts this waits for that line and may stop it at once.
  const stop = () => void emulator.close();
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(`Alibaba Cloud emulator on ${emulator.url}; no real SMS is sent

  ALIYUN_SMS_ENDPOINT=${emulator.url}
  ALIBABA_CLOUD_ACCESS_KEY_ID=${DEFAULT_ACCESS_KEY_ID}
  ALIBABA_CLOUD_ACCESS_KEY_SECRET=${DEFAULT_ACCESS_KEY_SECRET}
  ALIYUN_SMS_SIGN_NAME=${DEFAULT_SIGN_NAME}
  ALIYUN_SMS_TEMPLATE_CODE=${DOMESTIC_TEMPLATE_CODE}

  inbox    ${emulator.url}/_emulator/inbox
  control  ${emulator.url}/_emulator/
`);
});
