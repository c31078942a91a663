/** The lazy module of what handlers and actions ask for by options that not every page needs. */
import type { HandlerOptions } from '../additions.ts'
import { act } from '../options/actions.ts'
import { bind, isCapturing } from '../options/own-listeners.ts'
import { refuses } from '../options/confirm.ts'
import { flush, flushWhenLeft, submit } from '../options/timing.ts'
import { passesKeys } from '../options/keys.ts'
import { resume } from '../options/resume.ts'
import { followPresses } from '../options/shown-before.ts'
import { transferOf } from '../options/transfer.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): HandlerOptions {
  useCore(port)
  flushWhenLeft()
  followPresses()
  return {
    bind,
    judge(event, element, options) {
      if ((options.capture && !isCapturing(event)) || passesKeys(event, element, options)) return 'other'
      return refuses(event, element, options) ? 'refused' : 'meant'
    },
    resume,
    act,
    submit,
    flush,
    // Its handler has got it: what it does not want has been kept from it.
    isPressed: (event, element, shortcut) =>
      !passesKeys(event, element, { shortcuts: [shortcut], repeat: 1, typing: 1 }),
    transferOf,
  }
}
