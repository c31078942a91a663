/** Runs commands, one after the other. One that fails is reported, and the others are run. */
import type { Command, CommandTarget } from '../../protocol/differences.ts'
import type { EventPart } from '../handlers.ts'
import { core } from '../modules/core.ts'
import { runPlainOn } from '../modules/plain-commands.ts'
import { changesOf } from './changes.ts'
import { copy, textOf } from './copy.ts'
import { findTargets } from './find-targets.ts'
import { focusFirst, popFocus, pushFocus } from './focus.ts'
import { change, dropChanges } from './layers.ts'
import { move } from './motion.ts'
import { close, open } from './openable.ts'
import { hide, isHidden, show } from './visibility.ts'

/** Without an element when the server sends them. */
export function run(commands: readonly Command[], from?: Element): void {
  for (const command of commands) {
    try {
      runOne(command, from)
    } catch (error) {
      core.report('command-failed', `${command[0]}: ${String(error)}`)
    }
  }
}

function runOne(command: Command, from: Element | undefined): void {
  const find = (target: CommandTarget): HTMLElement[] => findTargets(target, from)
  switch (command[0]) {
    case 'focus':
    case 'scroll':
    case 'dispatch':
      return runPlainOn(find(command[1]), command)
    case 'show':
      return find(command[1]).forEach((each) => show(each, command[2]))
    case 'hide':
      return find(command[1]).forEach((each) => hide(each, command[2]))
    case 'toggle':
      return find(command[1]).forEach((each) =>
        isHidden(each) ? show(each, command[2]) : hide(each, command[3]),
      )
    case 'transition':
      return find(command[1]).forEach((each) => move(each, command[2]))
    case 'restore':
      return find(command[1]).forEach((each) => dropChanges(each, command[2]))
    case 'focusFirst':
      return find(command[1]).slice(0, 1).forEach(focusFirst)
    case 'pushFocus':
      return pushFocus(command[1] === undefined ? core.page.activeElement : (find(command[1])[0] ?? null))
    case 'popFocus':
      return popFocus()
    case 'open':
      return find(command[1]).forEach(open)
    case 'close':
      return find(command[1]).forEach(close)
    case 'copy':
      return find(command[1])
        .slice(0, 1)
        .forEach((each) => void copy(textOf(each)))
    case 'copyText':
      return void copy(command[1])
    case 'exec':
      return find(command[1]).forEach((each) => runOf(each, command[2]))
    case 'addClass':
    case 'removeClass':
    case 'toggleClass':
    case 'setAttribute':
    case 'removeAttribute':
    case 'toggleAttribute': {
      const [name = '', ...changes] = changesOf(command) ?? []
      return find(command[1]).forEach((each) => change(each, name, changes))
    }
    case 'setValue':
    case 'setFields':
    case 'appendRow':
    case 'prependRow':
    case 'removeRow':
    case 'moveRow':
      throw new Error('this command is for on(handler, { optimistic }) alone')
  }
}

/** The handlers whose commands are run, each by the one before: none runs itself. */
const under: EventPart[] = []

/** Runs the commands of the handler that an element has for a type of event. */
function runOf(element: Element, type: string): void {
  const part = core.handlerOf(element, type)
  const commands = part?.binding.run
  if (!part || !commands) throw new Error(`the element has no commands for "${type}"`)
  if (under.includes(part)) throw new Error(`the commands for "${type}" would run themselves again`)
  under.push(part)
  try {
    run(commands, element)
  } finally {
    under.pop()
  }
}
