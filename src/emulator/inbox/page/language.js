import { recall, remember } from "./dom.js";
import { ENGLISH } from "./texts-en.js";
import { CHINESE } from "./texts-zh.js";

const KEY = "inbox-language";
const TEXTS = { en: ENGLISH, zh: CHINESE };

let language = TEXTS[recall(KEY)] ? recall(KEY) : /^zh\b/i.test(navigator.language) ? "zh" : "en";

/** The text of a name; a text with gaps is a function. */
export function text(name, ...values) {
  const found = TEXTS[language][name];
  return typeof found === "function" ? found(...values) : found;
}

export const locale = () => language === "zh" ? "zh-CN" : "en";

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  remember(KEY, language);
  translatePage();
}

/** Fills every element of the page that names its text. */
export function translatePage() {
  document.documentElement.lang = locale();
  document.title = text("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = text(node.dataset.text);
  for (const node of document.querySelectorAll("[data-hint]")) node.title = text(node.dataset.hint);
  for (const node of document.querySelectorAll("[data-placeholder]")) {
    node.placeholder = text(node.dataset.placeholder);
  }
}

export function timeOf(at) {
  return new Date(at).toLocaleTimeString(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  });
}
