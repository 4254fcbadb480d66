// In: the text of a TypeScript file. Out: every module it names, with or without a value: import, export from, import(), type import().
// Reads the syntax tree, so a specifier in a comment or a string is not an import.
// Knows nothing of rooms or laws.

import { parseSync, Visitor } from 'vite';

/** Lists the specifiers a file imports, in the order of their kinds, each once. */
export function readImports(path: string, text: string): readonly string[] {
  const { module, program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);

  const found = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) found.push(moduleRequest.value);
  }
  const add = (node: { type: string; value?: unknown }) => {
    if (node.type === 'Literal' && typeof node.value === 'string') found.push(node.value);
  };
  new Visitor({
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    TSExternalModuleReference: (node) => add(node.expression),
  }).visit(program);
  return [...new Set(found)];
}
