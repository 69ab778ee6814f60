export {
  type AliyunEmulator,
  type AliyunEmulatorOptions,
  createAliyunEmulator,
} from "./create-aliyun-emulator.ts";
export * from "./default-seed.ts";
export type {
  AccessKey,
  AccountState,
  ApiName,
  AuditStatus,
  EmulatedMessage,
  ReceivedRequest,
  RequestRecord,
  Seed,
  Settings,
  Sign,
  Template,
} from "./entities.ts";
export type { ReceiptChanges, ReceiptSettings } from "./receipt-settings.ts";
export type { Fault, FaultInput } from "./fault-schema.ts";
export type { Neighbours, Verdict } from "./surroundings.ts";
