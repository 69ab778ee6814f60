import { createMemoryReceipts } from "../../src/hook/ledger/memory-receipts.ts";
import { NOON } from "../support/hook/runtime.ts";
import { describeReceiptsContract } from "./receipts-contract.ts";

describeReceiptsContract("the memory of a process", {
  create: () => createMemoryReceipts({ now: () => NOON }),
  runs: 300,
});
