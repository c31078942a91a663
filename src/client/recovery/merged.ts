/**
 * Spreads and styles in full. A part does not know what it has set before, and content in full does not say what is
 * gone: what the element has besides, and neither its template nor its values render, is removed.
 */
import type { PartValue } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import type { ElementPart } from '../element-parts.ts'
import type { Instance, Part } from '../parts.ts'
import { isChildPart } from './child-parts.ts'
import { isShownAs } from './shown-value.ts'

export interface Named {
  readonly [name: string]: PartValue
}

/** The descriptor of a child part that is alone in its element. */
const SOLE_CHILD = 's'
/** What the client and users change, and styles, which scripts place elements with. */
const OF_OTHERS = /^((data-)?live-.*|open|style)$/

/** What differs from all spreads of the element; null for what goes. */
export function spreadDifference(
  instance: Instance,
  { element }: ElementPart,
  values: readonly PartValue[],
): { [name: string]: PartValue } {
  const { spreads, names } = boundTo(instance, element, values)
  const changes: { [name: string]: PartValue } = {}
  const model = core.natural(modelOf(instance, element))
  for (const name of attributesBeside(element, names)) {
    const fixed = model.getAttribute(name)
    // Scripts may have added to what the template says.
    if (fixed === null || !core.natural(element).getAttribute(name)?.includes(fixed)) changes[name] = fixed
  }
  for (const [name, { rendered }] of core.loaded.liveEdits?.mirrorsOf(element) ?? [])
    if (rendered && !names.has(plain(name)) && !model.hasAttribute(name)) changes[`.${name}`] = null
  for (const [key, value] of Object.entries(spreads))
    if (!isShownAs(element, /^[?.]/.test(key) ? key : `=${key}`, value)) changes[key] = value
  return changes
}

/** Custom elements set attributes on themselves: theirs stay. */
function attributesBeside(element: Element, names: ReadonlySet<string>): string[] {
  if (core.natural(element).localName.includes('-')) return []
  const standing = core.natural(element).getAttributeNames()
  return standing.filter((name) => !OF_OTHERS.test(name) && !names.has(plain(name)))
}

/** What the parts of an element set: spreads as one, and the names of all. */
function boundTo(
  { parts }: Instance,
  element: Element,
  values: readonly PartValue[],
): { spreads: Named; names: ReadonlySet<string> } {
  const own = parts.flatMap((each, index) => {
    const part = elementPart(each)
    return part?.element === element ? [{ part, index }] : []
  })
  const spreads: { [name: string]: PartValue } = {}
  // Spreads are objects, or null when there is nothing.
  for (const { part, index } of own) if (part.bound === '*') Object.assign(spreads, values[index])
  const names = [...own.map(({ part }) => part.bound.slice(1)), ...Object.keys(spreads)]
  return { spreads, names: new Set(names.map(plain)) }
}

/** Attributes and the properties of the same meaning are called alike: `aria-label`, `ariaLabel`. */
function plain(name: string): string {
  const lower = name.replace(/^[?.]/, '').replaceAll('-', '').toLowerCase()
  return lower === 'classname' ? 'class' : lower === 'htmlfor' ? 'for' : lower
}

/** Styles in full, and null for those that go. */
export function styleDifference(instance: Instance, { element }: ElementPart, value: Named | null): Named {
  // Elements of HTML, SVG and MathML all have styles.
  const { style } = core.natural(element as HTMLElement)
  const model = core.page.importNode(modelOf(instance, element), false)
  // As above.
  const { style: wanted } = core.natural(model as HTMLElement)
  for (const [name, each] of Object.entries(value ?? {}))
    // A style, or a style and its priority.
    wanted.setProperty(name, ...([each].flat() as [string, string?]))
  const gone = [...style].filter((name) => !wanted.getPropertyValue(name))
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...value }
}

/** The element of the template that an element with parts was made from. */
function modelOf({ parts, template }: Instance, element: Element): Element {
  const elements = new Set(parts.flatMap((each) => elementPart(each)?.element ?? []))
  const models = [...template.bound].filter(([, descriptors]) =>
    descriptors.some((each) => each !== SOLE_CHILD),
  )
  const [model] = models[[...elements].indexOf(element)] ?? []
  // Elements with parts are elements of the template, in the same order.
  return model as Element
}

function elementPart(part: Part): ElementPart | undefined {
  // All other parts are bound to elements.
  return isChildPart(part) ? undefined : (part as ElementPart)
}
