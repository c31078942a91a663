/** The attributes that authors write and the script reads, as the sources of the browser's script have them. */
import ts from 'typescript'
import { filesIn, read } from './repository.ts'

/** What the script writes, or the server for the script alone: nobody else sets these. */
const WRITTEN =
  /^data-live-(root|key|foreign|prevent.*|token|socket|login|posted|actions|edits|morph|recovery|rows|head|tag|html|body|portal|status|code|pending|behind|optimistic|leaving|dragging|sorted|stale|progress|click)$/

/** `live-…` of actions, and `data-live-…` of pages. */
export function attributesOfAuthors(): readonly string[] {
  const files = filesIn('src/client', '.ts').filter((file) => !file.endsWith('.test.ts'))
  const sources = files.map((file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true))
  const ofActions = sources.flatMap(namesOfActions).map((name) => `live-${name}`)
  const ofPages = files.map(read).flatMap((text) => text.match(/data-live-[a-z]+(?:-[a-z]+)*/g) ?? [])
  return [
    ...new Set([
      ...ofActions,
      ...ofPages.filter((name) => !WRITTEN.test(name) && !ofActions.includes(name.slice('data-'.length))),
    ]),
  ].toSorted()
}

/** What `attributeOf(element, name)` is asked for, also by a function of its own or for each of a list. */
function namesOfActions(source: ts.SourceFile): string[] {
  const found: string[] = []
  // Another file may have a function of this name that has nothing to do with it.
  const asked = source.text.includes('attribute-of.ts')
    ? /^(attributeOf|isSet)$/
    : /^(core\.attributeOf|isSet)$/
  if (source.text.includes('attributeOf(') || source.text.includes('live-${')) visit(source)
  return found

  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit)
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'OPTION_NAMES' && node.initializer)
      found.push(...node.initializer.getText().slice(1, -1).split('|'))
    if (!ts.isCallExpression(node)) return
    const callee = node.expression.getText()
    const last = node.arguments.at(-1)
    if (asked.test(callee) && last && ts.isStringLiteral(last)) found.push(last.text)
    const list = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined
    if (list && ts.isArrayLiteralExpression(list) && /live-\$\{|attributeOf|receiver/.test(node.getText()))
      found.push(...list.elements.filter(ts.isStringLiteral).map(({ text }) => text.replace(/=.*/, '')))
  }
}
