import type { Texts } from "./texts-en.ts";

export const CHINESE: Texts = {
  help: `npm run demo -- [命令] [手机号] [参数]

  signup +8613800138000            设置密码注册，并用验证码确认
  signin +8613800138000            验证码登录
  password +8613800138000          密码登录
  change-phone +8613800138000      登录后更换手机号
  change-password +8613800138000   登录后修改密码
  mfa +8613800138000               登录后添加或移除手机两步验证
  （不带命令）                     交互菜单

  --password、--code、--new-phone、--new-password   直接给出，不再询问；给出 --code 时不再发送验证码
  --lang en                                         界面语言（默认取自 LANG）
  --help                                            显示本说明

  SUPABASE_URL 和 SUPABASE_PUBLISHABLE_KEY（或 SUPABASE_ANON_KEY）指定项目；未设置时连接 npm start 的本地环境。`,
  connected: (supabaseUrl) => `手机号登录演示，连接 ${supabaseUrl}`,
  askPhone: "手机号（+86…）：",
  askPassword: "密码：",
  askPasswordOrCode: "密码（留空则用验证码登录）：",
  askCurrentPassword: "当前密码：",
  askNewPassword: "新密码：",
  askNewPhone: "新手机号（+86…）：",
  askFactorPhone: "用于两步验证的手机号（+86…）：",
  askRemoveFactor: "要移除吗？(y/N) ",
  askChoice: "请选择：",
  notOffered: (choice, last) => `没有选项“${choice}”，请输入 0 到 ${last}。`,
  askCode: (resend) => `验证码（r：${resend}）：`,
  codeSent: (to) => `验证码已发送至 ${to}。`,
  codeSentByEmail: "验证码已发送至您的邮箱。",
  readInbox: (url) => `查看短信：${url}`,
  waitToResend: (label) => `请稍候，${label}。`,
  codeLater: "验证码已发送。请再次运行同一命令并加上 --code 完成验证。",
  inputEnded: "输入已结束。可用参数给出所需内容，详见 --help。",
  signedIn: (phone, userId) => `✓ 已登录：${phone}（用户 ${userId}）`,
  signInFirst: "请先登录。",
  signedOut: "✓ 已退出登录。",
  phoneChanged: (phone) => `✓ 手机号已更换为 ${phone}。`,
  passwordChanged: "✓ 密码已修改。",
  factorNeeded: "该账号已开启两步验证。",
  factorPhone: "用于两步验证的手机",
  factorAdded: "✓ 已开启手机两步验证。",
  factorUsed: "✓ 两步验证通过。",
  factorThere: "该账号已开启手机两步验证。",
  factorRemoved: "✓ 已移除手机两步验证。",
  startLocalWorld: "本地环境是否已启动？请在另一个终端运行 npm start",
  notSignedIn: "未登录。",
  commands: {
    signup: "注册",
    signin: "验证码登录",
    password: "密码登录",
    "change-phone": "更换手机号",
    "change-password": "修改密码",
    mfa: "两步验证",
    signout: "退出登录",
    quit: "退出",
  },
};
