/** The lazy module of what users type and choose, and of what the server renders for it. */
import { contentChanged, order, adopt, render, settle, startControls } from '../edits/controls.ts'
import { followChanges, resetForm } from '../edits/follow-changes.ts'
import { submit } from '../edits/submissions.ts'
import { formOf } from '../form-of.ts'
import type { ClientPort } from '../port.ts'

export function start(port: ClientPort): void {
  startControls(port)
  followChanges()
  port.onEdits({
    render,
    adopt,
    contentChanged,
    settle,
    submit: (happened) => submit(happened, port),
    end: (event, isDone) => order.end(event, isDone),
    reset,
  })

  /** The handler of an event has its form reset, or what it names. */
  function reset(event: number, selector: string | undefined): void {
    const element = port.elementOf(event)
    const form = element && (formOf(element) ?? element.closest('form'))
    const forms = selector ? port.targetsOf(selector) : form ? [form] : []
    for (const each of forms) resetForm(each, order.absolute(event))
  }
}
