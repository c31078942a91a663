/** What cannot be seen and what is not text. */
const UNSEEN = 'script, style, template, noscript, head, [hidden], dialog:not([open])'

/** Elements that flow with the text around them; all others stand apart from it. */
const INLINE = new Set(
  'a abbr b bdi bdo button cite code data del dfn em i ins kbd label mark output q ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

/** Whether a user sees it, as far as can be known without a layout. */
export function isSeen(element: Element): boolean {
  if (element.closest(UNSEEN)) return false
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (isConcealed(at)) return false
  }
  return true
}

/** The text that a user reads in an element, each run of whitespace one space. */
export function visibleText(element: Element): string {
  return collapse(textOf(element))
}

/** Each run of whitespace as one space, none at the ends. */
export function collapse(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function textOf(node: Node): string {
  if (isText(node)) return node.data
  if (!isElement(node) || node.matches(UNSEEN) || isConcealed(node)) return ''
  const { localName } = node
  if (localName === 'br') return '\n'
  const shown = node.matches('details:not([open])')
    ? node.querySelectorAll(':scope > summary')
    : node.childNodes
  const inside = [...shown].map(textOf).join('')
  return INLINE.has(localName) || localName.includes('-') ? inside : `\n${inside}\n`
}

/** By its own style, or because the details around it are closed. */
function isConcealed(element: Element): boolean {
  const style = element.getAttribute('style') ?? ''
  if (/display:\s*none|visibility:\s*hidden/.test(style)) return true
  return element.localName !== 'summary' && (element.parentElement?.matches('details:not([open])') ?? false)
}

// Windows have classes of their own, so nodes are told apart by their numbers.
function isText(node: Node): node is Text {
  return node.nodeType === 3
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}
