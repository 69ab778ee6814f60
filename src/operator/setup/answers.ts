import type { SmsApi } from "../../hook/sms/route.ts";

export const AUTH_AT = ["hosted", "self-hosted", "rds", "local"] as const;
export type AuthAt = (typeof AUTH_AT)[number];

export const NUMBERS = ["mainland", "abroad", "both"] as const;
export type Numbers = (typeof NUMBERS)[number];

export const APIS = ["dysmsapi", "dypnsapi", "globe"] as const satisfies readonly SmsApi[];

/** Which of them reach the numbers: the bundled signatures stay in the mainland, and `globe` has no way into it. */
export const PRODUCTS_FOR: Readonly<Record<Numbers, readonly [SmsApi, ...SmsApi[]]>> = {
  mainland: ["dysmsapi", "dypnsapi"],
  abroad: ["dysmsapi", "globe"],
  both: ["dysmsapi"],
};

/** What the set-up has learnt from its questions and flags; everything that it writes and prints comes from here. */
export interface Answers {
  authAt: AuthAt;
  numbers: Numbers;
  /** ISO codes; undefined leaves the function's default, the mainland. */
  countries: string | undefined;
  api: SmsApi;
  accessKeyId: string;
  accessKeySecret: string;
  sign: string | undefined;
  template: string | undefined;
  /** Template parameters besides a variable that is called `code`. */
  params: Readonly<Record<string, string>>;
  /** As the SMS promises. */
  codeMinutes: number;
  /** `v1,whsec_…` */
  hookSecret: string;
  /** Where Auth will call the function; a place to fill in where that is not known yet. */
  functionUrl: string;
  endpoint: string | undefined;
}
