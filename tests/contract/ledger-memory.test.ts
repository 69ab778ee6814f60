import { createMemoryLedger } from "../../src/hook/ledger/memory.ts";
import { createSharedAnswers } from "../../src/hook/ledger/shared-answers.ts";
import { NOON } from "../support/hook/runtime.ts";
import { describeLedgerContract } from "./ledger-contract.ts";

let now = NOON;

describeLedgerContract("the memory ledger", {
  createLedger: () => createMemoryLedger({ now: () => now }),
  advance: (ms) => void (now += ms),
});

describeLedgerContract("a ledger whose answers a process shares", {
  createLedger: () => createSharedAnswers(createMemoryLedger({ now: () => now }), { now: () => now }),
  advance: (ms) => void (now += ms),
});
