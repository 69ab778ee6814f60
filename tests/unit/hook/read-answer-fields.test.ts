import { describe, expect, test } from "vitest";
import { readAnswer } from "../../../src/hook/aliyun/read-answer.ts";

const answered = (body: Record<string, unknown>) => readAnswer({ status: "answered", httpStatus: 200, body });

describe("an answer that was accepted", () => {
  test("has the first receipt of the three that can be read", () => {
    const all = { Code: "OK", BizId: "first", Model: { BizId: "second" }, MessageId: "third" };
    expect(answered(all)).toMatchObject({ receiptId: "first" });
    expect(answered({ ...all, BizId: "not one" })).toMatchObject({ receiptId: "second" });
    expect(answered({ ...all, BizId: 7, Model: { BizId: "not one" } })).toMatchObject({ receiptId: "third" });
  });

  test.each([
    null,
    "second",
    7,
    true,
    [],
    ["second"],
    [{ BizId: "second" }],
    {},
    { BizId: null },
    { BizId: 7 },
    {
      BizId: ["second"],
    },
    { BizId: "" },
    { BizId: "1".repeat(65) },
    { BizId: "a\nb" },
    { bizId: "second" },
  ])(
    "has no receipt in a Model like %j",
    (Model) => {
      expect(answered({ Code: "OK", Model })).toMatchObject({ status: "accepted", receiptId: "" });
    },
  );

  test.each([null, 7, "", "a b", "1".repeat(65), "R-1\n", ["R-1"], { id: "R-1" }])(
    "shows no request id like %j",
    (RequestId) => {
      expect(answered({ Code: "OK", RequestId })).toEqual({
        status: "accepted",
        receiptId: "",
        trace: { httpStatus: 200 },
      });
    },
  );
});
