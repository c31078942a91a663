/**
 * `page.morph`: new content that keeps the elements which it has in common with the old. The algorithm is
 * idiomorph, loaded when it is first needed.
 */
interface Library {
  readonly Idiomorph: { morph(target: Element, content: readonly Node[], options: object): unknown }
}

export class Morph {
  readonly #url: string
  #library: Promise<Library> | undefined

  constructor(url: string) {
    this.#url = url
  }

  /** Where the library cannot be loaded the content is replaced. */
  async into(target: Element, content: DocumentFragment): Promise<void> {
    try {
      // The server serves idiomorph at this address.
      const { Idiomorph } = await (this.#library ??= import(this.#url) as Promise<Library>)
      Idiomorph.morph(target, [...content.childNodes], OPTIONS)
    } catch {
      this.#library = undefined
      target.replaceChildren(content)
    }
  }
}

const OPTIONS = {
  morphStyle: 'innerHTML',
  ignoreActiveValue: true,
  callbacks: {
    /** Views, components and foreign elements look after themselves. */
    beforeNodeMorphed: (node: Node) =>
      !(node instanceof Element && node.matches('[data-live-root],[data-live-foreign]')),
    /** What the user typed or chose stays. */
    beforeAttributeUpdated: (name: string, element: Element) =>
      name !== 'data-live-pending' && !isDirty(name, element),
  },
}

/** Whether the user has changed what this attribute starts. */
function isDirty(name: string, element: Element): boolean {
  const control = element as unknown as Record<string, unknown>
  // `defaultValue`, `defaultChecked`, `defaultSelected`: only controls have them.
  const start = control[`default${name.charAt(0).toUpperCase()}${name.slice(1)}`]
  return start !== undefined && start !== control[name]
}
