import type { Language } from "../../../client/index.ts";
import { ENGLISH } from "./en.ts";
import { CHINESE } from "./zh.ts";

export type Texts = typeof ENGLISH;

export const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, zh: CHINESE };
