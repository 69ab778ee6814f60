import type { PhoneOutcome } from "./phone-number.ts";

/** A number as typed, with the country picker's value where there is a picker. */
export interface TypedPhone {
  readonly phone: string;
  readonly countryCode?: string;
}

export type ReadPhone = (typed: TypedPhone) => PhoneOutcome;
