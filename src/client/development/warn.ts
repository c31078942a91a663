/** Writes a warning to the console, with the lines of the template that it is about. Once for each of its parts. */
import { core } from '../modules/core.ts'
import { partOf, type PartName } from './part-of.ts'

export interface Warning {
  readonly element: Element
  /** The bound property that it is about. */
  readonly property: string
  readonly problem: string
  /** What is wrong and what is right. */
  readonly remedy: string
}

const written = new Set<string>()
/** They are written in the order in which they come up. */
let last = Promise.resolve()

export function warn({ element, property, problem, remedy }: Warning): void {
  const part = partOf(element, property)
  const key = JSON.stringify([problem, part ?? element.localName])
  if (written.has(key)) return
  written.add(key)
  last = last.then(async () => {
    const source = await sourceOf(part)
    console.warn(`[overwire] ${[problem, source, remedy].filter(Boolean).join('\n\n')}\n`, element)
  })
}

/** The file and the lines that the part is written in, with a mark under it. The server knows them. */
async function sourceOf(part: PartName | undefined): Promise<string> {
  try {
    if (!part) return ''
    const scripts = new URL(core.settings['liveEdits'] ?? '', core.page.baseURI)
    const response = await fetch(new URL(`source/${part.template}/${part.index}`, scripts))
    return response.ok ? await response.text() : ''
  } catch {
    return ''
  }
}
