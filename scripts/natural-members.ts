/**
 * Has a library read the members of nodes past the controls of forms, which hide them: `<input name="parentElement">`.
 * Each `node.member` becomes `core.natural(node).member`, as the client writes it in its own code.
 */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'
import ts from 'typescript'
import { root } from './root.ts'

/** What idiomorph reads of nodes. */
const MEMBERS =
  /^(activeElement|append|attributes|childNodes|children|contains|content|firstChild|focus|getAttribute|hasAttribute|id|insertBefore|isEqualNode|matches|moveBefore|nextSibling|nodeName|nodeType|nodeValue|outerHTML|ownerDocument|parentElement|parentNode|previousSibling|querySelector|querySelectorAll|remove|removeAttribute|removeChild|setAttribute|tagName|type|value)$/

export const naturalMembers: Plugin = {
  name: 'natural-members',
  setup(build) {
    build.onLoad({ filter: /idiomorph\.esm\.js$/ }, ({ path }) => {
      const source = ts.createSourceFile(
        path,
        readFileSync(path, 'utf8'),
        ts.ScriptTarget.Latest,
        true,
        ts.ScriptKind.JS,
      )
      const { transformed } = ts.transform(source, [unhide])
      const code = ts.createPrinter().printFile(transformed[0] ?? source)
      return { contents: `import { core } from '${root}/src/client/modules/core.ts'\n${code}`, loader: 'js' }
    })
  },
}

const unhide: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
  const { factory } = context
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context)
    if (!ts.isPropertyAccessExpression(seen) || !MEMBERS.test(seen.name.text)) return seen
    const natural = factory.createPropertyAccessExpression(factory.createIdentifier('core'), 'natural')
    const object = factory.createCallExpression(natural, undefined, [seen.expression])
    return seen.questionDotToken
      ? factory.createPropertyAccessChain(object, seen.questionDotToken, seen.name)
      : factory.createPropertyAccessExpression(object, seen.name)
  }
  // A source file is visited to a source file.
  return ts.visitNode(source, visit) as ts.SourceFile
}
