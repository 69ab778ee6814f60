import MagicString from "magic-string";
import { type ESTree, parseSync, Visitor } from "vite";

/**
 * Puts every function of a bundle in parentheses, V8's sign that it will be called: such a function is compiled
 * together with the file, and so it stands in Deno's code cache. Without, each of some five hundred is compiled
 * alone on its first call, at every start (docs/adr/0006; https://v8.dev/blog/preparser#pife).
 *
 * A declaration becomes a variable at the head of its file or function, where it is as defined as it was before.
 * Methods cannot be written so and stay as they are, and so do declarations inside blocks.
 * @param code one ES module that exports no declaration
 */
export function compileEagerly(code: string): string {
  const { program, errors } = parseSync("index.js", code);
  if (errors.length > 0) throw new Error(`Cannot read the bundle: ${errors[0]?.message}`);
  const text = new MagicString(code);
  const methods = new Set<ESTree.Node | null>();

  function atHead(body: readonly (ESTree.Statement | ESTree.Directive)[]): void {
    const head = body.find((node) => node.type !== "ImportDeclaration" && !("directive" in node))?.start;
    for (const node of body) {
      if (head === undefined || node.type !== "FunctionDeclaration" || !node.id) continue;
      text.appendRight(node.start, `var ${node.id.name}=(`).prependLeft(node.end, ");");
      // A name of its own would hide the variable from the function, which may assign it.
      text.remove(node.id.start, node.id.end);
      if (node.start > head) text.move(node.start, node.end, head);
    }
  }
  function inParentheses(node: ESTree.Function | ESTree.ArrowFunctionExpression): void {
    if (!methods.has(node)) text.appendRight(node.start, "(").prependLeft(node.end, ")");
    if (node.body?.type === "BlockStatement") atHead(node.body.body);
  }
  new Visitor({
    Program: ({ body }) => atHead(body),
    MethodDefinition: ({ value }) => void methods.add(value),
    Property: ({ value, method, kind }) => void ((method || kind !== "init") && methods.add(value)),
    ArrowFunctionExpression: inParentheses,
    FunctionExpression: inParentheses,
    FunctionDeclaration: ({ body }) => body && atHead(body.body),
  }).visit(program);
  return text.toString();
}
