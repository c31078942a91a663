/** Refuses attributes and properties that an element is given twice. */
import { attributeRefused } from '../../errors/template.ts'
import type { BoundAttribute, ReadAttribute, StaticAttribute } from './attribute-part.ts'
import { targetOf } from './attribute-target.ts'
import type { ElementParts } from './element-parts.ts'
import type { Element } from './nodes.ts'
import { excerpt, type TemplateSource } from './source.ts'

/** What sets the same must not be written twice: in the first response one would win, in a change the other. */
export function refuseTwice(
  element: Element,
  attributes: readonly ReadAttribute[],
  source: TemplateSource,
): void {
  const shownAt = (): string => excerpt(source, element.sourceCodeLocation?.startOffset ?? 0)
  const targets = new Map<string, NamedAttribute>()
  for (const read of attributes) {
    if (read.kind === 'element' || read.kind === 'event' || read.kind === 'styles') continue
    const target = targetOf(element.tagName, writtenAs(read))
    const first = targets.get(target)
    if (first !== undefined) {
      const [one, other] = [writtenAs(first), writtenAs(read)]
      throw attributeRefused({
        excerpt: shownAt(),
        problem: `"${one}" and "${other}" set the same on one element. In the first response the one would win, in a change the other.`,
        wrong: `html\`<${element.tagName} ${exampleOf(first, 'a')} ${exampleOf(read, 'b')}>\``,
        right: `html\`<${element.tagName} ${exampleOf(read.kind === 'static' ? first : read, 'b')}>\``,
      })
    }
    targets.set(target, read)
    const { name } = read
    if (read.kind !== 'property' || !read.inHtml) continue
    if (element.tagName === 'textarea' && name === 'value' && element.childNodes.length > 0) {
      throw attributeRefused({
        excerpt: shownAt(),
        problem: 'A <textarea> has its value twice, as a property and as content.',
        wrong: 'html`<textarea .value=${draft}>${draft}</textarea>`',
        right: 'html`<textarea .value=${draft}></textarea>`',
      })
    }
  }
}

/** What is in an element is one script's: another one would take it away, and neither could be asked for alone. */
export function refuseTwoHooks(
  element: Element,
  attributes: readonly ReadAttribute[],
  { parts, source }: { readonly parts: ElementParts; readonly source: TemplateSource },
): void {
  const hooks = attributes.filter(
    (read) => read.kind === 'element' && /^.Hooks$/.test(parts.get(read.hole) ?? ''),
  )
  if (hooks.length < 2) return
  throw attributeRefused({
    excerpt: excerpt(source, element.sourceCodeLocation?.startOffset ?? 0),
    problem: `A <${element.tagName}> has ${hooks.length} hooks. What is in an element belongs to one script alone.`,
    wrong: "html`<div ${hook('chart', sales)} ${hook('tooltips')}></div>`",
    right: "html`<div ${hook('tooltips', null, { open: true })}><div ${hook('chart', sales)}></div></div>`",
  })
}

type NamedAttribute = StaticAttribute | BoundAttribute

function writtenAs({ kind, name }: NamedAttribute): string {
  return (kind === 'boolean' ? '?' : kind === 'property' ? '.' : '') + name
}

function exampleOf(read: NamedAttribute, value: string): string {
  if (read.kind !== 'static') return `${writtenAs(read)}=\${${value}}`
  return read.value === '' ? read.name : `${read.name}="${value}"`
}
