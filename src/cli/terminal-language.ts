export { terminalLanguage } from "../command-line/terminal-language.ts";
