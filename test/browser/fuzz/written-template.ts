/** Templates of a case as they are written in source code. */
import type { Item, TemplateSpec } from './page-case.ts'

/** A template as its tag function gets it, and the names of its holes. */
export interface WrittenTemplate {
  readonly strings: TemplateStringsArray
  readonly holes: readonly string[]
}

/** The same each time, as it is with a literal in source code. */
export function written(items: TemplateSpec): WrittenTemplate {
  const known = literals.get(items) ?? write(items)
  literals.set(items, known)
  return known
}

const literals = new WeakMap<TemplateSpec, WrittenTemplate>()

function write(items: TemplateSpec): WrittenTemplate {
  const strings = ['']
  const holes: string[] = []
  const text = (more: string): void => {
    strings.push(`${strings.pop() ?? ''}${more}`)
  }
  const hole = (name: string): void => {
    holes.push(name)
    strings.push('')
  }
  const all = (each: TemplateSpec): void => each.forEach(one)
  all(items)
  return { strings: Object.assign(strings, { raw: strings }), holes }

  function one(item: Item): void {
    if ('text' in item) return text(item.text)
    if ('comment' in item) return text(`<!--${item.comment}-->`)
    if ('hole' in item) return hole(item.hole)
    text(`<${item.tag}`)
    for (const { name, value } of item.attributes) {
      text(name ? ` ${name}="` : ' ')
      for (const piece of value) {
        if (typeof piece === 'string') text(piece)
        else hole(piece.hole)
      }
      if (name) text('"')
    }
    text('>')
    all(item.children)
    if (!item.open) text(`</${item.tag}>`)
  }
}
