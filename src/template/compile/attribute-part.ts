/** Reads the attributes of one element of a template: which are static, which are parts, which are refused. */
import type { PartDescriptor } from '../../protocol/differences.ts'
import { attributeRefused } from '../../errors/template.ts'
import { isHtml, type Element } from './nodes.ts'
import type { PartKind } from './part.ts'
import { excerpt, type TemplateSource } from './source.ts'
import { isSafeUrl, urlUse, type UrlUse } from './urls.ts'

/** An attribute that is the same in every instance. */
export interface StaticAttribute {
  readonly kind: 'static'
  readonly name: string
  readonly value: string
}

/** An attribute with holes. Several of them only where text stands around them. */
export interface BoundAttribute {
  readonly kind: Exclude<PartKind, 'child' | 'text' | 'spread' | 'foreign'>
  readonly name: string
  readonly holes: readonly number[]
  readonly statics: readonly string[]
  readonly descriptor: PartDescriptor
  readonly url: UrlUse | null
  readonly inHtml: boolean
  readonly typed: boolean
}

/** A hole among the attributes. What it is depends on what is given. */
export interface ElementHole {
  readonly kind: 'element'
  readonly hole: number
}

export type ReadAttribute = StaticAttribute | BoundAttribute | ElementHole

/** The attributes of an element in the order in which they are written. */
export function readAttributes(element: Element, source: TemplateSource): ReadAttribute[] {
  const attributes = element.attrs.map((attribute) => {
    const name = attribute.prefix ? `${attribute.prefix}:${attribute.name}` : attribute.name
    const location = element.sourceCodeLocation?.attrs?.[name.toLowerCase()]
    const offset = location?.startOffset ?? 0
    const written = /^[^\s=>]*/.exec(source.text.slice(offset))?.[0] ?? name
    return new AttributeReader(element, source, { name, written, value: attribute.value, offset }).read()
  })
  refuseTwice(element, attributes, source)
  return attributes
}

/** A property that the HTML of the page carries must not come a second time, as an attribute or content. */
function refuseTwice(element: Element, attributes: readonly ReadAttribute[], source: TemplateSource): void {
  const shownAt = excerpt(source, element.sourceCodeLocation?.startOffset ?? 0)
  for (const read of attributes) {
    if (read.kind !== 'property' || !read.inHtml) continue
    const { name } = read
    if (attributes.some((other) => 'name' in other && other !== read && other.name === name)) {
      throw attributeRefused({
        excerpt: shownAt,
        problem: `"${name}" is set twice, as an attribute and as a property.`,
        wrong: `html\`<input ${name}=\${a} .${name}=\${b} />\``,
        right: `html\`<input .${name}=\${b} />\``,
      })
    }
    if (element.tagName === 'textarea' && name === 'value' && element.childNodes.length > 0) {
      throw attributeRefused({
        excerpt: shownAt,
        problem: 'A <textarea> has its value twice, as a property and as content.',
        wrong: 'html`<textarea .value=${draft}>${draft}</textarea>`',
        right: 'html`<textarea .value=${draft}></textarea>`',
      })
    }
  }
}

interface Written {
  /** As the parser has it. */
  readonly name: string
  /** As it stands in the text, capitals included. */
  readonly written: string
  readonly value: string
  readonly offset: number
}

class AttributeReader {
  readonly #element: Element
  readonly #source: TemplateSource
  readonly #attribute: Written

  constructor(element: Element, source: TemplateSource, attribute: Written) {
    this.#element = element
    this.#source = source
    this.#attribute = attribute
  }

