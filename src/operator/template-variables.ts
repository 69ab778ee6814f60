/** The variables of a template's text, in their order: `您的验证码是${code}` has `code`. */
export const templateVariables = (content: string): string[] => [
  ...new Set([...content.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name)),
];
