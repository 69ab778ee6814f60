import type { Account } from "../account.ts";
import { type BusinessRefusal, businessRefusal } from "../answer.ts";
import type { Sign, Template } from "../entities.ts";
import type { Params } from "../rpc-request.ts";
import { checkTemplateValues, parseTemplateParam, type TemplateValues } from "../template-param.ts";

export type Prepared = {
  readonly kind: "prepared";
  readonly sign: Sign;
  readonly template: Template;
  readonly values: TemplateValues;
};

/** Finds an approved signature and template of one owner and checks the values against the template. */
export function prepareTemplate(
  params: Params,
  account: Account,
  owner: Sign["owner"],
  complete: (values: TemplateValues) => TemplateValues = (values) => values,
): Prepared | BusinessRefusal {
  const sign = account.sign(params.get("SignName") ?? "", owner);
  if (sign === undefined || sign.status !== "approved") return businessRefusal("isv.SMS_SIGNATURE_ILLEGAL");
  const template = account.template(params.get("TemplateCode") ?? "", owner);
  if (template === undefined || template.status !== "approved") {
    return businessRefusal("isv.SMS_TEMPLATE_ILLEGAL");
  }
  const given = parseTemplateParam(params.get("TemplateParam") || "{}");
  if (given === null) return businessRefusal("isv.INVALID_JSON_PARAM");
  const values = complete(given);
  return checkTemplateValues(template, values) ?? { kind: "prepared", sign, template, values };
}
