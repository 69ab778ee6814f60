import process from "node:process";
import {
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "./index.ts";

const DEFAULT_PORT = "4010";

async function serve(): Promise<void> {
  const port = Number(process.env.PORT || DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error("Cannot start the Alibaba Cloud emulator: PORT is not a port number");
  }
  const receiptsUrl = process.env.RECEIPTS_URL || null;
  if (receiptsUrl !== null && !(/^https?:/.test(receiptsUrl) && URL.canParse(receiptsUrl))) {
    throw new Error(
      "Cannot start the Alibaba Cloud emulator: RECEIPTS_URL is not the URL of a receipts path",
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
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
