/** As package.json has it; a test holds them together. */
export const PACKAGE = "supabase-aliyun-sms-hook";
