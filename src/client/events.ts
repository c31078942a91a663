/**
 * Listens to every event of the page at the document and finds what handles it: from the element where it happened
 * up to the document for events that bubble, at that element alone for those that do not. A handler is an
 * event part of a view, or an attribute that names an action.
 */
import { natural, page } from './clobbering.ts'
import { isEnded } from './connection.ts'
import { heardEarly, isRecording, recordEarly, takeEarly } from './early-events.ts'
import { handlerOf, onHandlers, type EventPart } from './handlers.ts'
import { loaded, loadModule, withModule } from './lazy-modules.ts'
import { FOREIGN } from './marks.ts'
import { modifiersOf } from './modifiers.ts'
import { announce } from './outcomes.ts'
import { CHANGES, formSubmittedBy, recovered } from './payload.ts'
import { submitEvent } from './submit-event.ts'

/** What is read of events of keys. One member is deprecated, and has no successor for what it is used for here. */
type KeyPress = Event & Pick<KeyboardEvent, 'key' | 'isComposing'> & { readonly keyCode: number }

const types = new Set<string>()
/** Whether an element has options for the action of this name, or the name is a map of keys: its attributes are listed. */
const OPTIONS = /live-(paste|drop|debounce|throttle|keys|confirm|prevent|stop|once|self)(,|$)|{/
/** The parts whose `once` has been used up. */
let spent = new WeakSet<EventPart>()

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
    const { prevent, x, optimistic } = handlerOf(element, type)?.binding || {}
    // It is shown at once, also the first time.
    if (optimistic) void loadModule('liveCommands')
    if (x) withModule('liveOptions', (options) => options.bind(element, type))
    // Listeners of documents cannot prevent these: https://dom.spec.whatwg.org/#default-passive-value
    if (prevent && /^(wheel|touch)/.test(type))
      natural(element).addEventListener(type, preventHere, { passive: false })
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
  if (isRecording()) {
    const isHeld = elements.some((element) => isHeldAt(event, element))
    if (isHeld) hold(event)
    recordEarly(event, elements, isHeld)
  }
  elements.some((element, depth) => handle(event, element, depth >= foreign))
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
    outwards(elements).some((element) => {
      if (event.target && CHANGES.test(event.type) && partAt(event, element)) heardEarly.add(event.target)
      return handle(event, element, false)
    })
  }
}

/** Other content comes, which has handled nothing. */
export function forgetHandled(): void {
  spent = new WeakSet()
}

/** What happened before the page was live was meant for other content. What was typed is sent by its controls. */
export function refuseEarly(): void {
  for (const { elements, isHeld } of takeEarly()) {
    if (isHeld && elements[0]) announce({ element: elements[0] }, 'refused', 'expired')
  }
}

/** Whether the server has marked that this is not left to the browser. */
function isHeldAt(event: Event, element: Element): boolean {
  // The mark names keys, where only those are meant.
  const { type, key, isComposing } = event as KeyboardEvent
  const keys = natural(element).getAttribute(`data-live-prevent-${type}`)
  const isMeant = keys === '' || (!isComposing && keys?.split(' ').includes(key))
  return !!isMeant && !isOff(element) && !isBrowsers(event, element)
}

/** Whether the browser does something else with it than to leave the page. */
function isBrowsers(event: Event, element: Element): boolean {
  return event.type === 'click'
    ? opensElsewhere(event, element)
    : event.type === 'submit' && closesDialog(event)
}

/** Prevents what is still to be prevented: the handler may have changed. */
function preventHere(event: Event): void {
  // It listens to elements.
  const { prevent } = partAt(event, event.currentTarget as Element)?.binding || {}
  if (prevent) hold(event)
}

/** Keeps the browser from doing what it does for an event, unless nobody else ever will. */
function hold(event: Event): void {
  if (!isEnded()) event.preventDefault()
}

/** Not false, nor 0, when the event goes no further. */
export function handle(event: Event, element: Element, mayAct: boolean): boolean | 1 | undefined {
  const { type } = event
  const { liveOptions } = loaded
  let part = partAt(event, element)
  const action = mayAct ? actionOf(element, type) : null
  const hasOptions = action !== null && OPTIONS.test(action + natural(element).getAttributeNames())
  const isLink = type === 'click' && natural(element).matches('a[href]')
  if (!(part || action || hasOptions) || isOff(element) || (isLink && opensElsewhere(event, element))) {
    return false
  }
  const { x } = part?.binding || {}
  const skips = x && liveOptions?.skips(event, element, x)
  if (skips === 2) return true
  if (skips) part = undefined
  const { prevent, stop, once, run = [], local, set, send } = part?.binding || {}
  const leaves = (part || action) && (isLink || (type === 'submit' && !closesDialog(event)))
  if (!liveOptions && (hasOptions || x?.confirm || x?.shortcuts)) {
    if (leaves) hold(event)
    withModule('liveOptions', () => handle(event, element, mayAct))
    return stop
  }
  if (prevent ?? leaves) hold(event)
  if (part && once) spent.add(part)
  if (set) withModule('liveLocal', (state) => state.change(set, event, element))
  const sender = part
  const submit = (): void => {
    if (sender && !local) submitEvent(event, element, sender, x)
  }
  // Its state is what it was described as until the module is there: what happened early has changed it.
  if (send && !loaded.liveLocal) void loadModule('liveLocal').then(submit)
  else submit()
  if (run[0]) withModule('liveActions', ({ command }) => command(run, element))
  if (hasOptions) return liveOptions?.act(event, element, action) || stop
  if (action && isReady(event, element)) submitEvent(event, element, action)
  return stop
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
  const { submitter, target } = event as SubmitEvent & { readonly target: HTMLFormElement }
  return (submitter?.getAttribute('formmethod') ?? natural(target).method) === 'dialog'
}

/** The part that handles it, unless its options let this one pass. */
function partAt(event: Event, element: Element): EventPart | undefined {
  const part = handlerOf(element, event.type)
  const { self, keys, recover } = part?.binding || {}
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

function actionOf(element: Element, type: string): string | null {
  const named = natural(element)
  return named.getAttribute(`live-${type}`) ?? named.getAttribute(`data-live-${type}`)
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
