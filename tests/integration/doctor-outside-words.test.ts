import { expect, test } from "vitest";
import { createDoctorWorld } from "../support/doctor/seeds.ts";

const world = createDoctorWorld();

test("where sign-in by phone is off, nothing says that it is on", async () => {
  const { findings } = await world().examine({ auth: { settings: { externalPhoneEnabled: false } } });
  expect(findings.map(({ id }) => id).filter((id) => id.startsWith("auth_"))).toEqual(["auth_phone_off"]);
});

test.each<[string, string | undefined, RegExp]>([
  ["names the address that was refused", "source 203.0.113.7 is not allowed", /; it saw 203\.0\.113\.7\)/],
  ["says that the refusal names no address", undefined, /; it does not say which address it saw\)/],
])("the doctor %s", async (_what, message, text) => {
  world().aliyun.setFault({
    kind: "code",
    code: "isv.DENY_IP_RANGE",
    action: "SendSms",
    ...(message === undefined ? {} : { message }),
  });
  const { findings } = await world().examine();
  expect(findings[0]).toMatchObject({ id: "source_denied", en: expect.stringMatching(text) });
});
