/** Finds the part of a template that an element of the page is bound by. */
import type { ElementPart } from '../element-parts.ts'
import { core } from '../modules/core.ts'
import type { Instance } from '../parts.ts'
import { isRows } from '../recovery/rows-in.ts'
import type { ClientTemplate } from '../template.ts'

/** As the server calls it: the number of its template, and its own there. */
export interface PartName {
  readonly template: number
  readonly index: number
}

export function partOf(element: Element, property: string): PartName | undefined {
  for (const { content } of core.roots.values()) {
    for (const { template, parts } of instancesIn(content)) {
      const index = parts.findIndex((part) => {
        // Parts of children have no element.
        const { element: own, bound = '' } = part as Partial<ElementPart>
        return own === element && [`.${property}`, `?${property}`, '*'].includes(bound)
      })
      const number = index === -1 ? undefined : numberOf(template)
      if (number !== undefined) return { template: number, index }
    }
  }
  return undefined
}

function* instancesIn(content: unknown): Generator<Instance> {
  if (content instanceof core.Instance) {
    yield content
    for (const part of content.parts) yield* instancesIn(part.content)
  } else if (isRows(content)) {
    for (const row of content.rows.values()) yield* instancesIn(row)
  }
}

/** The client finds templates by their numbers alone. The server counts them from 1. */
function numberOf(template: ClientTemplate): number | undefined {
  for (let number = 1; number < MANY; number++) if (core.templateOf(number) === template) return number
  return undefined
}

/** More templates than people write. */
const MANY = 10_000
