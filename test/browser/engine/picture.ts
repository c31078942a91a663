/**
 * What a piece of the page shows, as text that can be compared: comments are left out and adjacent texts are
 * one. What users see of a control is its property, not its attribute.
 */

/** What of it to tell. */
export interface PictureOptions {
  /** Properties and styles, which HTML does not carry. Default: true. */
  readonly properties?: boolean
}

/** The content of a node. */
export function pictureOf(parent: Node, options: PictureOptions = {}): string {
  let out = ''
  let text = ''
  const content = parent instanceof HTMLTemplateElement ? parent.content : parent
  for (const node of content.childNodes) {
    if (node instanceof Text) text += node.data
    else if (node instanceof Element) {
      out += flush() + element(node, options)
    }
  }
  return out + flush()

  function flush(): string {
    const shown = text && JSON.stringify(text)
    text = ''
    return shown
  }
}

function element(node: Element, options: PictureOptions): string {
  const namespace = node.namespaceURI?.split('/').pop()
  const name = namespace === 'xhtml' ? node.localName : `${namespace}:${node.localName}`
  const inside = node instanceof HTMLTextAreaElement ? '' : pictureOf(node, options)
  return `<${[name, ...attributes(node), ...(options.properties === false ? [] : properties(node))].join(' ')}>${inside}</>`
}

const LIVE = ['value', 'checked', 'selected', 'muted']

function attributes(node: Element): string[] {
  return (
    [...node.attributes]
      // These are for the time before the page is live.
      .filter(
        ({ name }) =>
          !name.startsWith('data-live-prevent-') &&
          name !== 'style' &&
          !(LIVE.includes(name) && name in node),
      )
      .map(({ name, value, namespaceURI }) => `${namespaceURI ?? ''}${name}=${JSON.stringify(value)}`)
      .toSorted()
  )
}

function properties(node: Element): string[] {
  const told: string[] = []
  // Any property may be bound; these are the ones that the tests bind.
  const read = node as unknown as Record<string, unknown>
  const control = node.matches('input,textarea,select,option') && isChosenByServer(node)
  for (const name of [...(control ? LIVE : []), 'data', 'note']) {
    if (read[name] != null) told.push(`.${name}=${JSON.stringify(read[name])}`)
  }
  if ('style' in node && node.style instanceof CSSStyleDeclaration) {
    const { style } = node
    const styles = [...style].map((name) => `${name}:${style.getPropertyValue(name)}`)
    if (styles.length) told.push(`style=${styles.toSorted().join(';')}`)
  }
  return told
}

/** Whether a select or option shows what it was told to show. What nothing binds is the browser's choice. */
function isChosenByServer(node: Element): boolean {
  const select = node.closest('select')
  return !select || select.multiple || select.hasAttribute('data-bound')
}
