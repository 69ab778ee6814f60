import { describe, expect, test } from "vitest";
import { receiptCodes, receiptNoteOf } from "../../../src/hook/aliyun/codes/receipts.ts";
import { noteOf } from "../../../src/hook/aliyun/error-codes.ts";

/** Alibaba Cloud Help 101347, both spellings of the terminal's, and the international product's own word. */
const DOCUMENTED = `MOBILE_NOT_ON_SERVICE MOBILE_SEND_LIMIT MOBILE_ACCOUNT_ABNORMAL MOBILE_IN_BLACK
  MOBLLE_TERMINAL_ERROR MOBILE_TERMINAL_ERROR CONTENT_KEYWORD CONTENT_ERROR INVALID_NUMBER REQUEST_SUCCESS
  SP_NOT_BY_INTER_SMS SP_UNKNOWN_ERROR USER_REJECT NO_ROUTE EXPIRED PORT_NOT_REGISTERED IS_CLOSE
  SIGNATURE_BLACKLIST PARAMS_ILLEGAL isv.SMS_SIGN_ILLEGAL isv.OUT_OF_SERVICE`.split(/\s+/);

describe("the codes of receipts", () => {
  test.each(DOCUMENTED)("%s is explained, as a receipt's own or as one of a send", (code) => {
    const note = receiptNoteOf(code) ?? noteOf(code);
    expect(note?.en).toMatch(/^[a-zA-Z]/);
    expect(note?.zh).toMatch(/\p{Script=Han}/u);
  });

  test("stand in one note each", () => {
    const codes = receiptCodes().flatMap(({ codes }) => codes);
    expect(codes).toEqual([...new Set(codes)]);
  });

  test("are known in any case, and what only looks like one is not", () => {
    expect(receiptNoteOf("no_route")).toBe(receiptNoteOf("NO_ROUTE"));
    expect(receiptNoteOf("NO_ROUTES")).toBeUndefined();
  });
});
