import { describe, expect, test } from "vitest";
import { afterAct } from "../../../src/console/page/after-act.ts";
import { formats } from "../../../src/console/page/format.ts";
import { type Language, speechIn } from "../../../src/console/page/language.ts";
import { subjectName } from "../../../src/console/page/subject.ts";
import { actSchema } from "../../../src/console/requests.ts";
import type { Act, TracedRequest } from "../../../src/console/wire.ts";

const HASH = "3f2a9c1b00112233445566778899aabb";

describe("what is closed is called", () => {
  test.each<[Language, string, string]>([
    ["en", "VN", "Vietnam (VN)"],
    ["zh", "CN", "中国大陆 (CN)"],
    ["en", "86138", "+86138"],
    ["en", `ip:${HASH}`, "IP address 3f2a9c1b…"],
    ["zh", `ip:${HASH}`, "IP 地址 3f2a9c1b…"],
    ["en", `net:${HASH}`, "IP network 3f2a9c1b…"],
    ["zh", `net:${HASH}`, "IP 网段 3f2a9c1b…"],
    ["en", "ip:*", "IP addresses, each by itself, during an attack"],
    ["zh", "ip:*", "攻击期间的各个 IP 地址"],
    ["en", "asn:64512", "asn:64512"],
  ])("in %s %s: %s", (language, subject, name) => {
    const speech = speechIn(language);
    expect(subjectName({ texts: () => speech.texts, formats: () => formats(speech) }, subject)).toBe(name);
  });
});

describe("one person's requests that are shown", () => {
  const requestClosedBy = (...subjects: string[]) =>
    ({
      key: "k",
      closed_by: subjects.map((subject) => ({ subject, until: null })),
    }) as unknown as TracedRequest;
  const person = { mask: "+86", requests: [requestClosedBy("ip:*", "CN"), requestClosedBy("CN")] };
  const left = (done: Act) => afterAct(person, done)?.requests.map(({ closed_by: controls }) => controls);

  test("are refused by what is left once something is lifted", () => {
    expect(left({ act: "unblock", subject: "CN" })).toEqual([[{ subject: "ip:*", until: null }], null]);
    expect(left({ act: "resume" })).toEqual(person.requests.map(({ closed_by: controls }) => controls));
  });

  test("go where it is not known what is left", () => {
    expect(left({ act: "unblock_guard" })).toBeUndefined();
  });
});

describe("an act", () => {
  const takes = (wanted: object) => actSchema.safeParse(wanted).success;

  test.each(["CN", "+86 138", "ip:*", `ip:${HASH}`, `net:${HASH}`])("lifts %s", (subject) => {
    expect(takes({ act: "unblock", subject })).toBe(true);
  });

  test("names nothing longer than what there is", () => {
    expect(takes({ act: "unblock", subject: `net:${HASH}a` })).toBe(false);
    expect(takes({ act: "block", subject: `net:${HASH}`, hours: 1, reason: "x" })).toBe(false);
    expect(takes({ act: "unblock", subject: " " })).toBe(false);
  });
});
