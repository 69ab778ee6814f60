const code = (name, value) => ({ name, fault: { kind: "code", code: value } });
const line = (name, fault) => ({ name, fault });

/** What a switch stands for; its text has the same name in texts-*.js. */
export const FAULT_GROUPS = [
  {
    name: "operator",
    faults: [
      code("noBalance", "isv.AMOUNT_NOT_ENOUGH"),
      code("outOfService", "isv.OUT_OF_SERVICE"),
      code("badSign", "isv.SMS_SIGNATURE_ILLEGAL"),
      code("badTemplate", "isv.SMS_TEMPLATE_ILLEGAL"),
      code("noPermission", "isp.RAM_PERMISSION_DENY"),
      code("badKey", "InvalidAccessKeyId.NotFound"),
      code("badSignature", "SignatureDoesNotMatch"),
      code("deniedRegion", "isv.DENY_IP_RANGE"),
    ],
  },
  {
    name: "user",
    faults: [
      code("badNumber", "isv.MOBILE_NUMBER_ILLEGAL"),
      code("blacklisted", "isv.BLACK_KEY_CONTROL_LIMIT"),
      code("tooOften", "isv.BUSINESS_LIMIT_CONTROL"),
    ],
  },
  {
    name: "provider",
    faults: [
      code("providerError", "isp.SYSTEM_ERROR"),
      code("throttled", "Throttling.User"),
      code("unavailable", "ServiceUnavailable"),
    ],
  },
  {
    name: "connection",
    faults: [
      line("slow", { kind: "delay", ms: 2000 }),
      line("verySlow", { kind: "delay", ms: 10_000 }),
      line("hang", { kind: "hang", when: "before" }),
      line("hangSent", { kind: "hang", when: "after" }),
      line("resetBefore", { kind: "reset", when: "before" }),
      line("resetSent", { kind: "reset", when: "after" }),
      line("html", { kind: "html", status: 502, when: "before" }),
      line("garbage", { kind: "garbage", when: "before" }),
      line("truncated", { kind: "truncated", when: "after" }),
      line("noCode", { kind: "no-code", when: "before" }),
    ],
  },
];

/** Whether a fault that is set is the one of a switch, whoever set it and however often it strikes. */
export function isSameFault(set, { kind, code, when, ms }) {
  return set.kind === kind && set.code === code && set.when === when && set.ms === ms;
}

/** How a fault is called in the API and in tests. */
export function nameOf({ kind, code, when, ms }) {
  if (kind === "code") return code;
  return ms === undefined ? `${kind} ${when}` : `${kind} ${ms} ms`;
}
