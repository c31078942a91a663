/** Actions with options, which are attributes of the element that names them. */
import type { BindingOptions } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { keyboardMapIn, shortcutsIn, timingOf } from './attributes.ts'
import { isRefused } from './confirm.ts'
import { passesKeys } from './keys.ts'

/** The types of events for which `live-once` has been used up. */
const spent = new WeakMap<Element, Set<string>>()

/** Handles an event of an element that names this action and has options. True when the event goes no further. */
export function act(event: Event, element: Element, named: string): boolean {
  const { type, target } = event
  const isSet = (name: string): boolean => core.attributeOf(element, name) !== null
  const done = spent.get(element) ?? new Set<string>()
  if (done.has(type) || (isSet('self') && target !== element)) return false
  const map = keyboardMapIn(named)
  const action = actionFor(event, element, map ?? named)
  if (action === undefined) return false
  // A key means one thing: where maps are nested, what the inner one says.
  const stops = isSet('stop') || !!map
  if (action && !core.isReady(event, element)) return stops
  const question = core.attributeOf(element, 'confirm')
  if (question && isRefused(event, question, !action)) return true
  if (isSet('prevent') || map) event.preventDefault()
  if (isSet('once')) spent.set(element, done.add(type))
  if (action) core.submitEvent(event, element, action, timingOf(element))
  return stops
}

/** The action that is meant; undefined when the keys are others. */
function actionFor(
  event: Event,
  element: Element,
  named: ReturnType<typeof keyboardMapIn> | string,
): string | undefined {
  const typing = core.attributeOf(element, 'typing')
  const options: BindingOptions = {
    ...(typing !== null && { typing: typing === 'false' ? 0 : 1 }),
    ...(core.attributeOf(element, 'repeat') !== null && { repeat: 1 }),
  }
  if (typeof named === 'object')
    return named.find(([shortcut]) => !passesKeys(event, element, { ...options, shortcuts: [shortcut] }))?.[1]
  const keys = event.type.startsWith('key') && core.attributeOf(element, 'keys')
  return keys && passesKeys(event, element, { ...options, shortcuts: shortcutsIn(keys) }) ? undefined : named
}
