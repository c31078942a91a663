/** Writes trees as HTML. */
import { isCarriedByHtml } from '../compile/html-properties.ts'
import { escapeAttribute, escapeText } from '../compile/escape.ts'
import { chooseOption } from './choose-option.ts'
import { effectiveAttributes } from './effective-attributes.ts'
import type { PortalsInHtml } from './portals-in-html.ts'
import type { Slot } from '../compile/part.ts'
import { isLocalValue, type LocalValue } from '../local/local-value.ts'
import { bindingOf } from '../tree/binding.ts'
import {
  contentOf,
  rowAt,
  type ChildNode,
  type ComponentNode,
  type InstanceNode,
  type NodeValue,
  type PortalNode,
} from '../tree/tree.ts'

/** Options of {@link renderHtml}. */
export interface HtmlOptions {
  /**
   * Whether comments mark where content ends that is not alone in its element, as the browser needs it to
   * find its parts. Documents and fragments that nobody binds go without. Default: true.
   */
  readonly markers?: boolean
  /**
   * Asked for components: what is written in the place of one, null for its own HTML. Not asked where what is around it
   * depends on that: in a `<select>`, which marks the option that is chosen, and where a parser drops the first line feed.
   */
  readonly cut?: Cut
  /** What is shown elsewhere than where its owner stands. Default: it is written where its owner stands. */
  readonly portals?: PortalsInHtml
}

type Cut = (component: ComponentNode) => string | null

interface Writing {
  readonly markers: boolean
  readonly cut: Cut | null
  readonly portals: PortalsInHtml | null
}

/** The HTML of a tree. */
export function renderHtml(node: ChildNode, { markers = true, cut, portals }: HtmlOptions = {}): string {
  if (portals) return withPortals(node, { markers, cut: cut ?? null, portals })
  return content(node, cut ? { markers, cut, portals: null } : markers ? MARKED : BARE)
}

/** The content of the portals that no target was found for: in templates, out of which the browser takes it. */
export function renderLeftPortals(portals: PortalsInHtml): string {
  let html = ''
  portals.place()
  for (let node = portals.takeAny(); node; node = portals.takeAny())
    html += `<template data-live-portal>${portalHtml(node, { markers: true, cut: null, portals })}</template>`
  return html
}

const MARKED: Writing = { markers: true, cut: null, portals: null }
const BARE: Writing = { markers: false, cut: null, portals: null }

/** What ends content in HTML. */
const END = '<!---->'

function content(node: ChildNode, writing: Writing): string {
  const instead = writing.cut ? cutOut(node, writing.cut) : null
  if (instead !== null) return instead
  const shown = contentOf(node)
  if (shown === null) return ''
  if (typeof shown === 'string') return escapeText(shown)
  if (typeof shown === 'number') return String(shown)
  switch (shown.kind) {
    case 'instance':
      return instance(shown, writing)
    case 'portal':
      if (!writing.portals) return `<!--${shown.target}-->${content(shown.inside, writing)}`
      writing.portals.meet(shown, () => content(shown.inside, whole(writing)))
      return writing.portals.at(shown)
    case 'raw':
      return shown.html
    case 'local':
      return escapeText(String(shown.initial))
    case 'stream': {
      let html = ''
      for (const row of shown.rows) html += instance(row, writing)
      return html
    }
    case 'list': {
      let html = ''
      for (let index = 0; index < shown.ids.length; index++) html += instance(rowAt(shown, index), writing)
      return html
    }
  }
}

function withPortals(node: ChildNode, writing: Writing & { readonly portals: PortalsInHtml }): string {
  const { portals } = writing
  portals.look()
  const html = content(node, writing)
  if (!portals.isWaiting) return html
  portals.place()
  return content(node, writing)
}

/** Content that is shown elsewhere, between its number and its end. */
function portalHtml(node: PortalNode, writing: Writing & { readonly portals: PortalsInHtml }): string {
  const { portals } = writing
  return portals.start(node) + portals.within(node, () => content(node.inside, whole(writing))) + END
}

/** Static text of a template, with what portals show in the elements that end in it. */
function withTargets(
  text: string,
  slot: number,
  { template, values }: InstanceNode,
  writing: Writing,
): string {
  const { portals } = writing
  if (!portals?.wantsTargets) return text
  let html = ''
  let from = 0
  for (const target of template.targets) {
    if (target.slot !== slot) continue
    const id = typeof target.id === 'string' ? target.id : plain(values[target.id] ?? null)
    html += text.slice(from, target.offset)
    for (const node of portals.take(id)) html += portalHtml(node, { ...writing, portals })
    from = target.offset
  }
  return html + text.slice(from)
}

/** What is written in the place of the outermost component at a node; null when nothing is. */
function cutOut(node: ChildNode, cut: Cut): string | null {
  let inner = node
  while (typeof inner === 'object' && inner !== null && 'content' in inner) {
    const instead = inner.kind === 'component' ? cut(inner) : null
    if (instead !== null) return instead
    inner = inner.content
  }
  return null
}