  read(): ReadAttribute {
    const { marks } = this.#source
    const { name, value } = this.#attribute
    const inName = marks.in(name)
    const holes = marks.in(value)
    if (inName[0] !== undefined) return this.#elementHole(inName[0])
    this.#refuseHandlers(name)
    if (holes.length === 0) return this.#static()
    const statics = marks.around(value)
    const whole = statics.length === 2 && statics[0] === '' && statics[1] === ''
    switch (name[0]) {
      case '@':
        return this.#bound('event', this.#written(), { holes, statics, whole })
      case '.':
        return this.#bound('property', this.#written(), { holes, statics, whole })
      case '?':
        return this.#bound('boolean', name.slice(1), { holes, statics, whole })
      default:
        return this.#attributeHole(name, { holes, statics, whole })
    }
  }

  #elementHole(hole: number): ElementHole {
    const { marks } = this.#source
    if (this.#attribute.name !== marks.of(hole) || this.#attribute.value !== '') {
      throw this.#refuse(
        'The name of an attribute cannot have a hole.',
        'html`<p ${name}=${value}>`',
        'html`<p ${attrs({ [name]: value })}>`',
      )
    }
    return { kind: 'element', hole }
  }

  #static(): StaticAttribute {
    const { name, value } = this.#attribute
    const tag = this.#element.tagName
    if (/^[@.?]/.test(name)) {
      throw this.#refuse(
        `"${this.#attribute.written}" binds a value, so it needs a hole.`,
        `html\`<${tag} ${this.#attribute.written}="save">\``,
        name.startsWith('@')
          ? `html\`<${tag} ${this.#attribute.written}=\${() => this.save()}>\``
          : `html\`<${tag} ${this.#attribute.written}=\${value}>\``,
      )
    }
    if (name === '_') throw this.#refuse('The attribute "_" is Overwire\'s own.', '<p _>', '<p data-mark>')
    const use = urlUse(tag, name)
    if (use !== null && !isSafeUrl(value, use)) throw this.#unsafeAddress()
    return { kind: 'static', name, value }
  }

  #attributeHole(name: string, holes: Holes): BoundAttribute {
    const tag = this.#element.tagName
    if (name === 'style') {
      if (holes.whole) return this.#bound('styles', '', holes)
      throw this.#refuse(
        'A "style" attribute cannot have text around a hole: a strict content security policy forbids it.',
        'html`<p style="width: ${width}px">`',
        'html`<p style=${styleMap({ width: `${width}px` })}>`',
      )
    }
    if (name === 'srcdoc') {
      throw this.#refuse(
        'The attribute "srcdoc" holds a document that would not be escaped.',
        'html`<iframe srcdoc=${content}></iframe>`',
        'html`<iframe src=${address}></iframe>`',
      )
    }
    if (tag === 'meta' && (name === 'content' || name === 'http-equiv') && this.#hasAttribute('http-equiv')) {
      throw this.#refuse(
        'A <meta http-equiv> can send the visitor elsewhere, so it cannot have a hole.',
        'html`<meta http-equiv="refresh" content=${content}>`',
        'redirect(address) in "mount"',
      )
    }
    if (name.startsWith('xlink:')) {
      throw this.#refuse(
        `"${name}" cannot be set later. SVG has the plain attribute.`,
        `html\`<svg><use xlink:href=\${id} /></svg>\``,
        `html\`<svg><use href=\${id} /></svg>\``,
      )
    }
    this.#refuseSplitAddress(name, holes)
    return this.#bound('attribute', name, holes)
  }

  #bound(kind: BoundAttribute['kind'], name: string, { holes, statics, whole }: Holes): BoundAttribute {
    if (!whole && kind !== 'attribute') {
      const written = this.#attribute.written
      throw this.#refuse(
        `"${written}" takes one value, without text around it.`,
        `html\`<${this.#element.tagName} ${written}="a \${b}">\``,
        `html\`<${this.#element.tagName} ${written}=\${b}>\``,
      )
    }
    if (kind === 'property' && UNSAFE_PROPERTIES.has(name.toLowerCase())) {
      throw this.#refuse(
        `".${name}" replaces what is in the element without Overwire.`,
        `html\`<div .${name}=\${content}></div>\``,
        'html`<div>${content}</div>, or ${unsafeHTML(content)} for markup`',
      )
    }
    const sigil = SIGILS[kind]
    return {
      kind,
      name,
      holes,
      statics,
      descriptor: whole ? sigil + name : [sigil + name, ...statics],
      url: kind === 'attribute' || kind === 'property' ? urlUse(this.#element.tagName, name) : null,
      inHtml: kind !== 'property' || isCarriedByHtml(this.#element.tagName, name, isHtml(this.#element)),
      typed: kind === 'property' && name === 'value' && isTypedInto(this.#element),
    }
  }

  /** An address is checked by its first hole, so nothing else may have a part in its scheme. */
  #refuseSplitAddress(name: string, { statics, whole }: Holes): void {
    const use = urlUse(this.#element.tagName, name)
    if (use === null || whole) return
    const start = statics[0] ?? ''
    if (!isSafeUrl(start, use)) throw this.#unsafeAddress()
    if (/[/?#:]/.test(start) || (start.trim() === '' && /^[/?#]/.test(statics[1] ?? ''))) return
    throw this.#refuse(
      'Whether this address is safe could only be seen when its parts are put together.',
      `html\`<a ${name}="\${scheme}:\${rest}">\``,
      `html\`<a ${name}=\${\`\${scheme}:\${rest}\`}>\`, as one value`,
    )
  }

  #refuseHandlers(name: string): void {
    const bare = name.replace(/^[?.]/, '')
    if (!/^on[a-z]+$/i.test(bare)) return
    const event = bare.slice(2).toLowerCase()
    throw this.#refuse(
      `"${this.#attribute.written}" would run a string as script.`,
      `html\`<button on${event}="…">\``,
      `html\`<button @${event}=\${() => …}>\``,
    )
  }

  #unsafeAddress(): Error {
    return this.#refuse(
      `"${this.#attribute.name}" holds an address that runs script or carries a document.`,
      'html`<a href="javascript:save()">Save</a>`',
      'html`<button @click=${() => this.save()}>Save</button>`',
    )
  }

  #written(): string {
    return this.#attribute.written.slice(1)
  }

  #hasAttribute(name: string): boolean {
    return this.#element.attrs.some((attribute) => attribute.name === name)
  }

  #refuse(problem: string, wrong: string, right: string): Error {
    return attributeRefused({ excerpt: excerpt(this.#source, this.#attribute.offset), problem, wrong, right })
  }
}

interface Holes {
  readonly holes: readonly number[]
  readonly statics: readonly string[]
  readonly whole: boolean
}

const SIGILS = { event: '@', property: '.', boolean: '?', attribute: '=', styles: '~' } as const

const UNSAFE_PROPERTIES: ReadonlySet<string> = new Set([
  'innerhtml',
  'outerhtml',
  'srcdoc',
  'textcontent',
  'innertext',
  'outertext',
])

/** Whether an element is a control for text. A type that comes from a hole may be any. */
function isTypedInto(element: Element): boolean {
  if (!isHtml(element)) return false
  const type = element.attrs.find((attribute) => attribute.name === 'type')?.value ?? ''
  return element.tagName === 'textarea' || (element.tagName === 'input' && TYPED.has(type.toLowerCase()))
}

const TYPED: ReadonlySet<string> = new Set(['', 'text', 'search', 'tel', 'url', 'email', 'password'])

/** Whether HTML has an attribute or content that sets this property of this element from the start. */
export function isCarriedByHtml(tag: string, property: string, html = true): boolean {
  return html && (PROPERTIES_IN_HTML[property]?.includes(tag) ?? false)
}

const PROPERTIES_IN_HTML: Readonly<Record<string, readonly string[]>> = {
  value: ['input', 'textarea'],
  checked: ['input'],
  selected: ['option'],
  muted: ['audio', 'video'],
  disabled: ['button', 'input', 'select', 'textarea', 'fieldset', 'option', 'optgroup'],
}
