import type { Answer } from "../answer.ts";
import type { AuditStatus, Template } from "../entities.ts";
import type { Action, ActionContext } from "./action.ts";
import { AUDIT_STATE, CREATED, pageOf } from "./paging.ts";

export const querySmsTemplateList: Action = {
  name: "QuerySmsTemplateList",
  version: "2017-05-25",
  api: "dysmsapi",
  requiredParams: [],
  ramAction: "dysms:QuerySmsTemplateList",
  permissionCode: "isp.RAM_PERMISSION_DENY",
  recipients: () => [],
  handle,
};

function handle({ params, account }: ActionContext): Answer {
  const page = pageOf(params, account.templates("account"));
  if (page.kind === "business") return page;
  return {
    kind: "success",
    body: { Code: "OK", Message: "OK", ...page.fields, SmsTemplateList: page.items.map(listed) },
  };
}

// The vendor's own spelling of the last one, in the documentation of this action alone.
const TEMPLATE_STATE: Readonly<Record<AuditStatus, string>> = {
  ...AUDIT_STATE,
  cancelled: "AUDIT_SATE_CANCEL",
};

function listed(template: Template) {
  const { code, name, content, status } = template;
  return {
    TemplateCode: code,
    TemplateName: name,
    TemplateContent: content,
    AuditStatus: TEMPLATE_STATE[status],
    ...typesOf(template),
    CreateDate: CREATED,
    Reason: status === "rejected" ? { RejectInfo: "emulated rejection" } : {},
  };
}

/** Two numberings of the same kinds: `TemplateType` 0 notice, 2 code, 6 abroad; `OuterTemplateType` 1, 0, 3. */
function typesOf({ audience, codeVariable }: Template) {
  if (audience === "international") return { TemplateType: 6, OuterTemplateType: 3 };
  return codeVariable === undefined
    ? { TemplateType: 0, OuterTemplateType: 1 }
    : { TemplateType: 2, OuterTemplateType: 0 };
}