function whole(writing: Writing): Writing {
  if (writing.portals) return { ...writing, cut: null }
  return writing.markers ? MARKED : BARE
}

function instance(node: InstanceNode, writing: Writing): string {
  const { template, values } = node
  const hasTargets = writing.portals !== null && template.targets.length > 0
  let html = ''
  let options: number | null = null
  for (const [index, slot] of template.slots.entries()) {
    const before = hasTargets ? withTargets(slot.before, index, node, writing) : slot.before
    const routes = slot.as === 'attributes' ? template.routed?.get(slot.part) : undefined
    if (routes !== undefined) {
      html += before + spread(effectiveAttributes(routes, values).entries, routes.tag)
      continue
    }
    if (slot.as === 'chosen') {
      html += before
      const chosen = options === null ? null : chosenIn(values[slot.part] ?? null)
      if (options !== null && chosen !== null)
        html = html.slice(0, options) + chooseOption(html.slice(options), chosen)
      options = options === null ? html.length : null
      continue
    }
    const value = values[slot.part] ?? null
    const tag = template.parts[slot.part]?.tag ?? ''
    html +=
      before +
      inSlot(
        slot,
        isLocalValue(value) ? initialIn(slot, value) : value,
        tag,
        options === null ? writing : whole(writing),
      )
  }
  const { end, slots } = template
  return html + (hasTargets ? withTargets(end, slots.length, node, writing) : end)
}

/** The value of a select, from its property or a spread. */
function chosenIn(value: NodeValue): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  // A spread holds JSON values by name.
  const spread = value as Readonly<Record<string, NodeValue>> | null
  return typeof spread === 'object' && spread !== null ? chosenIn(spread['.value'] ?? null) : null
}

/** What local state shows before the browser has changed it. */
function initialIn({ as }: Slot, { initial }: LocalValue): NodeValue {
  return as === 'boolean' ? initial : String(initial)
}

function inSlot(slot: Slot, value: NodeValue, tag: string, writing: Writing): string {
  switch (slot.as) {
    case 'child':
    case 'sole': {
      // What a child part holds is a child.
      const html = content(value as ChildNode, slot.dropsLineFeed ? whole(writing) : writing)
      const start = slot.dropsLineFeed && startsWithLineFeed(html) ? '\n' : ''
      return start + html + (slot.as === 'child' && writing.markers ? END : '')
    }
    case 'text': {
      const text = escapeText(plain(value))
      return slot.dropsLineFeed && startsWithLineFeed(text) ? `\n${text}` : text
    }
    case 'attribute':
      return value === null ? '' : ` ${slot.name}="${escapeAttribute(plain(value))}"`
    case 'segment':
      return escapeAttribute(plain(value))
    case 'event':
      return writing.markers ? preventMark(value, slot.name, tag) : ''
    case 'boolean':
      return value ? ` ${slot.name}` : ''
    case 'chosen':
      return ''
    case 'spread':
    case 'attributes':
      return spread(value, tag)
  }
}

/**
 * Marks what the browser must not do by itself, from the moment that the script runs until the page is live. Of keys
 * those with a name are marked; letters are left to be typed, and so is what happens inside an element whose
 * handler hears only of itself.
 */
function preventMark(value: NodeValue, type: string, tag: string): string {
  const binding = bindingOf(value)
  if (binding === null) return ''
  const leaves = (type === 'submit' && tag === 'form') || (type === 'click' && tag === 'a')
  const mark = ` data-live-prevent-${type}`
  if (binding === 0) return leaves ? mark : ''
  const { self, prevent = leaves, x } = binding
  // A question is asked when the page is live.
  if (self === 1 || x?.shortcuts || !(prevent || (x?.confirm && leaves))) return ''
  if (!binding.keys) return mark
  const named = binding.keys.filter((key) => key.length > 1)
  return named.length > 0 ? `${mark}="${escapeAttribute(named.join(' '))}"` : ''
}

/** Nothing counts too: what follows may begin with one. */
function startsWithLineFeed(html: string): boolean {
  return html === '' || html.startsWith('\n')
}

function plain(value: NodeValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function spread(value: NodeValue, tag: string): string {
  let html = ''
  for (const [name, attribute] of Object.entries(value ?? {})) {
    if (name.startsWith('?')) html += attribute ? ` ${name.slice(1)}` : ''
    else if (!name.startsWith('.')) html += ` ${name}="${escapeAttribute(String(attribute))}"`
    else if (spreadInHtml(tag, name)) html += property(name.slice(1), attribute)
  }
  return html
}

function property(name: string, value: unknown): string {
  if (name === 'value') return ` value="${escapeAttribute(String(value))}"`
  return value ? ` ${name}` : ''
}

/** Whether an entry of a spread is in the HTML of its element. */
export function spreadInHtml(tag: string, name: string): boolean {
  // The content of a textarea comes after its attributes, and is not reached from among them.
  return !name.startsWith('.') || (isCarriedByHtml(tag, name.slice(1)) && tag !== 'textarea')
}
