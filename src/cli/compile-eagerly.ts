import MagicString from "magic-string";
import { type ESTree, parseSync, Visitor } from "vite";

/**
 * Puts every function of a bundle in parentheses, V8's sign that it will be called: such a function is compiled
 * together with the file, and so it stands in Deno's code cache. Without, each of some five hundred is compiled
 * alone on its first call, at every start (docs/adr/0006; https://v8.dev/blog/preparser#pife).
 *
 * A declaration becomes a variable at the head of the file, where it is as defined as it was before. Methods
 * cannot be written so and stay as they are.
 * @param code one ES module that imports nothing of its own
 */
export function compileEagerly(code: string): string {
  const { program, errors } = parseSync("index.js", code);
  if (errors.length > 0) throw new Error(`Cannot read the bundle: ${errors[0]?.message}`);
  const text = new MagicString(code);
  const methods = new Set<ESTree.Node | null>();
  const inParentheses = ({ start, end }: ESTree.Span) => text.appendRight(start, "(").prependLeft(end, ")");

  new Visitor({
    MethodDefinition: ({ value }) => void methods.add(value),
    Property: ({ value, method, kind }) => void ((method || kind !== "init") && methods.add(value)),
    ArrowFunctionExpression: inParentheses,
    FunctionExpression: (node) => void (methods.has(node) || inParentheses(node)),
  }).visit(program);

  const head = program.body.find(({ type }) => type !== "ImportDeclaration")?.start ?? 0;
  for (const node of program.body) {
    if (node.type !== "FunctionDeclaration" || !node.id) continue;
    text.appendRight(node.start, `var ${node.id.name}=(`).prependLeft(node.end, ");");
    if (node.start > head) text.move(node.start, node.end, head);
  }
  return text.toString();
}
