/** The ledger writes its own texts in both languages: `looks pumped: … / 疑似盗刷：…`. */
export function reasonIn(reason: string, language: "en" | "zh"): string {
  const [en = "", zh = en] = reason.split(" / ");
  return { en, zh }[language];
}
