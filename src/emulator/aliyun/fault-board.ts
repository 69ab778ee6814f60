import type { ApiName } from "./entities.ts";
import type { CodeFault, Fault, TransportFault } from "./fault-schema.ts";
import { isSameNumber } from "./phone-number.ts";

export type Target = {
  readonly api: ApiName | null;
  readonly action: string | null;
  readonly phones: readonly string[];
};

export type FaultBoard = {
  set(faults: readonly Fault[]): void;
  all(): readonly Fault[];
  /** The first fault of the transport kinds that strikes this request, counted down. */
  takeTransport(target: Target): TransportFault | null;
  /** Codes are taken later, so that they never hide a request the gateway would have refused. */
  takeCode(target: Target): CodeFault | null;
};

export function createFaultBoard(): FaultBoard {
  let faults: readonly Fault[] = [];

  const take = <Kind extends Fault>(target: Target, isKind: (fault: Fault) => fault is Kind): Kind | null => {
    const struck = faults.filter(isKind).find((fault) => strikes(fault, target));
    if (struck === undefined) return null;
    faults = faults.flatMap((fault) => {
      if (fault !== struck || fault.times === null) return [fault];
      return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
    });
    return struck;
  };

  return {
    set(next) {
      faults = next;
    },
    all: () => faults,
    takeTransport: (target) => take(target, (fault) => fault.kind !== "code"),
    takeCode: (target) => take(target, (fault) => fault.kind === "code"),
  };
}

function strikes(fault: Fault, { api, action, phones }: Target): boolean {
  const { number } = fault;
  if (fault.api !== null && fault.api !== api) return false;
  if (fault.action !== null && fault.action !== action) return false;
  return number === null || phones.some((phone) => isSameNumber(phone, number));
}
