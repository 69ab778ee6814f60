export const DELIVERED = "DELIVERED";

/** What a carrier may say instead; the text has the name in texts-*.js. */
export const FAILURES = [
  { code: "MOBILE_NOT_ON_SERVICE", name: "phoneOff" },
  { code: "INVALID_NUMBER", name: "noSuchNumber" },
  { code: "MOBILE_IN_BLACK", name: "unsubscribed" },
  { code: "MOBILE_SEND_LIMIT", name: "carrierLimit" },
  { code: "CONTENT_KEYWORD", name: "filtered" },
  { code: "PORT_NOT_REGISTERED", name: "unregistered" },
  { code: "SP_UNKNOWN_ERROR", name: "noReason" },
];
