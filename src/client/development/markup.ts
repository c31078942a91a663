/** Warns of markup that browsers accept and that does not do what it says: ids, labels, and names of attributes of ours. */
import { nearAttribute } from '../../protocol/spelling.ts'
import { natural, page } from '../clobbering.ts'
import { FOREIGN } from '../marks.ts'

const script = document.currentScript
const given = new Set<string>()
/** They are written in the order in which they come up. */
let last = Promise.resolve()
let isDue = false

/** Looks at the page now, and some time after it has changed. */
export function watchMarkup(): void {
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['id', 'for'],
  })
  look()
}

function look(): void {
  if (isDue) return
  isDue = true
  // What is put together in several steps is looked at when it is done.
  setTimeout(() => {
    isDue = false
    checkIds()
    checkLabels()
    checkNames()
  }, WAIT)
}

/** In milliseconds. */
const WAIT = 500
/** Scripts of others put their own markup there; what leaves in a transition stands beside what takes its place. */
const OTHERS = `[${FOREIGN}],[data-live-leaving]`

// --- what is warned of ---

function checkIds(): void {
  const first = new Map<string, Element>()
  for (const element of ours('[id]')) {
    const id = natural(element).getAttribute('id') ?? ''
    const other = first.get(id)
    if (id === '') continue
    if (!other) first.set(id, element)
    else
      warn(`id ${id}`, {
        problem: `The id "${id}" stands twice in this page. Labels, links and commands find the first alone, and screen readers read the wrong one.`,
        sources: [`id="${id}"`, `id=${id}`, `id='${id}'`, `id="\${…}"`, 'id=${…}'],
        remedy: `Wrong:  <li id="row">…</li>, in a list or in a component that is shown twice
Right:  <li id="row-\${row.id}">…</li>`,
        elements: [other, element],
      })
  }
}

function checkLabels(): void {
  for (const element of ours('label')) {
    // The selector finds nothing else.
    const label = element as HTMLLabelElement
    // The script of a custom element may come later, and make a control of it.
    if (label.control || [...label.querySelectorAll('*')].some(isCustom)) continue
    const text = (label.textContent ?? '').trim().slice(0, 40)
    const named = label.htmlFor && page.getElementById(label.htmlFor)
    if (named && isCustom(named)) continue
    const why = label.htmlFor
      ? `no control has the id "${label.htmlFor}"`
      : 'it has no "for", and no control is in it'
    const [tag = ''] = /^<[^>]*>/.exec(label.outerHTML) ?? []
    warn(`label ${tag} ${text}`, {
      problem: `The label "${text}" is that of no control: ${why}. A click on it does nothing, and screen readers do not read it.`,
      sources: [`${tag}${text}`, tag],
      remedy: `Right:  <label>Name <input name="name"></label>
Right:  <label for="name">Name</label> <input id="name" name="name">
Right:  <span>Name</span>, where it is a heading`,
      elements: [label],
    })
  }
}

const named = new WeakSet<Element>()

function checkNames(): void {
  for (const element of ours('*')) {
    if (named.has(element)) continue
    named.add(element)
    if (isCustom(element) || element.localName === 'script' || element.localName === 'html') continue
    for (const name of natural(element).getAttributeNames()) {
      const meant = nearAttribute(name)
      if (meant === null) continue
      warn(`name ${name}`, {
        problem: `No attribute is called "${name}". Probably "${meant}" is meant: as it is, it waits for an event of that name, which no browser dispatches.`,
        sources: [name],
        remedy: `Wrong:  ${name}="…"
Right:  ${meant}="…"

If it is an event of your own, another name keeps readers from taking it for "${meant}".`,
        elements: [element],
      })
    }
  }
}

function isCustom({ localName }: Element): boolean {
  return localName.includes('-')
}

function ours(selector: string): Element[] {
  return [...page.querySelectorAll(selector)].filter((element) => !natural(element).closest(OTHERS))
}

// --- how ---

interface Warning {
  readonly problem: string
  /** What of it may be written in a template: the first that is found. */
  readonly sources: readonly string[]
  readonly remedy: string
  readonly elements: readonly Element[]
}

function warn(place: string, { problem, sources, remedy, elements }: Warning): void {
  if (given.has(place)) return
  given.add(place)
  last = last.then(async () => {
    const source = await sourceOf(sources)
    console.warn(`[overwire] ${[problem, source, remedy].filter(Boolean).join('\n\n')}\n`, ...elements)
  })
}

/** The file and the lines of a template that it is written in. The server knows them. */
async function sourceOf(texts: readonly string[]): Promise<string> {
  if (!(script instanceof HTMLScriptElement)) return ''
  for (const text of texts) {
    const found = await excerptOf(new URL(`source/text/${encodeURIComponent(text)}`, script.src))
    if (found) return found
  }
  return ''
}

async function excerptOf(address: URL): Promise<string> {
  try {
    const response = await fetch(address)
    return response.ok ? await response.text() : ''
  } catch {
    return ''
  }
}
