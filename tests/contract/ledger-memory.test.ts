import { createMemoryLedger } from "../../src/hook/ledger/memory.ts";
import { NOON } from "../support/hook/runtime.ts";
import { describeLedgerContract } from "./ledger-contract.ts";

let now = NOON;

describeLedgerContract("the memory ledger", {
  createLedger: () => createMemoryLedger({ now: () => now }),
  advance: (ms) => void (now += ms),
});
