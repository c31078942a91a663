/**
 * Listens to every event of the page at the document and finds what handles it: from the element where it happened
 * up to the document for events that bubble, at that element alone for those that do not. A handler is an
 * event part of a view, or an attribute that names an action.
 */
import { attributeOf } from './attribute-of.ts'
import { natural, page } from './clobbering.ts'
import { isEnded } from './connection.ts'
import { heardEarly, isRecording, recordEarly, refuse, takeEarly, tellObservers } from './early-events.ts'
import { handlerOf, onHandlers, type EventPart } from './handlers.ts'
import { loaded, loadModule, withModule } from './lazy-modules.ts'
import { FOREIGN } from './marks.ts'
import { modifiersOf } from './modifiers.ts'
import { OPTION_NAMES } from './option-names.ts'
import { CHANGES, formSubmittedBy, recovered } from './payload.ts'
import { runBinding } from './run-binding.ts'
import { submitEvent } from './submit-event.ts'

/** What is read of events of keys. One member is deprecated, and has no successor for what it is used for here. */
type KeyPress = Event & Pick<KeyboardEvent, 'key' | 'isComposing'> & { readonly keyCode: number }

const types = new Set<string>()
/** Whether an element has options for the action of this name, or the name is a map of keys: its attributes are listed. */
const OPTIONS = new RegExp(`live-(${OPTION_NAMES})(,|$)|{`)
/** The parts whose `once` has been used up. */
let spent = new WeakSet<EventPart>()
/** The events that a handler or an action has for itself. */
export const stopped: WeakSet<Event> = new WeakSet()

/**
 * Listens to every type that this browser has, as an attribute may name an action for any of them at any time, and
 * those that views handle. Raw pointer updates are left out: hearing them alone makes the browser send many
 * more events.
 */
export function listenForEvents(): void {
  for (const name in document) if (/^on(?!pointerraw)/.test(name)) listen(name.slice(2))
  // These have no `on…` property. Nor have those of input methods, which attributes cannot name therefore.
  listen('focusin')
  listen('focusout')
  onHandlers((element, type) => {
    listen(type)
    const { prevent, x, optimistic } = handlerOf(element, type)?.binding ?? {}
    // It is shown at once, also the first time.
    if (optimistic) void loadModule('liveCommands')
    // Listeners of documents cannot prevent some of them: https://dom.spec.whatwg.org/#default-passive-value
    if (x || (prevent && /^(wheel|touch)/.test(type)))
      withModule('liveOptions', (options) => options.bind(element, type))
  })
}

function listen(type: string): void {
  if (types.has(type)) return
  types.add(type)
  page.addEventListener(type, (event) => event.bubbles && dispatch(event))
  // What does not bubble is seen on its way down only.
  page.addEventListener(type, (event) => event.bubbles || dispatch(event), true)
}

function dispatch(event: Event): void {
  // A script of the page does not let it happen.
  if (event.type === 'submit' && event.defaultPrevented) return
  const nodes = event.bubbles ? outwards(event.composedPath()) : [event.target]
  const elements = nodes.filter((node) => node instanceof Element)
  // Attributes inside of what is foreign are not the author's.
  const foreign = elements.findLastIndex((element) => natural(element).hasAttribute(FOREIGN))
  const isHeld = isRecording() && elements.some((element) => isHeldAt(event, element))
  if (isHeld) hold(event)
  recordEarly(event, elements, isHeld)
  handleAll(event, elements, foreign)
}

/**
 * Has all of these handle an event, from the inside, until one stops it; before `foreign` attributes name no actions. What
 * only the module of options can decide waits for that, a click or a submit with what the browser does for it.
 */
function handleAll(event: Event, elements: readonly Element[], foreign: number): void {
  const isOpen =
    !loaded.liveOptions && elements.some((element, depth) => asksOptions(event, element, depth >= foreign))
  if (isOpen) {
    // Later it cannot be held any more.
    if (event.eventPhase && /^(click|submit)$/.test(event.type)) hold(event)
    stopped.add(event)
    withModule('liveOptions', (options) => options.resume(event, elements, foreign))
  } else elements.some((element, depth) => handle(event, element, depth >= foreign) && stopped.add(event))
}

/** The way of an event: in a portal it goes on at the owner of that, not in what its content stands in. */
function outwards<Type extends EventTarget>(path: readonly Type[]): readonly (Type | Element)[] {
  return loaded.livePortals?.outwards(path) ?? path
}

/** Handles what happened before the page was live. */
export function handleEarly(): void {
  // Actions have taken it already.
  for (const { event, elements } of takeEarly()) {
    // Then it was not known what belongs to whom.
    const way = outwards(elements)
    const isHeard = CHANGES.test(event.type) && way.some((element) => partAt(event, element))
    if (isHeard && event.target) heardEarly.add(event.target)
    handleAll(event, way, Infinity)
    loaded.liveObservers?.tell(event)
    tellObservers(event)
  }
}

