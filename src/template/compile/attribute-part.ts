/** Reads the attributes of one element of a template: which are static, which are parts, which are refused. */
import type { PartDescriptor } from '../../protocol/differences.ts'
import { attributeRefused } from '../../errors/template.ts'
import { isHtml, type Element } from './nodes.ts'
import type { ElementPartKind, PartKind } from './part.ts'
import { excerpt, type TemplateSource } from './source.ts'
import { isCarriedByHtml, isTypedInto } from './html-properties.ts'
import { refusalText } from './refusals.ts'
import { isData, isSafeUrl, isSchemeClear, urlUse, type UrlUse } from './urls.ts'
import { valueRule, type Refusal, type Route } from './value-rules.ts'

/** An attribute that is the same in every instance. */
export interface StaticAttribute {
  readonly kind: 'static'
  readonly name: string
  readonly value: string
}

/** An attribute with holes. Several of them only where text stands around them. */
export interface BoundAttribute {
  readonly kind: Exclude<PartKind, 'child' | 'dropped' | 'text' | ElementPartKind>
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
  return element.attrs.map((attribute) => {
    const name = attribute.prefix ? `${attribute.prefix}:${attribute.name}` : attribute.name
    const location = element.sourceCodeLocation?.attrs?.[name.toLowerCase()]
    const offset = location?.startOffset ?? 0
    const written = /^[^\s=>]*/.exec(source.text.slice(offset))?.[0] ?? name
    return new AttributeReader(element, source, { name, written, value: attribute.value, offset }).read()
  })
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
    if (this.#isCommand()) throw this.#refuseName('command')
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
    if (/^on[a-z]+$/i.test(name)) throw this.#refuseName('handler')
    if (name === '_') throw this.#refuseName('reserved')
    const use = urlUse(tag, name)
    if (use !== null && !isSafeUrl(value, use)) throw this.#unsafeAddress(value)
    return { kind: 'static', name, value }
  }

  #attributeHole(name: string, holes: Holes): BoundAttribute {
    if (name === 'style') {
      if (holes.whole) return this.#bound('styles', '', holes)
      throw this.#refuse(
        'A "style" attribute cannot have text around a hole: a strict content security policy forbids it.',
        'html`<p style="width: ${width}px">`',
        'html`<p style=${styleMap({ width: `${width}px` })}>`',
      )
    }
    // The parser gives them a namespace, which what is set later has not. In HTML they are names as any other.
    if (!isHtml(this.#element) && /^(?:xlink|xml|xmlns):/.test(name)) {
      const tag = this.#element.tagName
      const plain = name.replace(/^[a-z]+:/, '')
      throw this.#refuse(
        `"${name}" cannot be set later. SVG has the plain attribute.`,
        `html\`<svg><${tag} ${name}=\${value}></${tag}></svg>\``,
        `html\`<svg><${tag} ${plain}=\${value}></${tag}></svg>\``,
      )
    }
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
    const use = kind === 'event' || kind === 'styles' ? null : this.#use(kind, name)
    if (use !== null && !whole) this.#checkSplit(statics, use)
    const sigil = SIGILS[kind]
    return {
      kind,
      name,
      holes,
      statics,
      descriptor: whole ? sigil + name : [sigil + name, ...statics],
      url: use,
      inHtml: kind !== 'property' || isCarriedByHtml(this.#element.tagName, name, isHtml(this.#element)),
      typed: kind === 'property' && name === 'value' && isTypedInto(this.#element),
    }
  }

  /** How the value is held when it is an address. */
  #use(route: Route, name: string): UrlUse | null {
    const rule = valueRule(this.#element.tagName, route, name)
    if (rule.kind === 'refused') throw this.#refuseName(rule.reason)
    if (name === 'content' && this.#isCommand()) throw this.#refuseName('command')
    return rule.kind === 'address' ? rule.use : null
  }

  /** A hole that begins an address is checked, so nothing else may have a part in its scheme. */
  #checkSplit(statics: readonly string[], use: UrlUse): void {
    if (!isSafeUrl(statics.join('/'), use)) throw this.#unsafeAddress(statics.join('${…}'))
    if (isSchemeClear(statics, use)) return
    const { name } = this.#attribute
    throw this.#refuse(
      'Whether this address is safe could only be seen when its parts are put together.',
      `html\`<a ${name}="\${scheme}:\${rest}">\``,
      `html\`<a ${name}=\${\`\${scheme}:\${rest}\`}>\`, as one value`,
    )
  }

  #unsafeAddress(address: string): Error {
    const { name, written } = this.#attribute
    const tag = this.#element.tagName
    if (isData(address)) {
      return this.#refuse(
        `"${name}" carries a document in its address. Only images may be written as "data:", in <img>, <source>, <link> and SVG.`,
        `html\`<${tag} ${written}="data:text/html,…">\``,
        `html\`<${tag} ${written}="/document">\`, or html\`<link rel="icon" href="data:image/svg+xml,…" />\``,
      )
    }
    return this.#refuse(
      `"${name}" holds an address that runs script.`,
      'html`<a href="javascript:save()">Save</a>`',
      'html`<button @click=${() => this.save()}>Save</button>`',
    )
  }

  #written(): string {
    return this.#attribute.written.slice(1)
  }

  /** A `<meta http-equiv>`. */
  #isCommand(): boolean {
    const { tagName, attrs } = this.#element
    return tagName === 'meta' && attrs.some((attribute) => attribute.name === 'http-equiv')
  }

  #refuseName(reason: Refusal): Error {
    const { written } = this.#attribute
    const { problem, wrong, right } = refusalText(reason, { tag: this.#element.tagName, written })
    return this.#refuse(problem, wrong, right)
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
