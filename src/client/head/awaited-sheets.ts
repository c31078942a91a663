/**
 * Loads the style sheets of a page before it is shown: those that it puts into the head, and those whose links stand in its
 * templates. Until then they apply to no medium, so that the page before it keeps its looks.
 */
import type { Difference, TemplateTable } from '../../protocol/differences.ts'
import { named, type EffectOf, type NamedEffect } from '../../protocol/effects.ts'
import type { Frame } from '../../protocol/messages.ts'
import { core } from '../modules/core.ts'
import { isSheet, keyOf, nonce, PATIENCE, UNSEEN, whenLoaded } from './sheet.ts'

export interface AwaitedSheets {
  /** Calls back when all are there, if there are any. */
  load(ready: () => void): boolean
  /** The page is shown: they apply. */
  use(): void
  /** The page is not shown. */
  remove(): void
}

/** They stand in for links in the page until those have loaded. */
let substitutes: HTMLLinkElement[] = []

export function sheetsOf({ templates = {}, difference, effects }: Omit<Frame, 'kind'>): AwaitedSheets {
  const ofHead = sheetsInHead(effects.map(named))
  const ofTemplates = difference ? sheetsInTemplates(templates, difference) : []
  const sheets = [...ofHead, ...ofTemplates]
  const media = sheets.map((sheet) => sheet.getAttribute('media'))

  return {
    load(ready) {
      let missing = sheets.length
      for (const sheet of sheets) {
        sheet.media = UNSEEN
        sheet.nonce = nonce()
        whenLoaded(sheet, () => --missing || ready())
        core.page.head.append(sheet)
      }
      return missing > 0
    },
    use() {
      sheets.forEach((sheet, index) => {
        const before = media[index]
        if (typeof before === 'string') sheet.media = before
        else sheet.removeAttribute('media')
      })
      for (const each of substitutes) each.remove()
      substitutes = ofTemplates
      for (const each of substitutes) removeInTime(each)
    },
    remove() {
      for (const each of sheets) each.remove()
    },
  }
}

/** Where one with the same key stands already, nothing is missing, or it is replaced. */
function sheetsInHead(effects: readonly NamedEffect[]): HTMLLinkElement[] {
  const [, , come = ''] = effects.find(isHead) ?? []
  const there = new Set([...core.page.head.children].map(keyOf))
  return sheetsIn(core.parseMarkup(come)).filter((sheet) => !there.has(keyOf(sheet)))
}

function isHead(effect: NamedEffect): effect is EffectOf<'head'> {
  return effect[0] === 'head'
}

/**
 * The numbers of templates stand among others, and which is one depends on where it stands. To take another number for
 * one loads a sheet that is not needed, and no more.
 */
function sheetsInTemplates(templates: TemplateTable, difference: Difference): HTMLLinkElement[] {
  const numbers = new Set(numbersIn(difference))
  return [...numbers].flatMap((number) => {
    const definition = templates[number]
    if (typeof definition !== 'object') return sheetsIn(core.templateOf(number)?.content)
    const [, html] = definition
    return html.includes('stylesheet') ? sheetsIn(core.parseMarkup(html)) : []
  })
}

function* numbersIn(value: unknown): Iterable<number> {
  if (typeof value === 'number') yield value
  else if (typeof value === 'object' && value) for (const each of Object.values(value)) yield* numbersIn(each)
}

/** Copies of those that this screen wants and whose address is known. */
function sheetsIn(content: DocumentFragment | undefined): HTMLLinkElement[] {
  const links = content?.querySelectorAll<HTMLLinkElement>('link[href]:not([disabled])') ?? []
  // What is cloned is what it was.
  const copies = [...links].map((link) => core.page.importNode(link))
  return copies.filter((link) => isSheet(link) && matchMedia(link.media).matches)
}

/** When the link that it stands in for has loaded, which is in the page by then if it comes at all. */
function removeInTime(substitute: HTMLLinkElement): void {
  const remove = (): void => substitute.remove()
  setTimeout(() => {
    const links = [...core.page.querySelectorAll('link')]
    const link = links.find((each) => each !== substitute && each.href === substitute.href)
    if (!link || link.sheet) return remove()
    whenLoaded(link, remove)
    setTimeout(remove, PATIENCE)
  })
}
