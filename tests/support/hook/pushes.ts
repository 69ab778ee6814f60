export const RECEIPTS_TOKEN = "Zm9yLXRlc3RzLW9ubHktbm90LWEtcmVhbC10b2tlbg";
export const RECEIPTS_PATH = `/send-sms/receipts/${RECEIPTS_TOKEN}`;
export const KEY = "0123456789abcdef0123456789abcdef";

/** A row of SmsReport and of DypnsSmsVerifyReport, field for field (Alibaba Cloud Help 101867). */
export const smsReport = (changes: Record<string, unknown> = {}) => ({
  phone_number: "13800138000",
  send_time: "2026-08-20 19:59:50",
  report_time: "2026-08-20 19:59:57",
  success: true,
  err_code: "DELIVERED",
  err_msg: "用户接收成功",
  sms_size: "1",
  biz_id: "900619746936498440^0",
  out_id: KEY,
  ...changes,
});

/** A row of the push from abroad, field for field (smsreport-http-intl). */
export const globeReport = (changes: Record<string, unknown> = {}) => ({
  To: "85251234567",
  SendDate: "Thu, 20 Aug 2026 19:59:50 +0800",
  ReceiveDate: "Thu, 20 Aug 2026 19:59:57 +0800",
  Status: "1",
  ErrorCode: "success",
  ErrorDescription: "success",
  TaskId: KEY,
  SmsSize: "1",
  MessageId: "123450000123456789",
  ...changes,
});
