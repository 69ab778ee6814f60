import { z } from "zod";
import { flag, map, optionalText, text } from "../wire/read-params.ts";

/** The body of `POST` and `PUT /admin/users` (api/admin.go, AdminUserParams). */
export const adminParams = z.object({
  id: text,
  role: text,
  email: text,
  phone: text,
  password: optionalText,
  email_confirm: flag(false),
  phone_confirm: flag(false),
  user_metadata: map,
  app_metadata: map,
  ban_duration: text,
});
export type AdminParams = z.output<typeof adminParams>;
