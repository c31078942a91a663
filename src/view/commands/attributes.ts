import { commandRefused } from '../../errors/view.ts'
import { isSafeUrl, urlUses } from '../../template/compile/urls.ts'
import { refusalText } from '../../template/compile/refusals.ts'
import { valueRule } from '../../template/compile/value-rules.ts'
import { commandTo, reversibleTo, sent, type CommandTo, type ReversibleTo, type Target } from './command.ts'

/**
 * Sets an attribute. It stays through later renders, until the template itself comes to say something else, or {@link restore} drops it.
 * Throws `command-refused` for what would run script, such as `onclick` or an address with `javascript:`, for attributes of Overwire, and for
 * what another command is for: `class`, `open`, `value`, `checked`, `selected`.
 *
 * ```ts
 * html`<button @click=${setAttribute('#chart', 'data-range', 'year')}>Year</button>`
 * ```
 */
export function setAttribute<To extends Target>(target: To, name: string, value: string): ReversibleTo<To> {
  return reversibleTo(target, ['setAttribute', sent(target), checked('setAttribute', name, value), value])
}

/**
 * Takes an attribute away, of the same kinds and for as long as {@link setAttribute}.
 *
 * ```ts
 * html`<button @click=${removeAttribute('#chart', 'data-range')}>All years</button>`
 * ```
 */
export function removeAttribute<To extends Target>(target: To, name: string): ReversibleTo<To> {
  return reversibleTo(target, ['removeAttribute', sent(target), checked('removeAttribute', name)])
}

/**
 * Sets an attribute to `value`, which is empty by default, or takes it away where it has this value already. With two values it changes
 * between them. Of the same kinds and for as long as {@link setAttribute}.
 *
 * ```ts
 * html`<button aria-expanded="false" @click=${toggleAttribute(self, 'aria-expanded', 'true', 'false')}>More</button>`
 * ```
 */
export function toggleAttribute<To extends Target>(
  target: To,
  name: string,
  value: string = '',
  other?: string,
): ReversibleTo<To> {
  const attribute = checked('toggleAttribute', name, value, other)
  const values: readonly [string, string?] = other === undefined ? [value] : [value, other]
  return reversibleTo(target, ['toggleAttribute', sent(target), attribute, ...values])
}

/**
 * Drops what commands have said of elements, of one attribute or of all: they show what their template says. What is only
 * expected, as long as an event has no outcome, is not dropped.
 *
 * ```ts
 * html`<button @click=${restore('#filters', 'class')}>Back to the start</button>`
 * ```
 */
export function restore<To extends Target>(target: To, attribute?: string): CommandTo<To> {
  return commandTo(
    target,
    attribute === undefined ? ['restore', sent(target)] : ['restore', sent(target), attribute],
  )
}

/** The name, if a command may set such an attribute to these values. */
function checked(call: string, name: string, ...values: readonly (string | undefined)[]): string {
  const lower = name.toLowerCase()
  const instead = INSTEAD.get(lower)
  if (!NAME.test(name) || OURS.test(name) || instead !== undefined) throw refused(call, name, instead)
  for (const tag of ['div', 'meta']) {
    const rule = valueRule(tag, 'attribute', lower)
    // What it is on its element is not known here: what is refused anywhere is.
    if (rule.kind === 'refused') {
      const { problem, right } = refusalText(rule.reason, { tag, written: name })
      throw commandRefused({ problem, wrong: `${call}(target, '${name}', …)`, right })
    }
  }
  for (const value of values) {
    if (value === undefined || urlUses(lower).every((use) => isSafeUrl(value, use))) continue
    throw commandRefused({
      problem: `The address ${JSON.stringify(value)} would run script or carry a document.`,
      wrong: `${call}(target, '${name}', '${value}')`,
      right: `${call}(target, '${name}', '/articles')`,
    })
  }
  return name
}

function refused(call: string, name: string, instead: string | undefined): Error {
  const wrong = `${call}(target, '${name}', …)`
  if (instead !== undefined)
    return commandRefused({ problem: `Another command is for "${name}".`, wrong, right: instead })
  const problem = OURS.test(name)
    ? `The attribute "${name}" is Overwire's own.`
    : `"${name}" is no name of an attribute.`
  return commandRefused({ problem, wrong, right: `${call}(target, 'data-mark', …)` })
}

const NAME = /^[a-z_:][\w:.-]*$/i
const OURS = /^(?:data-)?live-/i
/** By what commands change it. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['class', "addClass(target, 'open')"],
  ['open', 'open(target), or close(target)'],
  ['value', 'on(handler, { optimistic: setValue(target, text) }), or a view that renders it'],
  ['checked', 'a view that renders it'],
  ['selected', 'a view that renders it'],
])
