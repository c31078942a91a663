/** Asks the user before something is done. */
import type { BindingOptions } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { takeBack } from './shown-before.ts'

/** Whether the options ask the user, who refuses. */
export function refuses(event: Event, element: Element, { confirm: question }: BindingOptions): boolean {
  const { local } = core.handlerOf(element, event.type)?.binding ?? {}
  return !!question && isRefused(event, question, !!local)
}

/**
 * Whether the user refuses: then the browser does nothing, and controls show what they showed before. `isBrowsers`: the
 * browser alone does something.
 */
export function isRefused(event: Event, question: string, isBrowsers: boolean): boolean {
  // Late it cannot do it any more.
  const isOver = isBrowsers && event.eventPhase === Event.NONE
  if (!isOver && confirm(question)) return false
  takeBack(event)
  return true
}
