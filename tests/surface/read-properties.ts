// In: sources, and the name of an interface or a type in them. Out: the names of its properties, inherited ones included.
// Reads the syntax tree; knows Partial, Omit and Pick of what it extends, and refuses what it cannot read.
// Knows nothing of what a property means.

import { parseSync } from 'vite';
import type { ESTree } from 'vite';
import type { Files } from './source-files.js';

type Declaration = ESTree.TSInterfaceDeclaration | ESTree.TSTypeAliasDeclaration;

/** The property names of one type. @throws {Error} where the type is not found, or made in a way that is not read here */
export function readProperties(sources: Files, name: string): readonly string[] {
  return [...new Set(propertiesOf(readDeclarations(sources), name))].toSorted();
}

/** Every interface and type that is exported, by name. */
function readDeclarations(sources: Files): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const [path, text] of sources) {
    for (const node of parseSync(path, text).program.body) {
      const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : undefined;
      if (
        declared?.type === 'TSInterfaceDeclaration' ||
        declared?.type === 'TSTypeAliasDeclaration'
      )
        found.set(declared.id.name, declared);
    }
  }
  return found;
}

function propertiesOf(all: ReadonlyMap<string, Declaration>, name: string): readonly string[] {
  const declared = all.get(name);
  if (declared === undefined) throw new Error(`No type is called ${name}.`);
  if (declared.type === 'TSTypeAliasDeclaration') return namesIn(all, declared.typeAnnotation);
  const own = declared.body.body.flatMap((member) =>
    member.type === 'TSPropertySignature' && member.key.type === 'Identifier'
      ? [member.key.name]
      : [],
  );
  const inherited = (declared.extends ?? []).flatMap(({ expression, typeArguments }) =>
    reference(all, expression, typeArguments?.params ?? []),
  );
  return [...own, ...inherited];
}

function namesIn(all: ReadonlyMap<string, Declaration>, node: ESTree.Node): readonly string[] {
  if (node.type !== 'TSTypeReference')
    throw new Error(`A type of the kind ${node.type} is not read.`);
  return reference(all, node.typeName, node.typeArguments?.params ?? []);
}

function reference(
  all: ReadonlyMap<string, Declaration>,
  target: ESTree.Node,
  params: readonly ESTree.TSType[],
): readonly string[] {
  if (target.type !== 'Identifier') throw new Error('Only types with a simple name are read.');
  const [first, keys] = params;
  switch (target.name) {
    case 'Partial':
    case 'Readonly':
      return first ? namesIn(all, first) : [];
    case 'Omit': {
      const left = new Set(literalsOf(keys));
      return first ? namesIn(all, first).filter((name) => !left.has(name)) : [];
    }
    case 'Pick':
      return literalsOf(keys);
    default:
      return propertiesOf(all, target.name);
  }
}

function literalsOf(node: ESTree.TSType | undefined): readonly string[] {
  if (node?.type === 'TSUnionType') return node.types.flatMap((each) => literalsOf(each));
  return node?.type === 'TSLiteralType' && node.literal.type === 'Literal'
    ? [String(node.literal.value)]
    : [];
}
