/**
 * The module of edits as pages in development load it: it says in the console where a template loses what users type.
 * It is the same module, and what it is called with is watched.
 */
import type { Edits, Happened } from '../additions.ts'
import { mirrorsOf } from '../edits/control.ts'
import { start as startEdits } from '../modules/edits.ts'
import type { ClientPort } from '../port.ts'
import { endTyping, followTyping } from './lost-text.ts'
import { followForm, forgetForm, noteRendered, warnOfOtherRecord } from './other-record.ts'
import { noteBound, warnOfBound } from './without-listener.ts'

export function start(port: ClientPort): Edits {
  const edits = startEdits(port)
  return { ...edits, adopt, render, settle, submit, end }

  function adopt(element: Element, name: string): void {
    edits.adopt(element, name)
    noteBound(element, name)
  }

  function render(element: Element, name: string, value: unknown): void {
    const before = mirrorsOf(element).get(name)?.rendered
    edits.render(element, name, value)
    noteBound(element, name)
    const after = mirrorsOf(element).get(name)?.rendered
    if (before !== undefined && before !== after) noteRendered(element)
  }

  function settle(cause: number): void {
    edits.settle(cause)
    warnOfBound()
    warnOfOtherRecord(cause)
  }

  function submit(happened: Happened): void {
    const send = (): number => {
      const number = happened.send()
      if (!number) return 0
      followTyping(number, happened)
      followForm(number, happened)
      return number
    }
    edits.submit({ ...happened, send })
  }

  function end(event: number, isDone: boolean): void {
    endTyping(event, () => edits.end(event, isDone))
    forgetForm(event)
  }
}
