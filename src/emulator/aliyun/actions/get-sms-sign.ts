import type { Answer } from "../answer.ts";
import type { AuditStatus } from "../entities.ts";
import { gatewayRefusal } from "../gateway-error.ts";
import type { Action, ActionContext } from "./action.ts";

export const getSmsSign: Action = {
  name: "GetSmsSign",
  version: "2017-05-25",
  api: "dysmsapi",
  requiredParams: ["SignName"],
  ramAction: "dysms:GetSmsSign",
  permissionCode: "isp.RAM_PERMISSION_DENY",
  recipients: () => [],
  handle,
};

export const AUDIT_NUMBER: Readonly<Record<AuditStatus, number>> = {
  pending: 0,
  approved: 1,
  rejected: 2,
  cancelled: 10,
};

const FILED = 3;
const BEING_FILED = -1;

function handle({ params, account }: ActionContext): Answer {
  const sign = account.sign(params.get("SignName") ?? "", "account");
  if (sign === undefined) return gatewayRefusal("SignatureNotFound");
  const registerStatus = sign.status === "approved" && sign.filed !== false ? FILED : BEING_FILED;
  return {
    kind: "success",
    body: {
      Code: "OK",
      Message: "OK",
      SignName: sign.name,
      SignStatus: AUDIT_NUMBER[sign.status],
      SignTag: "2",
      ThirdParty: false,
      AuditInfo: sign.status === "rejected" ? { RejectInfo: "emulated rejection" } : {},
      SignIspRegisterDetailList: (["mobile", "unicom", "telecom"] as const).map((operator) => ({
        OperatorCode: operator,
        RegisterStatus: sign.carriers?.[operator] ?? registerStatus,
        RegisterStatusReasons: [],
      })),
    },
  };
}
