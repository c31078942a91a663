/** What to tell an author whose content cannot stand where it is. */
import {
  componentInRow,
  componentWithoutView,
  documentInPage,
  expectedRowLives,
  nestedTooDeep,
  nestingRefused,
  portalMisplaced,
  textMisplaced,
  valueRefused,
} from '../../errors/template.ts'
import type { Building } from './building.ts'
import type { Template } from '../compile/compile.ts'
import { Misuse } from '../template-value.ts'
import { describe } from './describe.ts'
import { DEEPEST } from '../compile/nodes.ts'
import type { Site } from '../compile/place.ts'
import { excerptOfHole, outline } from '../compile/source.ts'
import { whereHandlersBelong, whereItBelongs } from './where-it-belongs.ts'

/** A component or a stream where the server does not keep what it needs. */
export function refuseComponent(site: Site, { context, rows }: Building): Error {
  if (context.expected) return expectedRowLives({ excerpt: excerptOf(site), what: 'a component or a stream' })
  if (context.host === null) return componentWithoutView({ excerpt: excerptOf(site) })
  const list = rows === 'streamed' ? 'a stream' : 'a list that does not retain its rows'
  return componentInRow({ excerpt: excerptOf(site), list })
}

/** A portal where nothing follows its owner. */
export function refusePortal(site: Site, { context, rows }: Building): Error {
  if (context.expected) return expectedRowLives({ excerpt: excerptOf(site), what: 'a portal' })
  const where =
    context.host === null
      ? 'a template of an action or a document'
      : `a row of ${rows === 'streamed' ? 'a stream' : 'a list that does not retain its rows'}`
  return portalMisplaced({ excerpt: excerptOf(site), where })
}

/** A literal and what it is compiled to: literals with the same text share that. */
export interface CompiledLiteral {
  readonly template: Template
  readonly strings: TemplateStringsArray
}

/** A template that the browser would not leave where it stands. */
export function refuseNesting({ template, strings }: CompiledLiteral, site: Site): Error {
  const innermost = site.place.tags.at(-1) ?? ''
  const first = /^\s*<([a-zA-Z][\w-]*)/.exec(template.html)?.[1] ?? ''
  return nestingRefused({
    parent: excerptOf(site),
    child: outline(strings),
    place: site.place.tags.map((tag) => `<${tag}>`).join(' '),
    remedy: nestingRemedy(innermost, first, site.place.tags),
  })
}

function nestingRemedy(innermost: string, first: string, around: readonly string[]): string {
  if (innermost === 'table')
    return 'Rows stand in <tbody>:\nWrong:  <table>${rows}</table>\nRight:  <table><tbody>${rows}</tbody></table>'
  if (/^(?:tr|td|th|tbody|thead|tfoot|caption|col|colgroup)$/.test(first))
    return `A <${first}> stands in a table of the same view: <table><tbody>…</tbody></table>.`
  if (around.includes('p') && first !== 'a')
    return 'A paragraph ends where a block begins. Use <div> in place of <p>.'
  if (around.includes(first)) return `A <${first}> cannot be in another <${first}>. Put them side by side.`
  return 'Change the element around it, or the elements in it.'
}

/** A template that stands deeper than browsers nest elements, or in itself. */
export function refuseDepth(strings: TemplateStringsArray, site: Site): Error {
  const excerpt = site.hole === null ? outline(strings) : excerptOf(site)
  return nestedTooDeep({ excerpt, deepest: DEEPEST })
}

/** A whole document in a page. */
export function refuseDocument(strings: TemplateStringsArray, site: Site): Error {
  return documentInPage({ place: excerptOf(site), template: outline(strings) })
}

/** A value that is no content. */
export function refuseValue(value: unknown, site: Site): Error {
  return valueRefused({
    excerpt: excerptOf(site),
    value: describe(value),
    where: 'as content',
    remedy: remedyFor(value),
  })
}

/** Text that would be moved out of a table. */
export function refuseText(text: string | number, site: Site): Error {
  const element = site.place.tags.at(-1) ?? ''
  return textMisplaced({ excerpt: excerptOf(site), element, value: describe(text) })
}

function remedyFor(value: unknown): string {
  if (value instanceof Misuse) return value.remedy
  if (typeof value === 'function')
    return 'Call it: ${show()}. A handler belongs to an event: <button @click=${handler}>.'
  if (value === true) return "Say what is to be shown: ${flag ? 'yes' : 'no'}."
  if (value instanceof Date) return "Say how it is to be written: ${date.toLocaleDateString('en')}."
  if (typeof value === 'object' && value !== null && 'then' in value) {
    return 'Await it before render: in "mount", or with a resource:  articles = this.live.load(() => database.articles())'
  }
  return (
    whereHandlersBelong(value) ??
    whereItBelongs(value) ??
    'Show one of its fields, or text made from it: ${JSON.stringify(value)}.'
  )
}

/** The place in the template around it. */
export function excerptOf({ hole }: Site): string {
  return hole === null ? '    ${…}' : excerptOfHole(hole.strings, hole.index)
}
