import { type BusinessRefusal, businessRefusal } from "./answer.ts";
import type { Template } from "./entities.ts";

export type TemplateValues = Readonly<Record<string, string>>;

const VARIABLE = /\$\{(\w+)\}/g;

export function templateVariables(content: string): string[] {
  return [...content.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []);
}

export function renderTemplate(content: string, values: TemplateValues): string {
  return content.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);
}

export function parseTemplateParam(text: string): TemplateValues | null {
  const value = parseJson(text);
  return isObjectOfStrings(value) ? value : null;
}

/** What is wrong with these values for this template, or null. */
export function checkTemplateValues(template: Template, values: TemplateValues): BusinessRefusal | null {
  for (const name of templateVariables(template.content)) {
    const value = values[name];
    if (value === undefined || value === "") return businessRefusal("isv.TEMPLATE_MISSING_PARAMETERS");
    const isCode = name === template.codeVariable;
    const [shortest, longest] = isCode ? [4, 6] : [1, 35];
    if (value.length < shortest || value.length > longest) return businessRefusal("isv.PARAM_LENGTH_LIMIT");
    if (isCode && !/^[a-zA-Z0-9]+$/.test(value)) {
      return businessRefusal("isv.INVALID_PARAMETERS", "params must be [a-zA-Z0-9] for verification sms");
    }
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObjectOfStrings(value: unknown): value is TemplateValues {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item === "string");
}
