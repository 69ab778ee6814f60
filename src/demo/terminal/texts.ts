import type { Language } from "../../client/index.ts";
import { ENGLISH, type Texts } from "./texts-en.ts";
import { CHINESE } from "./texts-zh.ts";

export const textsIn = (language: Language): Texts => language === "zh" ? CHINESE : ENGLISH;
