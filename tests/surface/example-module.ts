// In: one example. Out: the module that a compiler and a test can take it for.
// Adds the import a comment leaves out, and turns `expression; // literal` into a comparison of the two.
// Knows nothing of files.

import { parseSync, Visitor } from 'vite';
import type { ESTree } from 'vite';

/** What an example may use without importing it. */
export interface Scope {
  /** The door the example belongs to. */
  readonly door: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Makes a module of an example. Line numbers stay: what is added stands on the first and the last line. */
export function toModule(code: string, language: string, scope: Scope | undefined): string {
  // Elements side by side are an example, but no expression.
  const source = language === 'tsx' && code.trimStart().startsWith('<') ? `<>${code}</>;` : code;
  const { program, comments, module, errors } = parseSync(`example.${language}`, source, {
    sourceType: 'module',
  });
  const [error] = errors;
  if (error !== undefined) return code;
  const checked = addComparisons(source, program, comments);
  const imported = module.staticImports.flatMap(({ entries }) =>
    entries.map(({ localName }) => localName.value),
  );
  const importing = scope === undefined ? '' : importLine(program, scope, imported);
  return `import { expect as expectThat } from 'vitest'; ${importing}${checked}\nvoid expectThat;\nexport {};\n`;
}

function importLine(
  program: ESTree.Program,
  { door, values, types }: Scope,
  imported: readonly string[],
): string {
  const used = new Set<string>();
  const add = ({ name }: { name: string }) => void used.add(name);
  new Visitor({ Identifier: add, JSXIdentifier: add }).visit(program);
  for (const name of imported) used.delete(name);
  const names = [
    ...values.filter((name) => used.has(name)),
    ...types.filter((name) => used.has(name)).map((name) => `type ${name}`),
  ];
  return names.length === 0 ? '' : `import { ${names.join(', ')} } from '${door}'; `;
}

function addComparisons(
  code: string,
  program: ESTree.Program,
  comments: readonly { readonly value: string; readonly start: number }[],
): string {
  let text = code;
  for (const statement of program.body.toReversed()) {
    const { end } = statement;
    const comment = comments.find(
      (each) => each.start >= end && !code.slice(end, each.start).includes('\n'),
    );
    const subject = subjectOf(statement);
    if (comment === undefined || subject === undefined || !isLiteralText(comment.value)) continue;
    const actual = code.slice(subject.start, subject.end);
    const comparison = `expectThat(${actual}).toEqual(${comment.value.trim()});`;
    const kept = statement.type === 'ExpressionStatement' ? statement.start : end;
    text = text.slice(0, kept) + comparison + text.slice(end);
  }
  return text;
}

/** What the literal beside a statement is the value of: its expression, or the one name it declares. */
function subjectOf(statement: ESTree.Node): ESTree.Node | undefined {
  if (statement.type === 'ExpressionStatement') {
    return loggedValue(statement.expression) ?? statement.expression;
  }
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1)
    return undefined;
  const name = statement.declarations[0]?.id;
  return name?.type === 'Identifier' && !name.typeAnnotation ? name : undefined;
}

/** `x` of `console.log(x)`: what a reader expects the comment beside it to be. */
function loggedValue(expression: ESTree.Expression): ESTree.Node | undefined {
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression')
    return undefined;
  const { object } = expression.callee;
  const isConsole = object.type === 'Identifier' && object.name === 'console';
  return isConsole && expression.arguments.length === 1 ? expression.arguments[0] : undefined;
}

function isLiteralText(text: string): boolean {
  const { program, errors } = parseSync('literal.js', `(${text})`);
  const [statement] = program.body;
  return (
    errors.length === 0 &&
    statement?.type === 'ExpressionStatement' &&
    isLiteral(statement.expression)
  );
}

function isLiteral(node: ESTree.Node): boolean {
  switch (node.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return node.name === 'undefined';
    case 'ParenthesizedExpression':
      return isLiteral(node.expression);
    case 'UnaryExpression':
      return node.operator === '-' && isLiteral(node.argument);
    case 'ArrayExpression':
      return node.elements.every((element) => element !== null && isLiteral(element));
    case 'ObjectExpression':
      return node.properties.every(
        (property) => property.type === 'Property' && isLiteral(property.value),
      );
    default:
      return false;
  }
}