/** Other content comes, which has handled nothing. */
export function forgetHandled(): void {
  spent = new WeakSet()
}

/** What happened before the page was live was meant for other content. What was typed is sent by its controls. */
export function refuseEarly(): void {
  for (const early of takeEarly()) refuse(early, 'expired')
}

/** Whether the server has marked that this is not left to the browser. */
function isHeldAt(event: Event, element: Element): boolean {
  // The mark names keys, where only those are meant.
  const { type, key, isComposing } = event as KeyboardEvent
  const keys = natural(element).getAttribute(`data-live-prevent-${type}`)
  const isMeant = keys === '' || (!isComposing && keys?.split(' ').includes(key))
  return (
    !!isMeant && !isOff(element) && !(type === 'click' ? opensElsewhere(event, element) : closesDialog(event))
  )
}

/** Keeps the browser from doing what it does for an event, unless nobody else ever will. */
function hold(event: Event): void {
  if (!isEnded()) event.preventDefault()
}

/** Not false, nor 0, when the event goes no further. */
export function handle(event: Event, element: Element, mayAct: boolean): boolean | 1 | undefined {
  const { type } = event
  const { liveOptions } = loaded
  const part = partAt(event, element)
  const action = mayAct ? attributeOf(element, type) : null
  const isLink = type === 'click' && natural(element).matches('a[href]')
  if ((!part && action === null) || isOff(element) || (isLink && opensElsewhere(event, element))) return false
  const { x } = part?.binding ?? {}
  const verdict = x && liveOptions?.judge(event, element, x)
  if (verdict === 'refused') return true
  const leaves = (part || action) && (isLink || (type === 'submit' && !closesDialog(event)))
  const meant = verdict === 'other' ? undefined : part
  const { prevent, stop } = meant?.binding ?? {}
  if (prevent ?? leaves) hold(event)
  if (meant) fire(event, element, meant)
  if (liveOptions && action !== null) return liveOptions.act(event, element, action) || stop
  if (action && isReady(event, element)) submitEvent(event, element, action)
  return stop
}

/** Whether only the module of options can say what becomes of an event here. */
function asksOptions(event: Event, element: Element, mayAct: boolean): unknown {
  const { x } = partAt(event, element)?.binding ?? {}
  // The name may be empty: then the options are for the browser alone.
  const action = mayAct && attributeOf(element, event.type)
  return (
    x?.confirm ||
    x?.shortcuts ||
    x?.capture ||
    (typeof action === 'string' && OPTIONS.test(action + natural(element).getAttributeNames()))
  )
}

/** Does what a handler is for: on the server, and here. */
function fire(event: Event, element: Element, part: EventPart): void {
  const { once, x } = part.binding
  if (once) spent.add(part)
  runBinding(event, element, part, () => submitEvent(event, element, part, x))
}

/** As the server sees it: all that is in a disabled fieldset is off, but for its first legend. */
function isOff(element: Element): boolean {
  const unhidden = natural(element)
  return (
    unhidden.matches(':disabled') ||
    !!unhidden.closest('fieldset:disabled>:not(legend:first-of-type),:disabled:not(fieldset),[inert]')
  )
}

/** The submit of a form that closes the dialog around it, which nothing is loaded for. */
function closesDialog(event: Event): boolean {
  // A submit has the form for its target, and a button if one was pressed.
  const { type, submitter, target } = event as SubmitEvent & { readonly target: HTMLFormElement }
  return type === 'submit' && (submitter?.getAttribute('formmethod') ?? natural(target).method) === 'dialog'
}

/** The part that handles it, unless its options let this one pass. */
export function partAt(event: Event, element: Element): EventPart | undefined {
  const part = handlerOf(element, event.type)
  const { self, keys, recover } = part?.binding ?? {}
  // What an input method makes of keys is text.
  const { key, isComposing, keyCode } = event as KeyPress
  const passes =
    (self && event.target !== element) ||
    // Safari tells of the last key when it is no more at work: https://bugs.webkit.org/show_bug.cgi?id=165004
    (keys && (isComposing || keyCode === 229 || !keys.includes(key))) ||
    (recover === 0 && recovered.has(event))
  return part && !passes && !spent.has(part) ? part : undefined
}

/** A submitter that names an action stands for its form, which must be valid and is not submitted besides. */
export function isReady(event: Event, element: Element): boolean {
  const form = event.type === 'click' && formSubmittedBy(element)
  if (form) hold(event)
  // What submits a form is a button or an input.
  return (
    !form ||
    natural(form).noValidate ||
    (element as HTMLButtonElement).formNoValidate ||
    natural(form).reportValidity()
  )
}

/** A link that is to open in another place, or to be saved. */
export function opensElsewhere(event: Event, element: Element): boolean {
  // Clicks are made by mice, or as if by them.
  const { button } = event as MouseEvent
  return !!(
    button ||
    modifiersOf(event) ||
    natural(element).matches('[download],[target]:not([target=_self])')
  )
}
