/** What a field of a form writes among the attributes of its control. */
import type { LiveEvent } from '../../template/live-event.ts'
import type { EventBinding, ExpandedAttribute, ExpandedElement } from '../../template/template-value.ts'
import type { ControlOptions } from '../controls/bound-value.ts'
import { controlAttributes } from '../controls/control-attributes.ts'
import { on } from '../on.ts'
import { postedControl, type PostedControl } from './posted-control.ts'

/** What a form is to a control of one of its fields. */
export interface FieldHost {
  /** The key of the field, which is the name of its control. */
  readonly key: string
  /** What a message calls it: `field('email')`. */
  readonly call: string
  readonly value: unknown
  /** What it has come to be since. */
  readonly now: () => unknown
  /** Whether what is wrong with it is shown. */
  readonly isInvalid: boolean
  /** The id of the element that says what is wrong. */
  readonly errorId: string
  readonly options: ControlOptions
  /** It is shown, by this control. */
  shown(element: ExpandedElement): void
  /** A listener of its control: as long as it is in the page, so is the field. The control is null where no form sends it. */
  listened(binding: EventBinding, control: PostedControl | null): void
  /** Whether the user is through with it, for now. */
  changed(value: unknown, isLeft: boolean): void
  left(): void
}

/**
 * The control of a field: it shows the value, tells what its user makes of it, and says whether that is wrong. What the author
 * writes of that stays: a `name`, an `aria-describedby`.
 */
export function fieldAttributes(element: ExpandedElement, host: FieldHost): readonly ExpandedAttribute[] {
  host.shown(element)
  const attributes = isFile(element)
    ? fileAttributes(element, host)
    : controlAttributes(element, boundTo(host))
  const isTyped = attributes.some(([written]) => written === '@input')
  const isTold = attributes.some(([written]) => written === '@change')
  const all: readonly ExpandedAttribute[] = [
    ...attributes,
    // Browsers tell it when a text is left that was changed.
    ...(isTyped && !isTold ? [['@change', on(() => host.left())] as const] : []),
  ]
  const control = postedControl(element, host.key, host.value)
  for (const [written, value] of all) {
    // What is named by an event is bound as `on` gives it.
    if (written.startsWith('@')) host.listened(value as EventBinding, control)
  }
  if (element.tag === 'option') return all
  return [
    ...(element.attribute('name') === undefined ? [['name', host.key] as const] : []),
    ...all,
    ['aria-invalid', host.isInvalid ? 'true' : null],
    ...(element.attribute('aria-describedby') === undefined
      ? [['aria-describedby', host.isInvalid ? host.errorId : null] as const]
      : []),
  ]
}

function boundTo(host: FieldHost): Parameters<typeof controlAttributes>[1] {
  const { call, key: name, value, now, options } = host
  return {
    call,
    name,
    value,
    now,
    options,
    set(next: unknown, event: LiveEvent) {
      // An empty number is no number: schemas know that as a field that is missing.
      host.changed(next === null ? undefined : next, event.type !== 'input' || event.recovered)
    },
  }
}

/**
 * Of files the form holds the names alone: a text, or a list where there may be several. Browsers tell the first when it is chosen, and all of
 * them when the form is sent.
 */
function fileAttributes(element: ExpandedElement, host: FieldHost): readonly ExpandedAttribute[] {
  const change = on(({ value }) => {
    const name = value.replace(/^.*[\\/]/, '')
    host.changed(filesOf(name === '' ? [] : [name], takesSeveral(element)), true)
  })
  return [['@change', change]]
}

/** What a field of files holds. */
export function filesOf(
  names: readonly string[],
  areSeveral: boolean,
): readonly string[] | string | undefined {
  return areSeveral ? names : names[0]
}

export function isFile(element: ExpandedElement): boolean {
  return element.tag === 'input' && element.attribute('type') === 'file'
}

export function takesSeveral(element: ExpandedElement): boolean {
  return element.attribute('multiple') !== undefined
}
