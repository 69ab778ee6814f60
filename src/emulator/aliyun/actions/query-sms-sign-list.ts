import type { Answer } from "../answer.ts";
import type { Sign } from "../entities.ts";
import type { Action, ActionContext } from "./action.ts";
import { AUDIT_STATE, CREATED, pageOf } from "./paging.ts";

export const querySmsSignList: Action = {
  name: "QuerySmsSignList",
  version: "2017-05-25",
  api: "dysmsapi",
  requiredParams: [],
  ramAction: "dysms:QuerySmsSignList",
  permissionCode: "isp.RAM_PERMISSION_DENY",
  recipients: () => [],
  handle,
};

function handle({ params, account }: ActionContext): Answer {
  const page = pageOf(params, account.signs("account"));
  if (page.kind === "business") return page;
  return {
    kind: "success",
    body: { Code: "OK", Message: "OK", ...page.fields, SmsSignList: page.items.map(listed) },
  };
}

const listed = ({ name, status }: Sign) => ({
  SignName: name,
  AuditStatus: AUDIT_STATE[status],
  BusinessType: "验证码类型",
  CreateDate: CREATED,
  Reason: status === "rejected" ? { RejectInfo: "emulated rejection" } : {},
});
