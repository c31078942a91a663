/**
 * Hands over to a new circuit what users did that it does not show, in the order of the changes. It waits without number:
 * what the outbox has no room for is sent as the outcomes of what was sent come.
 */
import { core } from '../modules/core.ts'

/** How much may be under way: less than the outbox takes, so that there is room for what users do now. */
const MOST = 80
const MOST_LENGTH = 2 ** 19

/** What sends the changes of controls that wait. */
const waiting = new Map<Element, () => void>()
/** The events that tell of a control, by their numbers. */
const underWay = new Map<number, { readonly control: Element; readonly length: number }>()

/** Nothing of an older circuit is waited for. */
export function dropHandOver(): void {
  waiting.clear()
  underWay.clear()
}

/** Hands over these controls, behind those that wait. */
export function handOver(changed: ReadonlyMap<Element, () => void>): void {
  const known = controlsUnderWay()
  for (const [control, send] of changed) if (!known.includes(control)) waiting.set(control, send)
  continueHandOver()
}

/** Goes on when there is room again. */
export function continueHandOver(): void {
  const { outbox } = core
  for (const event of underWay.keys()) if (!outbox.find(event)) underWay.delete(event)
  for (const [control, send] of waiting) {
    if (underWay.size >= MOST || lengthUnderWay() > MOST_LENGTH) return
    waiting.delete(control)
    const first = outbox.next()
    send()
    for (let event = first; event < outbox.next(); event++) {
      const { length } = JSON.stringify(outbox.find(event)?.payload ?? '')
      underWay.set(event, { control, length })
    }
  }
}

function controlsUnderWay(): Element[] {
  return [...underWay.values()].map(({ control }) => control)
}

function lengthUnderWay(): number {
  return [...underWay.values()].reduce((sum, { length }) => sum + length, 0)
}
