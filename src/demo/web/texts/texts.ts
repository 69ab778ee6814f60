import type { Language } from "../../../client/index.ts";
import { ENGLISH, type Texts } from "./en.ts";
import { CHINESE } from "./zh.ts";

export const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, zh: CHINESE };
