/** What `styleMap` and `attrs` give, by names that may come from anywhere. */
import type { Json } from '../../protocol/differences.ts'
import type { ElementRoutes } from '../compile/attribute-routes.ts'
import { targetOf } from '../compile/attribute-target.ts'
import { asInHtml, isCarriedByHtml } from '../compile/html-properties.ts'
import { refusalText } from '../compile/refusals.ts'
import { valueRule, type Route } from '../compile/value-rules.ts'
import { isLocalValue } from '../local/local-value.ts'
import type { AttributesValue, StylesValue } from '../template-value.ts'
import { attributeValue } from './attribute-value.ts'
import { refuseInSpread } from './local-part.ts'
import { refuse, type PartSite } from './part-site.ts'
import type { NodeValue } from './tree.ts'
import { propertyValue } from './property-value.ts'
import { whereHandlersBelong } from './where-it-belongs.ts'

export function stylesValue(value: unknown, site: PartSite): Json {
  if (value === null || value === undefined || value === false) return {}
  if (!isObjectOf(value, 'styles')) {
    throw refuse(
      value,
      site,
      'as a "style" attribute',
      'Wrong:  html`<p style=${`width: ${width}px`}>`\nRight:  html`<p style=${styleMap({ width: `${width}px` })}>`',
    )
  }
  // Only `styleMap` makes objects of this kind.
  const { styles } = value as StylesValue
  const kept = entries<string | number | readonly [style: string, priority: string]>()
  for (const [name, style] of Object.entries(styles)) {
    if (style === null || style === undefined) continue
    if (typeof style !== 'string' && typeof style !== 'number')
      throw refuse(style, site, `as the style "${name}"`, 'A style is text or a number.')
    const [, text, priority] = /^([^]*?)\s*!\s*(important)\s*$/i.exec(String(style)) ?? []
    // Scripts set the priority of a style apart from its text.
    kept[cssName(name)] = text === undefined || priority === undefined ? style : [text, priority]
  }
  return kept
}

/** The name that CSS has for it: `background-color` for `backgroundColor`, as scripts call it. */
function cssName(name: string): string {
  if (name.includes('-')) return name
  if (name === 'cssFloat') return 'float'
  return name.replace(/(?:^(?=(?:webkit|moz|ms)[A-Z])|(?=[A-Z]))/g, '-').toLowerCase()
}

export function spreadValue(value: unknown, site: PartSite): Json {
  if (value === null || value === undefined || value === false) return {}
  if (!isObjectOf(value, 'attributes')) {
    throw refuse(
      value,
      site,
      'among the attributes of an element',
      whereHandlersBelong(value) ??
        'Wrong:  html`<input ${{ name }} />`\nRight:  html`<input ${attrs({ name })} />`',
    )
  }
  const { part, template } = site
  const kept = entries<Json>()
  const names = new Map<string, string>()
  const later = template.routed === null ? NO_NAMES : writtenAfter(part.index, template.routed)
  // Only `attrs` makes objects of this kind.
  for (const [written, attribute] of Object.entries((value as AttributesValue).attributes)) {
    const held = spreadAttribute(written, attribute, site)
    const target = targetOf(part.tag, written)
    if (held === null || later.has(target)) continue
    // The same in other letters: the last wins, as everywhere.
    delete kept[names.get(target) ?? '']
    names.set(target, written)
    kept[written] = held
  }
  return kept
}

/** What attributes written out behind a spread set: they are the same in all instances, and win. */
function writtenAfter(spread: number, routed: ReadonlyMap<number, ElementRoutes>): ReadonlySet<string> {
  const { tag, routes } = routed.get(spread) ?? NO_ROUTES
  const own = routes.findIndex((route) => route.kind === 'spread' && route.part === spread)
  return new Set(
    routes.slice(own + 1).flatMap((route) => (route.kind === 'static' ? targetOf(tag, route.name) : [])),
  )
}

const NO_NAMES: ReadonlySet<string> = new Set()
const NO_ROUTES: Pick<ElementRoutes, 'tag' | 'routes'> = { tag: '', routes: [] }

function spreadAttribute(written: string, value: unknown, site: PartSite): Json {
  if (isLocalValue(value)) throw refuseInSpread(site)
  if (!NAME.test(written)) {
    throw refuseName(written, site, 'It is no name that every way to set an attribute or property takes.')
  }
  if (OURS.test(written)) {
    throw refuseName(
      written,
      site,
      'Attributes of this kind name actions, or mark what the page is made of. What may come from data must not set them.\n\nWrong:  html`<button ${attrs({ "live-click": "save" })}>`\nRight:  html`<button live-click="save" ${attrs({ title })}>`',
    )
  }
  const { tag, namespace } = site.part
  if (
    /^\??(?:xlink|xml|xmlns):/i.test(written) &&
    (namespace !== 'html' || tag === 'svg' || tag === 'math')
  ) {
    throw refuseName(
      written,
      site,
      'It has a namespace there, which what is set later has not. SVG has the plain attribute.',
    )
  }
  const route = ROUTES.get(written.charAt(0)) ?? 'attribute'
  const name = route === 'attribute' ? written : written.slice(1)
  const rule = valueRule(tag, route, name)
  if (rule.kind === 'refused')
    throw refuseName(written, site, remedy(refusalText(rule.reason, { tag, written })))
  const named: PartSite = {
    ...site,
    old: entryOf(site.old, written),
    part: {
      ...site.part,
      name,
      whole: true,
      url: rule.kind === 'address' ? rule.use : null,
      inHtml: isCarriedByHtml(tag, name),
    },
  }
  if (route === 'boolean') return Boolean(value)
  if (route === 'attribute') return asInHtml(tag, written, attributeValue(value, named))
  return value === undefined ? null : asInHtml(tag, written, propertyValue(value, named))
}

/** `name`, `?name` or `.name`, with characters that scripts may use for names of attributes too. */
const NAME = /^(?:\??[\p{L}_:][\p{L}\p{N}_:.-]*|\.[\p{L}_$][\p{L}\p{N}_$]*)$/u
/** Names are the same in any case. */
const OURS = /^\??(?:data-)?live-/i
const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['?', 'boolean'],
  ['.', 'property'],
])

function remedy({ problem, wrong, right }: { problem: string; wrong: string; right: string }): string {
  return `${problem}\n\nWrong:  ${wrong}\nRight:  ${right}`
}

function refuseName(written: string, site: PartSite, why: string): Error {
  return refuse(written, site, 'as the name of an attribute', why)
}

function entryOf(old: NodeValue, name: string): NodeValue {
  if (typeof old !== 'object' || old === null || !Object.hasOwn(old, name)) return null
  // What a spread held are JSON values by name.
  return (old as Record<string, Json>)[name] ?? null
}

/** Without a prototype, so that every name means only itself. */
function entries<Value>(): Record<string, Value> {
  // An object without properties is a record of any values.
  return Object.create(null) as Record<string, Value>
}

function isObjectOf(value: unknown, kind: string): value is object {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}
