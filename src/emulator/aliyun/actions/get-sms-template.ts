import type { Answer } from "../answer.ts";
import type { Template } from "../entities.ts";
import { gatewayRefusal } from "../gateway-error.ts";
import { templateVariables } from "../template-param.ts";
import type { Action, ActionContext } from "./action.ts";
import { AUDIT_NUMBER } from "./get-sms-sign.ts";

export const getSmsTemplate: Action = {
  name: "GetSmsTemplate",
  version: "2017-05-25",
  api: "dysmsapi",
  requiredParams: ["TemplateCode"],
  ramAction: "dysms:GetSmsTemplate",
  permissionCode: "isp.RAM_PERMISSION_DENY",
  recipients: () => [],
  handle,
};

function handle({ params, account }: ActionContext): Answer {
  const template = account.template(params.get("TemplateCode") ?? "", "account");
  if (template === undefined) return gatewayRefusal("TemplateNotFound");
  return {
    kind: "success",
    body: {
      Code: "OK",
      Message: "OK",
      TemplateCode: template.code,
      TemplateName: template.name,
      TemplateContent: template.content,
      // A string, unlike SignStatus of GetSmsSign.
      TemplateStatus: String(AUDIT_NUMBER[template.status]),
      TemplateType: templateType(template),
      ...(template.audience === "international" ? { IntlType: template.codeVariable ? 2 : 0 } : {}),
      TemplateTag: 2,
      VariableAttribute: JSON.stringify(variableRules(template)),
      AuditInfo: template.status === "rejected" ? { RejectInfo: "emulated rejection" } : {},
    },
  };
}

// GetSmsTemplate: 0 verification code, 1 notice, 2 promotion, 3 international.
function templateType({ audience, codeVariable }: Template): string {
  if (audience === "international") return "3";
  return codeVariable === undefined ? "1" : "0";
}

function variableRules({ content, codeVariable }: Template): Record<string, string> {
  return Object.fromEntries(
    templateVariables(content).map((name) => [
      name,
      name === codeVariable ? "characterWithNumber2" : "others",
    ]),
  );
}
