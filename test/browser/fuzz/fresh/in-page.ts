/** Runs in the page: compares the states of the fuzzer's pages with fresh pages. */
import { settleControls } from '../../../../src/client/controls.ts'
import { hydrate } from '../../../../src/client/binder.ts'
import { roots } from '../../../../src/client/roots.ts'
import { defineTemplates } from '../../../../src/client/template.ts'
import { pictureOf } from '../../engine/picture.ts'
import type { HandlerAt } from '../fuzzer.ts'
import type { Start } from '../live-case.ts'
import { compare, during, handlersIn, lookAtStates, parse } from '../shown-page.ts'
import type { FreshScript } from './fresh-fuzzer.ts'

const FRESH = 1

lookAtStates<FreshScript>(({ fresh }) => (container, state) => {
  // There is one for each state.
  const other = during('a fresh page', () => show(fresh[state] as Start))
  compare(pictureOf(container), pictureOf(other))
  during('handlers', () => compare(named(handlersIn(container)), named(handlersIn(other))))
  other.remove()
})

function show(start: Start): Element {
  const { joined } = start
  const container = parse(start)
  document.body.append(container)
  defineTemplates(joined.templates)
  roots.set(FRESH, hydrate(FRESH, container, joined.shape))
  settleControls(0)
  return container
}

function named(handlers: readonly HandlerAt[]): string {
  return handlers.map(([name, path]) => `${name}${path ? '' : ' none'}`).join()
}
