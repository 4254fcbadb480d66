// In: the texts of src/ by path. Out: every code a FieldwiseError can carry, and the file of the class that carries it.
// The compiler lets a class throw only the codes of its type argument, so reading that argument finds them all.
// Knows nothing of pages.

import { parseSync, Visitor } from 'vite';
import type { ESTree } from 'vite';
import type { Files } from './source-files.js';

/** Codes by the file whose error class carries them. Throws when an argument is not made of literals and their names. */
export function readErrorCodes(files: Files): ReadonlyMap<string, readonly string[]> {
  const aliases = new Map<string, ESTree.TSType>();
  const classes: { path: string; argument: ESTree.TSType | undefined }[] = [];
  for (const [path, text] of files) {
    new Visitor({
      TSTypeAliasDeclaration: (node) => void aliases.set(node.id.name, node.typeAnnotation),
      ClassDeclaration: ({ superClass, superTypeArguments }) => {
        if (superClass?.type !== 'Identifier' || superClass.name !== 'FieldwiseError') return;
        classes.push({ path, argument: superTypeArguments?.params[0] });
      },
    }).visit(parseSync(path, text).program);
  }
  return new Map(classes.map(({ path, argument }) => [path, readCodes(path, argument, aliases)]));
}

function readCodes(
  path: string,
  type: ESTree.TSType | undefined,
  aliases: ReadonlyMap<string, ESTree.TSType>,
): readonly string[] {
  if (type?.type === 'TSUnionType') {
    // `| (string & {})` leaves room for the codes of another process; they have their pages there.
    const own = type.types.filter((part) => !isOpenString(part));
    return own.flatMap((part) => readCodes(path, part, aliases));
  }
  if (type?.type === 'TSLiteralType' && type.literal.type === 'Literal')
    return [String(type.literal.value)];
  if (type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier') {
    const alias = aliases.get(type.typeName.name);
    if (alias !== undefined) return readCodes(path, alias, aliases);
  }
  throw new Error(
    `${path}: write the codes of its error class as literals, or as a name for literals`,
  );
}

function isOpenString(type: ESTree.TSType): boolean {
  if (type.type === 'TSParenthesizedType') return isOpenString(type.typeAnnotation);
  return type.type === 'TSIntersectionType' && type.types[0]?.type === 'TSStringKeyword';
}
