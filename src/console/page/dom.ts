// One way to make elements for both pages: texts become text nodes, never markup.
export { type Child, h, newId, relabel, type Text } from "../../demo/web/dom.ts";
