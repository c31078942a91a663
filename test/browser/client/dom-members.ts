/** Finds in the source of the client which members of nodes it uses. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const CLIENT = join(import.meta.dirname, '../../../src/client')

/** The names of all members of nodes that the client reads, sets or calls. */
export function membersOfNodes(): string[] {
  const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(CLIENT, path))
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    types: [],
  })
  const checker = program.getTypeChecker()
  const names = new Set<string>()
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(CLIENT)) continue
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && isNode(checker.getTypeAtLocation(node.expression)))
        names.add(node.name.text)
      if (ts.isObjectBindingPattern(node) && isNode(checker.getTypeAtLocation(node))) {
        for (const { name, propertyName } of node.elements) names.add((propertyName ?? name).getText())
      }
      if (ts.isElementAccessExpression(node) && isNode(checker.getTypeAtLocation(node.expression)))
        for (const name of textsOf(checker.getTypeAtLocation(node.argumentExpression))) names.add(name)
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return [...names].toSorted()

  /** Whether it may be a node: all of them have this constant. */
  function isNode(type: ts.Type): boolean {
    return type.getNonNullableType().getProperty('ELEMENT_NODE') !== undefined
  }
}

/** The texts that a type is made of. */
function textsOf(type: ts.Type): string[] {
  const types = type.isUnion() ? type.types : [type]
  return types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []))
}
