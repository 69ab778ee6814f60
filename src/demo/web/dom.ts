/** A function is text that depends on the language: it is asked again by `relabel`. */
export type Text = string | (() => string);
export type Child = Text | Node | null;
export type Attributes = Readonly<Record<string, Text | boolean>>;

/** What to ask again, by node; a node that is gone takes its entry along. */
const relabelled = new WeakMap<Node, (() => void)[]>();

/** Makes an element. Texts become text nodes and attributes, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    keep(element, value === true ? "" : value, (text) => {
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    });
  }
  element.append(...children.filter((child) => child !== null).map(nodeOf));
  return element;
}

export function nodeOf(child: Text | Node): Node {
  if (child instanceof Node) return child;
  const node = document.createTextNode("");
  // A live region is read out again when a text is put, even the same one.
  keep(node, child, (text) => {
    if (node.nodeValue !== text) node.nodeValue = text;
  });
  return node;
}

/** Shows every text under `root` again, in the language of now; what people typed stays. */
export function relabel(root: Node): void {
  for (const update of relabelled.get(root) ?? []) update();
  root.childNodes.forEach(relabel);
}

function keep(node: Node, text: Text, put: (text: string) => void): void {
  if (typeof text === "string") return put(text);
  const update = () => put(text());
  relabelled.set(node, [...relabelled.get(node) ?? [], update]);
  update();
}

let serial = 0;
/** An id that no other element of the page has. */
export const newId = (name: string): string => `${name}-${++serial}`;
