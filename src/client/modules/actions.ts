/** The lazy module of pages that use actions: their operations and their history. */
import type { ClientPort } from '../port.ts'
import { createHistory } from './history.ts'
import { edit, flash } from './operations.ts'

export function start(port: ClientPort): void {
  const history = createHistory(port)
  port.onHistory(history)
  port.onEffect(
    ['replace', 'outer', 'append', 'prepend', 'before', 'after', 'remove', 'url', 'flash'],
    (operation, cause) => {
      switch (operation[0]) {
        case 'replace':
        case 'outer':
        case 'append':
        case 'prepend':
        case 'before':
        case 'after':
        case 'remove':
          return edit(port, history, operation)
        case 'url':
          return history.show(operation[1], operation[2], cause)
        case 'flash':
          return flash(port, operation[1], operation[2])
        default:
        // The others are not asked for.
      }
    },
  )
}
