/** Goes on with what has happened before this module was there. */
import { core } from '../modules/core.ts'

/** These elements handle it, or it happens once more: a click or a submit that was held, for which the browser does something. */
export function resume(event: Event, elements: readonly Element[], foreign: number): void {
  const [origin] = elements
  if (event.defaultPrevented && origin && /^(click|submit)$/.test(event.type)) repeat(event, origin)
  else {
    core.stopped.delete(event)
    if (elements.some((element, depth) => core.handle(event, element, depth >= foreign)))
      core.stopped.add(event)
    // It was kept from the window until this was known.
    else core.loaded.liveObservers?.tell(event)
  }
}

function repeat(event: Event, origin: Element): void {
  // A submit begins at its form.
  const { submitter } = event as SubmitEvent
  if (origin instanceof HTMLFormElement && event.type === 'submit')
    // The button may have gone meanwhile.
    core.natural(origin).requestSubmit(submitter && core.formOf(submitter) === origin ? submitter : null)
  else origin.dispatchEvent(new MouseEvent(event.type, event))
}
