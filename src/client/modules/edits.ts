/** The lazy module of what users type and choose, and of what the server renders for it. */
import { keepCaret } from '../edits/caret.ts'
import { mirrorsOf } from '../edits/control.ts'
import {
  adopt,
  beginRenewal,
  contentChanged,
  differsFromHtml,
  endRenewal,
  findControl,
  noteChange,
  order,
  render,
  settle,
} from '../edits/controls.ts'
import { followChanges, resetForm } from '../edits/follow-changes.ts'
import { followEarly, submit, wait } from '../edits/submissions.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { Edits } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'
import { targetsOf } from './targets.ts'

export function start(port: ClientPort): Edits {
  useCore(port)
  followChanges()
  core.performers['reset'] = reset
  for (const [number, happened] of core.sentEarly) if (number) followEarly(number, happened)
  const end: Edits['end'] = (event, isDone) => order.end(event, isDone)
  return {
    render,
    adopt,
    contentChanged,
    settle,
    submit,
    wait,
    flush() {
      core.loaded.liveOptions?.flush()
      order.flush()
    },
    end,
    beginRenewal,
    endRenewal,
    keepCaret,
    findControl,
    differsFromHtml,
    noteChange,
    mirrorsOf,
  }
}

/** The handler of an event has its form reset, or what it names. */
function reset([, event, selector]: EffectOf<'reset'>): void {
  const { element, origin, type } = core.outbox.find(event) ?? {}
  const form =
    element && origin && (core.formOf(origin) ?? core.formOf(element) ?? core.natural(origin).closest('form'))
  const forms = selector ? targetsOf(selector) : form ? [form] : []
  for (const each of forms) {
    const followReset = core.loaded.liveLocal?.beforeReset(each)
    resetForm(each, order.absolute(event))
    // For a reset of the user the handlers of resets have run.
    followReset?.(type !== 'reset')
  }
}
